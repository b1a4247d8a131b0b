"""SELFTEST: bad evidence of every known kind, held against the user's own policy."""
