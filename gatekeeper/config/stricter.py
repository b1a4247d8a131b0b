"""Of two policies the stricter one, setting by setting."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from gatekeeper.rules import all_rules
from gatekeeper.rules.base import Stricter
from gatekeeper.rules.duration import Duration
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.threshold import Threshold

if TYPE_CHECKING:
    from collections.abc import Callable

_BASE = "the base's"
_BOTH_HOLD = "what either names holds"


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """How one setting is decided: in words, and from the value of the base and of the head. ``default`` is that of the setting."""

    words: str
    meet: Callable[[Any, Any], Any]
    default: object = None


def order(one: object, other: object) -> int | None:
    """Return -1, 0 or 1 where one is lower, as high or higher; None where nobody can say, such as of 3 tests and 5% of them."""
    keys = _keys(one, other)
    return None if keys is None else (keys[0] > keys[1]) - (keys[0] < keys[1])


def same(base: object, head: object) -> bool:
    """Say whether two values ask for the same, however they are written."""
    if isinstance(base, tuple) and isinstance(head, tuple):
        return set(base) == set(head)
    return base == head or (_nothing(base) and _nothing(head)) or order(base, head) == 0


@cache
def category_ways() -> dict[str, Way]:
    """Return how each key of [categories.NAME] is decided: our own ones, and the settings of the rules."""
    own = {
        "reports": Way(words="the patterns of both; only the excludes (!) that both have", meet=_reports, default=()),
        "tests": Way(words=_BASE, meet=_bases, default=()),
        "target": Way(words=Stricter.HIGHER.value, meet=_MEETS[Stricter.HIGHER]),
        "blocking": Way(words=Stricter.TRUE.value, meet=_true, default=True),
        "reruns": Way(words="false", meet=_false, default=False),
        "same_bytes": Way(words='"once"', meet=_once, default="once"),
    }
    return own | _of_rules(option=False) | {"canary": Way(words=_BASE, meet=_bases)}  # more of them hide failures, fewer hide forgeries


@cache
def gate_ways() -> dict[str, Way]:
    """Return how what concerns the policy as a whole is decided; every other table is this side's own."""
    own = {
        "max_waiver": Way(words=Stricter.LOWER.value, meet=_MEETS[Stricter.LOWER]),
        "baseline_ref": Way(words=_BASE, meet=_bases),
        "policy_ref": Way(words=_BOTH_HOLD, meet=_given),
        "extends": Way(words=_BOTH_HOLD, meet=_given),
        "guard.trusted": Way(words=Stricter.BOTH.value, meet=partial(_both, ()), default=()),
    }
    return _of_rules(option=True) | own


def _of_rules(*, option: bool) -> dict[str, Way]:
    return {each.name: _way(each) for rule in all_rules().values() if bool(rule.option) is option for each in fields(rule)}


def _way(each: Any) -> Way:  # noqa: ANN401 - a field of a rule
    how: Stricter = each.metadata["stricter"]
    default = None if each.default is MISSING else each.default
    meet = partial(_both, default) if how is Stricter.BOTH else _MEETS[how]
    return Way(words=how.value, meet=meet, default=default)


def _nothing(value: object) -> bool:
    return value is None or value is False or value == ()


def _keys(one: object, other: object) -> tuple[Any, Any] | None:
    if isinstance(one, Threshold) and isinstance(other, Threshold):
        return (one.value, one.strict), (other.value, other.strict)
    if isinstance(one, Duration) and isinstance(other, Duration):
        return one.seconds, other.seconds
    if isinstance(one, Limit) and isinstance(other, Limit):
        # None at all is none, as a count and as a share.
        return (one.value, other.value) if one.share == other.share or not (one.value and other.value) else None
    if isinstance(one, int) and isinstance(other, int) and not isinstance(one, bool) and not isinstance(other, bool):
        return one, other
    return None


def _bases(base: object, head: object) -> object:  # noqa: ARG001 - whatever is decided here is the base's affair
    return base


def _given(base: object, head: object) -> object:
    """Take the one that is given; where both are, the base's: nobody can say which is stricter."""
    return head if base is None else base


def _higher(base: object, head: object) -> object:
    return head if base is None or order(base, head) == -1 else base


def _lower(base: object, head: object) -> object:
    return head if base is None or order(base, head) == 1 else base


def _all(base: object, head: object) -> object:
    if isinstance(base, tuple) and isinstance(head, tuple):
        return tuple(dict.fromkeys((*base, *head)))
    return _given(base, head)


def _both(default: object, base: object, head: object) -> object:
    if isinstance(base, tuple) and isinstance(head, tuple):
        return tuple(each for each in base if each in head) or default
    return default  # what is not given lists nothing


def _true(base: object, head: object) -> object:
    return True if base or head else _given(base, head)


def _false(base: object, head: object) -> bool:
    return bool(base and head)


def _absent(base: object, head: object) -> object:
    """Take what is not given, or is false: it excuses nothing."""
    if base and head:
        return base
    return None if base is None or head is None else False


def _once(base: object, head: object) -> object:
    return "once" if "once" in (base, head) else base


def _reports(base: tuple[str, ...], head: tuple[str, ...]) -> tuple[str, ...]:
    every = tuple(dict.fromkeys((*base, *head)))
    return tuple(each for each in every if not each.startswith("!") or (each in base and each in head))


_MEETS: dict[Stricter, Callable[[Any, Any], Any]] = {
    Stricter.HIGHER: _higher,
    Stricter.LOWER: _lower,
    Stricter.ALL: _all,
    Stricter.TRUE: _true,
    Stricter.ABSENT: _absent,
    Stricter.SAME: _given,
}
