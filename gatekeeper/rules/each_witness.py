"""One answer about every run that was witnessed: the worst there is, with the shard named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gatekeeper.model import Outcome
from gatekeeper.rules.base import listed, some

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.model import Category, Witness
    from gatekeeper.rules.base import Finding

_WORST_FIRST = (Outcome.FAILED, Outcome.INCONCLUSIVE, Outcome.PASSED)


def about_each(category: Category, ask: Callable[[Witness], Finding]) -> Finding:
    """Ask about every witnessed run of a category, of which there is at least one, and return one answer."""
    answers = [(_name(place, each), ask(each)) for place, each in enumerate(category.witnesses, start=1)]
    found = [[(name, each) for name, each in answers if each.outcome is outcome] for outcome in _WORST_FIRST]
    own = next(each for each in found if each)
    if len(answers) == 1:
        return own[0][1]
    if len(own) == len(answers) and len({each.reason for _, each in own}) == 1:
        return replace(own[0][1], reason=f"{own[0][1].reason}, in each of {some(len(own), 'run')}")
    return replace(own[0][1], reason=listed([f"{name}: {each.reason}" for name, each in own], "; "))


def _name(place: int, witness: Witness) -> str:
    return f"shard {witness.shard}" if witness.shard else f"run {place}"
