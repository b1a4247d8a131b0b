"""What differs between two policies, and in which direction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gatekeeper.config.basis import Change, Kind
from gatekeeper.config.stricter import category_ways, gate_ways, same
from gatekeeper.config.terms import UNSAID, bare, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gatekeeper.config.stricter import Way
    from gatekeeper.config.terms import Terms
    from gatekeeper.policy import Waiver


def changes(base: Terms, head: Terms) -> tuple[Change, ...]:
    """Return every difference: by category, then of the gate and its waivers. What the base says nothing about is none."""
    return (*_categories(base, head), *_settings(None, base.gate, head.gate, gate_ways()), *_waivers(base, head))


def _categories(base: Terms, head: Terms) -> Iterator[Change]:
    for name, values in base.categories.items():
        own = head.named(name)
        if own is None:
            yield Change(change=Kind.REMOVED, category=name)
        else:
            yield from _settings(name, values, own, category_ways())
    for name in head.categories:
        if base.named(name) is None:
            yield Change(change=Kind.ADDED, category=name)


def _settings(category: str | None, base: Mapping[str, Any], head: Mapping[str, Any], ways: Mapping[str, Way]) -> Iterator[Change]:
    for name in {**ways, **base, **head}:
        old, new = said(base, name), said(head, name)
        if UNSAID not in (old, new) and not same(old, new):
            kind = _kind(old, new, ways[bare(name)])
            yield Change(change=kind, category=category, setting=name, base=_written(old), head=_written(new))


def _kind(base: object, head: object, way: Way) -> Kind:
    """Say in which direction a setting moves: what the stricter policy keeps of the head is tightened, all else is not in force."""
    met, nothing = way.meet(base, head), (None, ())
    if same(met, head):
        return Kind.ADDED if base in nothing and head not in nothing else Kind.TIGHTENED
    if head in nothing:
        return Kind.REMOVED
    # Where the answer depends on whose value it was, nobody can say which of them is stricter.
    return Kind.LOOSENED if same(met, way.meet(head, base)) else Kind.CHANGED


def _waivers(base: Terms, head: Terms) -> Iterator[Change]:
    for each in head.waivers:
        if each not in base.waivers:
            yield Change(change=Kind.LOOSENED, category=each.category, setting="waivers", head=_waiver(each))
    for each in base.waivers:
        if each not in head.waivers:
            yield Change(change=Kind.TIGHTENED, category=each.category, setting="waivers", base=_waiver(each))


def _waiver(waiver: Waiver) -> str:
    tests = f" for {', '.join(waiver.tests)}" if waiver.tests else ""
    return f"{waiver.rule}{tests}: {waiver}"


def _written(value: object) -> str | None:
    """Return a value as a configuration would write it; values of our own types have a text."""
    if value in (None, ()):
        return None
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)
