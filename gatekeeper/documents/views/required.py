"""The categories that a release asks for by name, and what the record says of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.answers import waived_categories
from gatekeeper.documents.views.bounds import CATEGORIES, bounded
from gatekeeper.documents.vocabulary import Word
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from gatekeeper.config.document import Release
    from gatekeeper.documents.cut import Shown
    from gatekeeper.evidence.record import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Required:
    """One category. It is UNVERIFIED where the record did not judge it, or where it was absent, and WAIVED where a waiver made it pass."""

    name: str
    word: Word

    @property
    def holds(self) -> bool:
        """Say whether it passed."""
        return self.word.holds


def required(release: Release | None, record: Record) -> Shown:
    """Return the required categories; none where no release was asked about."""
    return bounded(rows_of(release, record), CATEGORIES, urgent=lambda each: not each.holds)


def rows_of(release: Release | None, record: Record) -> list[Required]:
    """Return all of them."""
    verdicts = {each.name: each.verdict for each in record.categories}
    waived = waived_categories(record)
    return [Required(name=name, word=_word(verdicts.get(name), waived=name in waived)) for name in (release.require if release else ())]


def _word(verdict: Verdict | None, *, waived: bool) -> Word:
    if verdict is None:
        return Word.UNVERIFIED
    return Word.WAIVED if waived and verdict is Verdict.PASSED else Word(verdict)
