"""The text of a comment below its marker: how the gate, the criteria and the tests stand, in the room there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from gatekeeper.config.targets import COMMENT
from gatekeeper.documents.answers import not_good
from gatekeeper.documents.cut import Part, Shown, fit
from gatekeeper.documents.filters import code, run_link, words
from gatekeeper.documents.headline import failed_in_all, headline
from gatekeeper.documents.marker import MOST
from gatekeeper.documents.templates import render
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gatekeeper.documents.standing import Standing
    from gatekeeper.evidence.record import CategoryRow, Record

LONGEST = 65_536  # characters that GitHub accepts in one comment
ROOM = LONGEST - MOST - 1  # what is left beside the longest marker and its line's end
_GROUPS = ("technical", "process", "business")


class _Grouped(Protocol):
    @property
    def group(self) -> str: ...


_Row = TypeVar("_Row", bound=_Grouped)


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What a comment shows. ``digest`` is the record's SHA-256, ``was`` maps a category to what passed of what weighed before.

    ``dropped`` are the labels that ``max_labels`` leaves no room for, ``notes`` sentences of our own, ``folders`` where a
    template may stand, and ``room`` the characters that the text may have.
    """

    record: Record
    digest: str
    standings: tuple[Standing, ...] = ()
    was: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    template: str = COMMENT
    folders: tuple[Path, ...] = ()
    room: int = ROOM


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A category, how many of its tests weigh in the rate, and what passed of what weighed before; empty where that is the same."""

    category: CategoryRow
    weighed: int
    was: str


def comment(view: View) -> str:
    """Render the text. Its first line says the verdict; where not even a table fits, it is all there is."""

    def text(shown: Mapping[str, Shown]) -> str:
        return render(view.template, view.record, view.folders, **_context(view, shown))

    return fit(_parts(view), view.room, text) or _least(view)


def grouped(rows: Iterable[_Row]) -> list[tuple[str, list[_Row]]]:
    """Return the criteria under the titles of their groups; a group that we do not know is technical."""
    groups: dict[str, list[_Row]] = {name: [] for name in _GROUPS}
    for each in rows:
        groups[each.group if each.group in groups else "technical"].append(each)
    return [(name.capitalize(), own) for name, own in groups.items() if own]


def criteria_part(standings: tuple[Standing, ...]) -> Part:
    """Return the criteria as rows, of which those that are missing stay longest."""
    return Part(name="criteria", rows=standings, enough=30, urgent=lambda each: not each.holds)


def _parts(view: View) -> list[Part]:
    """Return the tables in the order in which they give way."""
    record = view.record
    return [
        Part(name="waivers", rows=record.waivers, enough=5, urgent=lambda waiver: waiver.applied),
        Part(name="dropped", rows=view.dropped, enough=5),
        Part(name="notes", rows=view.notes, enough=5),
        Part(name="categories", rows=record.categories, enough=20, urgent=_not_good),
        criteria_part(view.standings),
        Part(name="failures", rows=record.failures, enough=50, all=failed_in_all(record)),
        Part(name="failed", rows=not_good(record), enough=1000),
    ]


def _context(view: View, shown: Mapping[str, Shown]) -> dict[str, Any]:
    return {
        **shown,
        "headline": headline(view.record),
        "groups": grouped(shown["criteria"].rows),
        "counted": [_counted(each, view.was.get(each.name)) for each in shown["categories"].rows],
        "digest": view.digest,
    }


def _counted(category: CategoryRow, was: tuple[int, int] | None) -> Counted:
    now = (category.counts.passed, category.counts.weighed)
    changed = was is not None and tuple(was) != now
    return Counted(category=category, weighed=now[1], was="{} of {}".format(*was) if was and changed else "")


def _not_good(category: CategoryRow) -> bool:
    return category.verdict is not Verdict.PASSED


def _least(view: View) -> str:
    """Return the headline, cut if it must be, and where everything else is."""
    where = (
        f"\n\n<p>There is no room for more here: {run_link(view.record)} has the evidence record, {code(f'sha256:{view.digest}')}.</p>\n"
    )
    line = f"## {words(headline(view.record))}"
    return line + where if len(line) + len(where) <= view.room else f"## {view.record.verdict}\n"
