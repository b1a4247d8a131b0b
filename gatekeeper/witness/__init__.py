"""Run a command in a clean place, and keep what only a witness knows."""
