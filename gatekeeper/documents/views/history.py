"""The records of a line, newest first, and which way each of them went."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from gatekeeper.documents.views.bounds import HISTORY, bounded
from gatekeeper.documents.views.seen import Seen, seen, seen_record
from gatekeeper.documents.vocabulary import Word
from gatekeeper.evidence.record import rate_of
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from gatekeeper.documents.cut import Shown
    from gatekeeper.documents.story import Story
    from gatekeeper.evidence.ledger.head import Head
    from gatekeeper.evidence.record import Record
    from gatekeeper.model import Rate


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryLine:
    """One record. One that was refused has no numbers: its ``passed`` and ``rate`` are empty, and so is its ``trend``.

    ``advisory`` names the advisory categories that did not pass.
    """

    seen: Seen
    passed: str
    rate: str
    executed: str
    trend: str
    advisory: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryView:
    """The records that are shown, how many of all ``passed``, and for how many in a row the newest verdict has been the ``same``."""

    records: Shown
    all: int
    passed: int
    same: int
    verdict: Word

    @property
    def alone(self) -> bool:
        """Say whether there is no earlier record."""
        return self.all == 1

    @property
    def single(self) -> bool:
        """Say whether the newest verdict is another one than that before."""
        return self.same == 1


def history(story: Story) -> HistoryView:
    """Return this record and those before it."""
    heads: list[tuple[Record | Head, Seen]] = [(story.record, seen_record(story.record, story.digest))]
    heads += [(each.head, seen(each)) for each in reversed(story.past)]
    verdicts = [each.verdict for _, each in heads]
    older = [*(_rate(head, each) for head, each in heads[1 : HISTORY + 1]), None]
    lines = [_line(head, each, before) for (head, each), before in zip(heads[:HISTORY], older, strict=False)]
    same = next((place for place, (newer, old) in enumerate(pairwise(verdicts), 1) if newer is not old), len(verdicts))
    return HistoryView(
        records=bounded(lines, HISTORY, all=len(heads)),
        all=len(heads),
        passed=sum(each is Word.PASSED for each in verdicts),
        same=same,
        verdict=verdicts[0],
    )


def _line(head: Record | Head, shown: Seen, before: Rate | None) -> HistoryLine:
    rate = _rate(head, shown)
    advisory = ", ".join(each.name for each in head.categories if not each.blocking and each.verdict not in (Verdict.PASSED, None))
    if shown.refused:
        return HistoryLine(seen=shown, passed="", rate="", executed="", trend="", advisory=advisory)
    return HistoryLine(
        seen=shown,
        passed=f"{rate.numerator} of {rate.denominator}" if rate else "",
        rate=str(rate) if rate else "none",
        executed=str(sum(each.counts.executed for each in head.categories)),
        trend=_trend(rate, before),
        advisory=advisory,
    )


def _trend(rate: Rate | None, before: Rate | None) -> str:
    if rate is None or before is None:
        return ""
    return "same" if rate.exact == before.exact else "better" if rate.exact > before.exact else "worse"


def _rate(head: Record | Head, shown: Seen) -> Rate | None:
    """Return the share over all categories, None where there is none or the evidence was refused."""
    return None if shown.refused else rate_of([each.counts for each in head.categories])
