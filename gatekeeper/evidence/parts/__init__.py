"""Partial records: what one witnessed run of one category, or one shard of it, left behind."""
