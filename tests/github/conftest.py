"""What the tests of faults share."""

from __future__ import annotations

from faulted import here

__all__ = ["here"]
