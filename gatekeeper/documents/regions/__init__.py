"""Regions: the parts of files that only a verdict may write, found, summed, written and verified."""
