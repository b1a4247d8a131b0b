from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from terms import directions, terms

from gatekeeper.config.stricter import category_ways, gate_ways, order, same
from gatekeeper.config.structs import Gate, category_table
from gatekeeper.config.terms import Terms, stricter
from gatekeeper.rules.base import Stricter
from gatekeeper.rules.duration import Duration
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_OURS = ("name",)  # what a policy is called decides nothing


def _sets(one: Any, other: Any) -> tuple[set[str], set[str]]:
    return set(one or ()), set(other or ())


def _subset(made: Any, side: Any) -> bool:
    return set(made or ()) <= set(side or ())


def _reports(made: tuple[str, ...], side: tuple[str, ...]) -> bool:
    excludes = {each for each in made if each.startswith("!")}
    return {each for each in side if not each.startswith("!")} <= set(made) and excludes <= set(side)


def _at_most(made: Any, side: Any) -> bool:
    return side is None or (made is not None and order(made, side) in {0, -1})


_ASKS: dict[Any, Callable[[Any, Any], bool]] = {
    Stricter.ALL: lambda made, side: _subset(side, made),
    Stricter.BOTH: _subset,
    Stricter.TRUE: lambda made, side: bool(made) or not side,
    Stricter.ABSENT: lambda made, side: not made or bool(side),
    Stricter.LOWER: _at_most,
    Stricter.HIGHER: lambda made, side: side is None or (made is not None and order(made, side) in {0, 1}),
    "reports": _reports,
    "same_bytes": lambda made, side: made == "once" or side == "count",
}
_BASES = ("canary",)  # whatever a rule says of it: it takes tests out of the counts
_LIKE = {
    "guard.trusted": Stricter.BOTH,
    "blocking": Stricter.TRUE,
    "reruns": Stricter.ABSENT,
    "max_waiver": Stricter.LOWER,
    "target": Stricter.HIGHER,
}


def _holds(name: str, made: Any, side: Any, base: Any) -> bool:
    """Say whether a value asks for as much as that of one side does, or is the base's where nobody can say."""
    if name in _BASES:
        return bool(made == base)
    asks = _ASKS.get(_LIKE.get(name) or directions().get(name) or name)
    if asks and (order(made, side) is not None or not isinstance(made, Limit) or side is None):
        return asks(made, side)
    return side is None or base is None or bool(made == base)


def _values(made: Terms, base: Terms, head: Terms) -> Iterator[tuple[str, Any, Any, Any]]:
    """Yield each setting with its value in the policy in force, on a side, and on the base where both have it."""
    for side in (base, head):
        pairs: list[tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]] = [(made.gate, side.gate, base.gate)]
        pairs += [(made.categories[name], own, base.categories.get(name, own)) for name, own in side.categories.items()]
        yield from ((name, one[name], two[name], three[name]) for one, two, three in pairs for name in two)


@given(terms(), terms())
def test_the_policy_in_force_is_never_looser_than_either(base: Terms, head: Terms) -> None:
    made = stricter(base, head)
    assert set(made.categories) == {*base.categories, *head.categories}
    for name, value, side, there in _values(made, base, head):
        assert _holds(name, value, side, there), (name, value, side, there)
    assert set(made.waivers) == set(base.waivers) & set(head.waivers)


@given(terms(), terms())
def test_holding_it_against_the_base_again_changes_nothing(base: Terms, head: Terms) -> None:
    made = stricter(base, head)
    assert stricter(base, made) == made == stricter(made, made)


@given(terms(), terms())
def test_it_does_not_matter_which_side_says_it(base: Terms, head: Terms) -> None:
    one, other = stricter(base, head), stricter(head, base)
    decided = [name for name, how in directions().items() if how is not Stricter.SAME and name not in _BASES]
    for name in one.categories:
        for setting in (each for each in decided if each in category_ways()):
            left, right = one.categories[name][setting], other.categories[name][setting]
            unclear = isinstance(left, Limit) and isinstance(right, Limit) and order(left, right) is None
            unclear |= directions()[setting] is Stricter.ABSENT and isinstance(left, str) and isinstance(right, str)
            assert unclear or same(left, right), (setting, left, right)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Threshold.parse("> 90%"), Threshold.parse(">= 90%"), 1),
        (Threshold.parse("90%"), Threshold.parse("100%"), -1),
        (Duration.parse("60m"), Duration.parse("1h"), 0),
        (Count(3), Count(2), 1),
        (Limit.parse("5%"), Limit.parse("6%"), -1),
        (Limit.parse(0), Limit.parse("0%"), 0),
        (Limit.parse(0), Limit.parse("5%"), -1),
        (Limit.parse(3), Limit.parse("5%"), None),
        (Count(3), Limit.parse(3), None),
        (True, False, None),
        ("a", "b", None),
        (None, Count(3), None),
    ],
)
def test_the_order_of_values(one: object, other: object, expected: int | None) -> None:
    assert order(one, other) == expected
    assert order(other, one) == (None if expected is None else -expected)


@pytest.mark.parametrize(
    ("setting", "base", "head", "made"),
    [
        ("max_failures", None, Count(0), Count(0)),
        ("max_failures", Count(0), None, Count(0)),
        ("max_skipped", Limit.parse(3), Limit.parse("5%"), Limit.parse(3)),
        ("max_skipped", Limit.parse("5%"), Limit.parse(3), Limit.parse("5%")),
        ("max_skipped", Limit.parse("5%"), Limit.parse(0), Limit.parse(0)),
        ("min_executed", None, Count(5), Count(5)),
        ("optional", None, "why", None),
        ("optional", "why", None, None),
        ("optional", "why", "other", "why"),
        ("allow_reused", True, False, False),
        ("allow_reused", False, True, False),
        ("required_tests", ("a",), None, ("a",)),
        ("required_tests", None, ("a",), ("a",)),
        ("required_tests", ("a", "b"), ("b", "c"), ("a", "b", "c")),
        ("empty_files", ("a",), ("b",), ()),
        ("no_regression", True, None, True),
        ("declared", "compare", "ignore", "compare"),
        ("declared", "ignore", "compare", "ignore"),
        ("expected_files", None, "x", "x"),
        ("reports", ("a", "!b", "!c"), ("d", "!b"), ("a", "!b", "d")),
        ("tests", ("a",), ("b",), ("a",)),
        ("canary", None, ("b",), None),
        ("canary", ("a",), ("a", "b"), ("a",)),
        ("canary", ("a",), None, ("a",)),
        ("tests", (), ("b",), ()),
        ("reruns", False, True, False),
        ("same_bytes", "count", "once", "once"),
        ("same_bytes", "count", "count", "count"),
        ("blocking", False, True, True),
    ],
)
def test_which_value_is_in_force(setting: str, base: object, head: object, made: object) -> None:
    assert category_ways()[setting].meet(base, head) == made


def test_skips_are_excused_where_both_say_so() -> None:
    meet = gate_ways()["may_skip"].meet
    assert (meet(("a", "b"), ("b",)), meet(None, ("a",)), meet(("a",), None), meet(("a",), ("b",))) == (("b",), None, None, None)


def test_every_key_of_a_category_and_of_the_gate_is_decided() -> None:
    assert set(category_table().__struct_fields__) - {"env"} == set(category_ways())
    assert set(Gate.__struct_fields__) - set(_OURS) == set(gate_ways()) - {"guard.trusted"}


def test_every_way_is_said_in_words() -> None:
    assert all(way.words for way in (*category_ways().values(), *gate_ways().values()))
