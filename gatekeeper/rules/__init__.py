"""JUDGE: one file is one rule, found by itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from gatekeeper.rules.base import Rule


@cache
def all_rules() -> dict[str, type[Rule]]:
    """Return every rule by id, in order of the ids. A rule is a Rule class in a module of this package."""
    found: dict[str, type[Rule]] = {}
    for module in sorted(iter_modules(__path__), key=lambda each: each.name):
        namespace = vars(import_module(f"{__name__}.{module.name}"))
        for value in namespace.values():
            if isinstance(value, type) and issubclass(value, Rule) and value.__module__.endswith(f".{module.name}"):
                found[value.id()] = value
    found.pop("base", None)
    return found
