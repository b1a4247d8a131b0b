"""What each template is given: plain values, bounded, with every number computed here."""
