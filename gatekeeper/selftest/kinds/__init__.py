"""The kinds of bad evidence: one file is one family."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.selftest.kind import Kind

_FAMILIES = ("nothing", "broken", "headers", "hidden", "padded", "missing", "old", "runs", "lies", "elsewhere", "policy")


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Return every kind, family by family."""
    return tuple(kind for name in _FAMILIES for kind in import_module(f"{__name__}.{name}").KINDS)
