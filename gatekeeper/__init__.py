"""Gatekeeper: no status without evidence."""

__version__ = "0.1.0"
