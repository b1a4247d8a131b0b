"""What a category wants from its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gatekeeper.rules.environment import PROPERTIES as ENVIRONMENTS
from gatekeeper.rules.same_commit import PROPERTIES as COMMITS

if TYPE_CHECKING:
    from gatekeeper.model import Selection

KEEP = 200
# Under these names reports say which commit they are of, where the tests ran, and what our own plugin has seen.
_ALWAYS = (*COMMITS, *ENVIRONMENTS, "gatekeeper.*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Want:
    """Which tests belong to the category, which groups to count apart, how many failures to keep whole.

    ``properties`` are globs of the properties of suites to keep, ``forbid`` texts to look for in what tests printed, and
    ``canary`` globs of the tests that must fail and count nowhere.
    """

    category: str
    tests: tuple[str, ...] = ()
    selections: frozenset[Selection] = field(default_factory=frozenset)
    reruns: bool = False
    keep: int = KEEP
    properties: tuple[str, ...] = _ALWAYS
    forbid: tuple[str, ...] = ()
    canary: tuple[str, ...] = ()


def with_usual(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the globs of properties to keep: the ones asked for, and those that are always kept."""
    return tuple(dict.fromkeys((*names, *_ALWAYS)))
