"""Policies made of any settings, for tests that hold one against another."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import hypothesis.strategies as st

from gatekeeper.config.stricter import category_ways, gate_ways
from gatekeeper.config.terms import Terms
from gatekeeper.policy import Waiver
from gatekeeper.rules import all_rules
from gatekeeper.rules.duration import Duration
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.source import Source
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count, Expected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from gatekeeper.rules.base import Stricter

_NAMES = ("a", "b", "c")
_texts = st.lists(st.sampled_from(_NAMES), max_size=3, unique=True).map(tuple)
_fractions = st.sampled_from([Fraction(0), Fraction(1, 20), Fraction(1, 2), Fraction(1)])
_VALUES: dict[Any, SearchStrategy[Any]] = {
    Threshold: st.builds(Threshold, strict=st.booleans(), value=_fractions),
    Limit: st.builds(Limit, share=st.booleans(), value=_fractions),
    Duration: st.builds(Duration, seconds=_fractions),
    Count: st.integers(0, 3).map(Count),
    Expected: st.builds(Expected, count=st.integers(0, 3), names=st.just(())),
    Source: st.sampled_from(["base", "ids.txt"]).map(Source.parse),
    bool: st.booleans(),
    str: st.sampled_from(_NAMES),
}
_OWN: dict[str, SearchStrategy[Any]] = {
    "reports": st.lists(st.sampled_from(["a", "b", "!c", "!d"]), min_size=1, max_size=4, unique=True).map(tuple),
    "tests": _texts,
    "target": st.none() | _VALUES[Threshold],
    "blocking": st.booleans(),
    "reruns": st.booleans(),
    "same_bytes": st.sampled_from(["once", "count"]),
}
_GATE: dict[str, SearchStrategy[Any]] = {
    "max_waiver": _VALUES[Duration],
    "baseline_ref": st.none() | st.sampled_from(_NAMES),
    "policy_ref": st.none() | st.sampled_from(_NAMES),
    "extends": st.none() | st.sampled_from(_NAMES),
    "guard.trusted": _texts,
}
_waivers = st.builds(
    Waiver,
    rule=st.sampled_from(["pass-rate", "max-flaky"]),
    reason=st.just("#1"),
    owner=st.sampled_from(["me", "you"]),
    expires=st.just(date(2026, 6, 1)),
)


def directions() -> dict[str, Stricter]:
    """Return which value of each setting of a rule is stricter."""
    return {each.name: each.metadata["stricter"] for rule in all_rules().values() for each in fields(rule)}


def _value(hint: Any, default: object) -> SearchStrategy[Any]:
    """Return values of a setting, its default among them."""
    kinds = [kind for kind in get_args(hint) if kind is not type(None)] if type(None) in get_args(hint) else [hint]
    kind = kinds[0]
    if get_origin(kind) is Literal:
        found = st.sampled_from(get_args(kind))
    else:
        found = _texts.map(lambda each: each or default) if get_origin(kind) is tuple else _VALUES[kind]
    return found | st.just(default)


def _rules(*, option: bool) -> Mapping[str, SearchStrategy[Any]]:
    return {
        each.name: _value(get_type_hints(rule)[each.name], each.default)
        for rule in all_rules().values()
        if bool(rule.option) is option
        for each in fields(rule)
    }


def terms() -> SearchStrategy[Terms]:
    """Return any whole policies: every setting of every category has a value."""
    category = st.fixed_dictionaries({**_OWN, **_rules(option=False)})
    gate = st.fixed_dictionaries({**_GATE, **_rules(option=True)})
    assert set(category_ways()) == {*_OWN, *_rules(option=False)}
    assert set(gate_ways()) == {*_GATE, *_rules(option=True)}
    return st.builds(
        Terms,
        gate=gate,
        categories=st.dictionaries(st.sampled_from(["unit", "e2e"]), category, min_size=1),
        waivers=st.lists(_waivers, max_size=2, unique=True).map(tuple),
    )
