"""Hold a closed issue to its criteria: reopen it while the default branch's own record shows them unmet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gatekeeper.documents.comment import LONGEST
from gatekeeper.documents.guard_comment import Course, GuardView, guard_comment
from gatekeeper.documents.marker import State, instant, write
from gatekeeper.github.errors import GitHubError
from gatekeeper.publishers.remote.carry import carry_out
from gatekeeper.publishers.remote.labels import settle_labels
from gatekeeper.publishers.remote.plan import Plan
from gatekeeper.publishers.remote.seen import Key
from gatekeeper.publishers.remote.stands import may_excuse, stands

if TYPE_CHECKING:
    from gatekeeper.config.targets import Criterion, IssueTarget
    from gatekeeper.documents.standing import Standing
    from gatekeeper.publishers.remote.seen import Seen
    from gatekeeper.publishers.remote.site import Site, Word
    from gatekeeper.publishers.remote.stands import Stands

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
    Course.DROPPED: (),
}
_DECIDED = (Course.MET, Course.DROPPED)
_LONGEST = timedelta(days=36500)  # what no date can hold is for ever
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_STATE = re.compile(r"(?<!\S)-?(?:is|state):(?:open|closed)(?!\S)", re.IGNORECASE)
_DROPPED = ("not_planned", "duplicate")
_UNKNOWN = (404, 409, 422)
_COURSES = {str(each): each for each in Course}
_REOPENS = (Course.REOPENED, Course.UNVERIFIED)


def verify(site: Site, number: int, word: Word | None) -> None:
    """Decide about one issue; ``word`` is the record that decides, or None while there is none."""
    carry_out(site, number, KEY, Verifier(site=site, word=word).plan)


def decisive(site: Site, word: Word) -> bool:
    """Say whether a record is of what the default branch is now: of that commit, or of one with that tree.

    The run of a pull request has tested something else, even where its head is the default branch's own.
    """
    record, event = word.record, site.event
    if record.partial or event.foreign or event.pull_request or (record.subject.ref or "").startswith("refs/pull/"):
        return False
    commit, head = record.subject.commit, site.head()
    return commit is not None and (commit == head.commit or (not record.subject.dirty and _tree(site, commit) == head.tree))


def _tree(site: Site, commit: str) -> str | None:
    """Return the tree of a commit as the repository knows it, whatever a record says."""
    try:
        return site.connect().tree(commit)
    except GitHubError as error:
        if error.status not in _UNKNOWN:
            raise
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Verifier:
    """Plans what becomes of one issue; ``word`` is the record that decides, or None while there is none."""

    site: Site
    word: Word | None

    def plan(self, seen: Seen) -> Plan:
        """Return the comment, the labels and whether to reopen."""
        before = seen.newest.state if seen.newest else None
        found = stands(self.site, seen, criteria_of(self.site, seen), self.word)
        course = self._course(seen, found, before)
        if course is None:
            return Plan(text=None, state=before or self._state(None))
        closed = _moment(seen.issue.closed_at)
        again = before is not None and before.closed == closed and before.verdict in _REOPENS  # it was not reopened after all
        labels = settle_labels(seen, _LABELS[course])
        state = replace(
            self._state(before),
            closed=closed,
            reopened=(before.reopened if before else 0) + (course in _REOPENS and not again),
            labels=labels.ours,
            criteria=found.remembered,
            verdict=str(course),
        )
        state = _settled(state, before)
        text = self._text(state, course, found.standings, self._end(seen, state, before))
        return Plan(text=text, state=state, labels=labels, reopen=course in _REOPENS, notes=found.problems)

    def _course(self, seen: Seen, found: Stands, before: State | None) -> Course | None:
        """Return what to do; None is nothing."""
        issue = seen.issue
        if issue.pull_request or not found.measured:
            return None
        labelled = before is not None and bool(before.labels)
        if issue.state != "closed":
            return Course.MET if labelled and self._met(found.standings) else None
        last = _COURSES.get(before.verdict) if before and before.closed == _moment(issue.closed_at) else None
        if last in _DECIDED:
            return None  # this closing was held to its criteria, and what came later is not its doing
        if self._met(found.standings):
            return Course.MET
        if self._excused(seen):
            return Course.DROPPED if labelled else None
        return self._unmet(seen, before, last)

    def _unmet(self, seen: Seen, before: State | None, last: Course | None) -> Course | None:
        """Return what to do about a closing that nothing shows to be honest; ``last`` is what was decided about it before."""
        if self.word is None and (last is None or (last is Course.AWAITING and self._waits(seen, before))):
            return Course.AWAITING
        if self.word is None and last is Course.CLOSED:
            return None
        if before and before.reopened >= MOST and last not in _REOPENS:
            return Course.CLOSED
        return Course.REOPENED if self.word else Course.UNVERIFIED

    def _met(self, standings: tuple[Standing, ...]) -> bool:
        return self.word is not None and all(each.holds for each in standings)

    def _excused(self, seen: Seen) -> bool:
        """Say whether somebody who may has dropped the issue rather than called it done."""
        return seen.issue.state_reason in _DROPPED and may_excuse(self.site, seen.issue.closed_by or "")

    def _waits(self, seen: Seen, before: State | None) -> bool:
        """Say whether the run of an honest merge may still be under way."""
        return before is not None and self.site.now < self._until(seen, before)

    def _until(self, seen: Seen, state: State) -> datetime:
        """Return the end of the grace: counted from when the guard first saw the closing, if that was later."""
        guard = self.site.config.publishing.guard
        begin = max(each for each in (seen.issue.closed_at, instant(state.created), _FIRST) if each)
        return begin + min(guard.grace if guard else timedelta(), _LONGEST)

    def _end(self, seen: Seen, state: State, before: State | None) -> datetime | None:
        """Return when the waiting ends, or ended just now; None where nobody waits."""
        return next((self._until(seen, each) for each in (state, before) if each and each.verdict == str(Course.AWAITING)), None)

    def _text(self, state: State, course: Course, standings: tuple[Standing, ...], until: datetime | None) -> str:
        marker = write(state)
        view = GuardView(
            course=course,
            standings=standings,
            record=self.word.record if self.word else None,
            digest=self.word.digest if self.word else "",
            reopened=state.reopened,
            most=MOST,
            until=until,
            room=LONGEST - len(marker) - 1,
        )
        return f"{marker}\n{guard_comment(view)}"

    def _state(self, before: State | None) -> State:
        old = before or State(kind=KEY.kind, key=KEY.name, created="")
        return replace(old, created=_moment(self.site.now), digest=self.word.digest if self.word else "")


def criteria_of(site: Site, seen: Seen) -> tuple[Criterion, ...]:
    """Return the criteria that the configuration has for an issue.

    They are those of the target with its number, of one whose search finds it whether it is open or closed, and of one that has
    commented on it: whoever takes a label off has not taken the issue out of its criteria.
    """
    return tuple(criterion for each in site.config.publishing.issues if _concerns(site, each, seen) for criterion in each.target.criteria)


def _concerns(site: Site, issue: IssueTarget, seen: Seen) -> bool:
    if not issue.target.criteria:
        return False
    if issue.number == seen.issue.number or issue.target.key in seen.keys:
        return True
    return issue.search is not None and seen.issue.number in site.search(_STATE.sub("", issue.search).strip())


def _moment(time: datetime | None) -> str:
    return time.isoformat(timespec="seconds") if time else ""


def _settled(state: State, before: State | None) -> State:
    """Keep the time of a decision that has not changed, so that deciding again writes nothing; no edit makes a wait longer."""
    kept = replace(state, created=before.created) if before else state
    waits = before is not None and (before.verdict, before.closed) == (str(Course.AWAITING), state.closed)
    return kept if kept == before or (waits and state.verdict == str(Course.AWAITING)) else state
