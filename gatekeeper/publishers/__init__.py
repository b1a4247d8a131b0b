"""PUBLISH: one file is one place, found by itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from gatekeeper.publishers.base import Publisher


@cache
def all_publishers() -> tuple[Publisher, ...]:
    """Return every publisher in order of their names."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    kinds = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Publisher)]
    return tuple(kind() for kind in dict.fromkeys(kinds) if kind is not Publisher)
