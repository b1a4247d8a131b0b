"""Hold a closed issue to its criteria: reopen it while the default branch's own record shows them unmet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gatekeeper.documents.comment import LONGEST
from gatekeeper.documents.guard_comment import Course, GuardView, guard_comment
from gatekeeper.documents.marker import State, text_below, write
from gatekeeper.publishers.remote.carry import carry_out
from gatekeeper.publishers.remote.labels import settle_labels
from gatekeeper.publishers.remote.plan import Plan
from gatekeeper.publishers.remote.seen import Key
from gatekeeper.publishers.remote.stands import may_excuse, stands

if TYPE_CHECKING:
    from datetime import datetime

    from gatekeeper.config.targets import Criterion
    from gatekeeper.documents.standing import Standing
    from gatekeeper.publishers.remote.seen import Seen
    from gatekeeper.publishers.remote.site import Site, Word

KEY = Key(kind="guard", name="guard")
FAILED = "verification-failed"
AWAITING = "awaiting-verification"
MOST = 2  # reopenings, after which people have to talk to each other
_LABELS = {
    Course.AWAITING: (AWAITING,),
    Course.REOPENED: (FAILED,),
    Course.UNVERIFIED: (FAILED,),
    Course.CLOSED: (FAILED,),
    Course.MET: (),
}
_LONGEST = timedelta(days=36500)  # what no date can hold is for ever
_DROPPED = ("not_planned", "duplicate")


def promised(site: Site, seen: Seen) -> bool:
    """Say whether an issue was closed and the guard has not looked at it yet; those it has labelled are asked for by label."""
    known = {each.casefold() for each in seen.issue.labels} & {FAILED, AWAITING}
    return site.config.publishing.guard is not None and seen.issue.state == "closed" and not known


def verify(site: Site, number: int, word: Word | None) -> None:
    """Decide about one issue. A record decides only when it is of the default branch's head, or of its tree."""
    deciding = word if word and decisive(site, word) else None
    carry_out(site, number, KEY, Verifier(site=site, number=number, word=deciding).plan)


def decisive(site: Site, word: Word) -> bool:
    """Say whether a record is about what the default branch is now."""
    head, subject = site.head(), word.record.subject
    same_tree = subject.tree is not None and subject.tree == head.tree and not subject.dirty
    return not word.record.partial and (subject.commit == head.commit or same_tree)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verifier:
    """Plans what becomes of one issue; ``word`` is the record that decides, or None while there is none."""

    site: Site
    number: int
    word: Word | None

    def plan(self, seen: Seen) -> Plan:
        """Return the comment, the labels and whether to reopen."""
        before = seen.newest.state if seen.newest else None
        standings = self._standings(seen)
        course = self._course(seen, standings, before)
        if course is None:
            return self._nothing(before)
        reopen = course in (Course.REOPENED, Course.UNVERIFIED)
        state = self._state(before, reopened=(before.reopened if before else 0) + reopen)
        labels = settle_labels(seen.issue.labels, seen.labels, _LABELS[course], None)
        state = _settled(replace(state, labels=labels.ours, verdict=str(course)), before)
        return Plan(text=self._text(state, course, standings, seen), state=state, labels=labels, reopen=reopen)

    def _standings(self, seen: Seen) -> tuple[Standing, ...]:
        """Return every criterion of the issue, from all targets that name it and from its text; none where none is measured."""
        found = stands(self.site, seen, criteria_of(self.site, self.number), self.word)
        return found.standings if found.measured else ()

    def _course(self, seen: Seen, standings: tuple[Standing, ...], before: State | None) -> Course | None:
        """Return what to do; None is nothing."""
        issue = seen.issue
        if issue.pull_request or not standings:
            return None
        if self._met(standings) or (issue.state == "closed" and self._excused(seen)):
            return Course.MET if before and before.labels else None
        if issue.state != "closed":
            return None
        if self.word is None and self._waits(seen):
            return Course.AWAITING
        if before and before.reopened >= MOST:
            return Course.CLOSED
        return Course.REOPENED if self.word else Course.UNVERIFIED

    def _met(self, standings: tuple[Standing, ...]) -> bool:
        return self.word is not None and all(each.holds for each in standings)

    def _excused(self, seen: Seen) -> bool:
        """Say whether somebody who may has dropped the issue rather than called it done."""
        return seen.issue.state_reason in _DROPPED and may_excuse(self.site, seen.issue.closed_by or "")

    def _waits(self, seen: Seen) -> bool:
        """Say whether the run of an honest merge may still be under way."""
        until = self._until(seen)
        return until is None or self.site.now < until

    def _until(self, seen: Seen) -> datetime | None:
        guard = self.site.config.publishing.guard
        closed = seen.issue.closed_at
        return closed + min(guard.grace if guard else timedelta(), _LONGEST) if closed else None

    def _text(self, state: State, course: Course, standings: tuple[Standing, ...], seen: Seen) -> str:
        marker = write(state)
        if course is Course.MET and seen.newest and not self._met(standings):
            return f"{marker}\n{text_below(seen.newest.comment.body)}"  # it was dropped: nothing shows that anything is met
        view = GuardView(
            course=course,
            standings=standings,
            record=self.word.record if self.word else None,
            digest=self.word.digest if self.word else "",
            reopened=state.reopened,
            most=MOST,
            until=self._until(seen),
            room=LONGEST - len(marker) - 1,
        )
        return f"{marker}\n{guard_comment(view)}"

    def _state(self, before: State | None, *, reopened: int) -> State:
        old = before or State(kind=KEY.kind, key=KEY.name, created="")
        created = self.site.now.isoformat(timespec="seconds")
        return replace(old, created=created, digest=self.word.digest if self.word else "", reopened=reopened)

    def _nothing(self, before: State | None) -> Plan:
        return Plan(text=None, state=before or self._state(None, reopened=0))


def criteria_of(site: Site, number: int) -> tuple[Criterion, ...]:
    """Return the criteria that the configuration has for an issue, by its number or by a search that finds it."""
    named = (
        each for each in site.config.publishing.issues if each.number == number or (each.search and number in site.search(each.search))
    )
    return tuple(criterion for each in named for criterion in each.target.criteria)


def _settled(state: State, before: State | None) -> State:
    """Keep the time of a decision that has not changed, so that deciding again writes nothing."""
    return before if before and replace(state, created=before.created) == before else state
