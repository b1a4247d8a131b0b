"""The ledger: one immutable file for every record and every sign-off that anything was said from."""
