"""How the criteria of an issue stand: those configured, those in its text, and those that its text no longer says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gatekeeper.config.measures import TestsPass
from gatekeeper.documents.anchors import anchors, rewrite
from gatekeeper.documents.criteria import anchored, digest, reread, standings
from gatekeeper.documents.marker import read
from gatekeeper.documents.measured import NOTHING
from gatekeeper.documents.memory import recall
from gatekeeper.documents.orders import orders
from gatekeeper.documents.standing import Stand, Standing
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gatekeeper.config.measures import Measure
    from gatekeeper.config.targets import Criterion
    from gatekeeper.documents.marker import Remembered
    from gatekeeper.documents.orders import Order
    from gatekeeper.publishers.remote.seen import Seen
    from gatekeeper.publishers.remote.site import Site, Word

_MAINTAINS = ("admin", "maintain")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stands:
    """Every criterion of one issue with its standing; ``remembered`` is what to hold on to, ``problems`` what was misread.

    ``ticks`` has for each anchor in the issue's text, as it is written there, how its criterion stands.
    """

    standings: tuple[Standing, ...]
    remembered: tuple[Remembered, ...]
    ticks: Mapping[str, Standing]
    problems: tuple[str, ...]

    @property
    def measured(self) -> bool:
        """Say whether any criterion can be measured at all."""
        return any(each.stand is not Stand.STATED for each in self.standings)

    def body(self, *, speaks: bool) -> Callable[[str], str] | None:
        """Return what brings an issue's text up to date. A tick is set only by a verdict that may speak, and taken back by any."""
        if not self.ticks:
            return None

        def write(text: str) -> str:
            known = [(each, self.ticks[each.spec]) for each in anchors(text).found if each.spec in self.ticks]
            return rewrite(text, {each: (stands.stand is Stand.MET and (speaks or each.ticked), stands.current) for each, stands in known})

        return write


def stands(site: Site, seen: Seen, criteria: Sequence[Criterion], word: Word | None, *, text: bool = True) -> Stands:
    """Measure, by nothing while there is no record. ``text`` says whether the issue's own text holds criteria too."""
    found = anchors(seen.issue.body if text else "")
    body = anchored(found.found, tuple(each.name for each in site.config.categories), tuple(all_rules()))
    given = tuple(_orders(site, seen))
    memory = recall(_remembered(site, seen), [each.measure for each in body if each.measure], _accepted(site, given), site.now)
    changed = [each.measure for each in memory.changed] if text else []
    measures = [*(each.measure for each in criteria), *(each.measure for each in body), *map(reread, changed)]
    facts = word.facts(_questions(measures)) if word else NOTHING
    known = {digest(each) for each in (*(each for each in measures if each), *changed, *(each.spec for each in body))}
    made = standings(criteria, body, changed, _waivers(site, [each for each in given if each.digest in known]), facts)
    return Stands(
        standings=made,
        remembered=memory.remembered if text else (),
        ticks={each.spec: stand for each, stand in zip(found.found, made[len(criteria) :], strict=False)},
        problems=(*found.problems, *_forgotten(memory.left_out)),
    )


def _questions(measures: Sequence[Measure | None]) -> set[tuple[str, ...]]:
    return {each.tests for each in measures if isinstance(each, TestsPass)}


def _remembered(site: Site, seen: Seen) -> list[Remembered]:
    """Return what any comment of ours on this issue remembers."""
    login = site.connect().login().casefold()
    states = (read(each.body) for each in seen.comments if each.author.casefold() == login)
    return [each for state in states if state for each in state.criteria]


def _forgotten(number: int) -> tuple[str, ...]:
    return (f"{number} criteria of the issue's text are too many to be remembered",) if number else ()


def _orders(site: Site, seen: Seen) -> Iterator[Order]:
    """Return the orders in comments that nobody has edited: an edit may be somebody else's."""
    login = site.connect().login()
    for each in seen.comments:
        if each.updated_at == each.created_at:
            yield from orders(each.body, each.author, each.created_at, login)


def _accepted(site: Site, given: Sequence[Order]) -> dict[str, datetime]:
    """Return the newest acceptance of each criterion by somebody who is trusted."""
    accepted: dict[str, datetime] = {}
    for each in given:
        if each.kind == "accept" and site.config.publishing.trusts(each.author):
            accepted[each.digest] = max(each.created, accepted.get(each.digest, datetime.min.replace(tzinfo=UTC)))
    return accepted


def _waivers(site: Site, given: Sequence[Order]) -> dict[str, str]:
    """Return who waived a criterion and why."""
    return {each.digest: f"{each.author}: {each.reason}" for each in given if each.kind == "waive" and may_excuse(site, each.author)}


def may_excuse(site: Site, login: str) -> bool:
    """Say whether somebody may waive a criterion, or close an issue as not planned: the trusted, and who maintains the repository."""
    return site.config.publishing.trusts(login) or (bool(login) and site.role(login) in _MAINTAINS)
