"""AUDIT: claims in documents against the record."""
