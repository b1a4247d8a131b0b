"""Typed operations on a repository on GitHub. Nothing here knows of policies, templates or markers."""
