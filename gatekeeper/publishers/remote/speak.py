"""What a comment of ours is to say after a record, beside what it said before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gatekeeper.documents.comment import LONGEST, View, comment
from gatekeeper.documents.marker import Shown, State, newer, text_below, write
from gatekeeper.documents.notice import about, bare, refusal, superseded
from gatekeeper.publishers.remote.labels import REFUSED, settle_labels, spoken, wanted_labels
from gatekeeper.publishers.remote.plan import Plan
from gatekeeper.publishers.remote.stands import stands

if TYPE_CHECKING:
    from gatekeeper.config.targets import Target
    from gatekeeper.evidence.record import Record
    from gatekeeper.publishers.remote.labels import Labels
    from gatekeeper.publishers.remote.seen import Key, Owned, Seen
    from gatekeeper.publishers.remote.site import Site, Word
    from gatekeeper.publishers.remote.stands import Stands

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
        if before and newer(before.state, state):
            return None
        wanted = wanted_labels(self.word.record, self.target)
        labels = settle_labels(seen.issue.labels, seen.labels, wanted, self.target.max_labels)
        found = stands(self.site, seen, self.target.criteria, self.word, text=self.text)
        state = replace(state, labels=labels.ours, criteria=found.remembered)
        notes = tuple(f"max_labels leaves no room for {each}" for each in labels.dropped) + found.problems
        text = self._text(before, state, labels, found)
        return Plan(text=text, state=state, labels=labels, body=found.body(speaks=self.speaks), notes=notes)

    def _text(self, before: Owned | None, state: State, labels: Labels, found: Stands) -> str | None:
        """Return the whole comment; None where nothing is said and nothing has to be remembered."""
        marker = write(state)
        room = LONGEST - len(marker) - 1
        if self.speaks:
            return f"{marker}\n{self._said(found, labels, state, room - _SPARE)}"
        if before or labels.ours or found.remembered:
            return f"{marker}\n{self._taken_back(before, room)}"
        return None

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

    def _taken_back(self, before: Owned | None, room: int) -> str:
        """Return what stands below the marker when this verdict may not speak: the earlier text under a notice, or only that."""
        record = self.word.record
        if before and self.target.keep:
            return text_below(before.comment.body)
        if before and before.state.shown:
            shown = before.state.shown
            text = superseded(text_below(before.comment.body), record, about(shown.run, shown.commit))
            if len(text) <= room:
                return text
        return bare(record, self.target.on)

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
    return {name: (counts.passed, counts.passed + counts.failed + counts.errored) for name, counts in rows}
