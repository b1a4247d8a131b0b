"""What a comment of ours is to say after a record, beside what it said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gatekeeper.audit.issue import blocked
from gatekeeper.documents.comment import LONGEST, View, comment
from gatekeeper.documents.marker import Shown, State, instant, newer, text_below, write
from gatekeeper.documents.notice import about, bare, refusal, superseded
from gatekeeper.documents.templates import RenderError
from gatekeeper.model import REFUSED
from gatekeeper.publishers.remote.labels import settle_labels, spoken, wanted_labels
from gatekeeper.publishers.remote.plan import Plan
from gatekeeper.publishers.remote.stands import stands

if TYPE_CHECKING:
    from gatekeeper.config.targets import Target
    from gatekeeper.evidence.record import Record
    from gatekeeper.publishers.remote.labels import Labels
    from gatekeeper.publishers.remote.seen import Key, Owned, Seen
    from gatekeeper.publishers.remote.site import Site, Word
    from gatekeeper.publishers.remote.stands import Stands

_SKEW = timedelta(minutes=10)
_SPARE = 500  # room for a notice, should the text be superseded later


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """Plans the comment of one target. ``text`` says whether the issue's own text holds criteria too."""

    site: Site
    key: Key
    target: Target
    word: Word
    text: bool

    @property
    def speaks(self) -> bool:
        """Say whether this verdict may have the text written anew."""
        return spoken(self.word.record) in self.target.on

    def plan(self, seen: Seen) -> Plan | None:
        """Return what is to change, or None when a newer record has spoken already."""
        before = seen.newest
        state = self._state(before.state if before else None)
        if before and newer(before.state, state) and not self._ahead(before.state):
            return None
        audited = partial(blocked, seen.issue.body, self.word.record, self.word.digest, self.site.config)
        wanted = wanted_labels(self.word.record, self.target, self.word.streaks, audited)
        labels = settle_labels(seen, wanted, self.target.max_labels)
        found = stands(self.site, seen, self.target.criteria, self.word, text=self.text)
        state = replace(state, labels=labels.ours, criteria=found.remembered)
        notes = tuple(f"max_labels leaves no room for {each}" for each in labels.dropped) + found.problems
        body = found.body(speaks=self.speaks)
        try:
            state, text = self._text(before, state, labels, found)
        except RenderError as error:
            state = replace(state, shown=None)  # the rest is taken back all the same
            return Plan(text=self._bare(state), state=state, labels=labels, body=body, notes=notes, error=error)
        return Plan(text=text, state=state, labels=labels, body=body, notes=notes)

    def _ahead(self, state: State) -> bool:
        """Say whether a marker comes from the future: somebody has edited it to keep what it says."""
        created = instant(state.created)
        return created is not None and created > self.site.now + _SKEW

    def _text(self, before: Owned | None, state: State, labels: Labels, found: Stands) -> tuple[State, str | None]:
        """Return the whole comment with the state that its marker holds; None where nothing is said or has to be remembered."""
        marker = write(state)
        room = LONGEST - len(marker) - 1
        if self.speaks:
            return state, f"{marker}\n{self._said(found, labels, state, room - _SPARE)}"
        if not (before or labels.ours or found.remembered):
            return state, None
        earlier = self._earlier(before)
        if earlier is not None and len(earlier) <= room:
            return state, f"{marker}\n{earlier}"
        state = replace(state, shown=None)
        return state, self._bare(state)

    def _bare(self, state: State) -> str:
        return f"{write(state)}\n{bare(self.word.record, self.target.on)}"

    def _said(self, found: Stands, labels: Labels, state: State, room: int) -> str:
        record = self.word.record
        if record.verdict in REFUSED:
            return refusal(record, room)
        return comment(
            View(
                record=record,
                digest=self.word.digest,
                standings=found.standings,
                was=state.was,
                dropped=labels.dropped,
                notes=found.problems,
                template=self.target.template,
                folders=(self.site.base,),
                room=room,
            )
        )

    def _earlier(self, before: Owned | None) -> str | None:
        """Return the text that was there when this verdict may not speak, under a notice; None where none describes a run."""
        if before and self.target.keep:
            return text_below(before.comment.body)
        if not before or not before.state.shown:
            return None
        shown = before.state.shown
        return superseded(text_below(before.comment.body), self.word.record, about(shown.run, shown.commit))

    def _state(self, before: State | None) -> State:
        """Return what the marker will hold; the counts before are those of the last record that had any."""
        record = self.word.record
        old = before or State(kind=self.key.kind, key=self.key.name, created="")
        fresh = {} if record.verdict in REFUSED else _numbers(record)
        run, commit = (record.run.id if record.run else None) or "", record.subject.commit or ""
        shown = old.shown
        if self.speaks:
            shown = None if record.verdict in REFUSED else Shown(run=run, commit=commit)
        return replace(
            old,
            created=record.created,
            digest=self.word.digest,
            run=run,
            attempt=(record.run.attempt if record.run else None) or "",
            commit=commit,
            verdict=str(record.verdict),
            shown=shown,
            now=fresh or old.now,
            was=old.now if fresh and old.digest != self.word.digest else old.was,
        )


def _numbers(record: Record) -> dict[str, tuple[int, int]]:
    """Return passed and weighed tests of every category that was there."""
    rows = [(each.name, each.counts) for each in record.categories if each.absent is None]
    return {name: (counts.passed, counts.weighed) for name, counts in rows}
