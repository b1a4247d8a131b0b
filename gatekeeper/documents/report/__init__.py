"""The page: one HTML file that needs nothing else, made from a record, its inventory and what the ledger knows."""
