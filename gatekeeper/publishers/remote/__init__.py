"""What the publishers on GitHub share: look, plan, carry out; or show what would be done."""
