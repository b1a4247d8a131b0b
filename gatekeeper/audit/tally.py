"""The counts that one line gives about one part of the run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.audit.document import cells
from gatekeeper.audit.figure import Measure
from gatekeeper.audit.printed import Bound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatekeeper.audit.figure import Figure

_COUNTS = (Measure.PASSED, Measure.FAILED, Measure.ERRORED, Measure.SKIPPED, Measure.TESTS, Measure.EXECUTED)
_WHOLE = re.compile(r"\b(?:passed|passing|failed|failing|failures?|skipped|errors?)\s+(?:out )?of\s+(\d{1,9})\b(?!\s?%)")
_CELL = re.compile(r"\d{1,9}")
_COLUMNS = (
    (Measure.PASSED, re.compile(r"^(?:tests? )?(?:passed|passing|pass|passes)$")),
    (Measure.FAILED, re.compile(r"^(?:tests? )?(?:failed|failing|fail|failures?)$")),
    (Measure.ERRORED, re.compile(r"^errors?(?:ed)?$")),
    (Measure.SKIPPED, re.compile(r"^(?:skipped|skips?)$")),
    (Measure.TESTS, re.compile(r"^(?:total|tests|total tests|count|# tests)$")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Counts by measure; ``whole`` is what they are of."""

    counts: dict[Measure, int]
    whole: int | None = None

    @property
    def pair(self) -> tuple[int, int] | None:
        """Return how many passed of how many that should have, where both are said."""
        return next(iter(self.pairs), None)

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Return every pair that may be meant: some leave errored tests out of a rate, and some count skipped ones in the whole."""
        passed, failed = self.counts.get(Measure.PASSED), self.counts.get(Measure.FAILED)
        errored, skipped = self.counts.get(Measure.ERRORED, 0), self.counts.get(Measure.SKIPPED, 0)
        wholes: tuple[int, ...] = ()
        if passed is not None and failed is not None:
            wholes = (passed + failed + errored, passed + failed)
        elif self.whole:
            passed = self.whole - failed if passed is None and failed is not None else passed
            wholes = (self.whole, self.whole - skipped)
        return tuple((passed, whole) for whole in dict.fromkeys(wholes) if passed is not None and whole and 0 <= passed <= whole)

    def wrong(self) -> Iterator[str]:
        """Return what does not add up."""
        parts = [(each, self.counts[each]) for each in _COUNTS[:4] if each in self.counts]
        if self.whole is None or not {Measure.PASSED, Measure.FAILED} <= self.counts.keys():
            return
        most = sum(number for _, number in parts)
        if self.whole not in {most, most - self.counts.get(Measure.SKIPPED, 0)}:
            yield f"{' + '.join(f'{number} {name}' for name, number in parts)} is {most}, not {self.whole}"


def tally(figures: Sequence[Figure], low: str, header: Sequence[str]) -> Tally:
    """Return the counts of these figures, of a line and of the row that it is."""
    counts: dict[Measure, int] = {}
    twice: set[Measure] = set()
    wholes: set[int] = set()
    row = _row(low, header)
    for each in () if row else figures:
        if each.share or each.measure not in _COUNTS or each.bound is not Bound.EXACT:
            continue
        if each.number.of is not None:
            wholes.add(int(each.number.of))
        if each.measure in counts and counts[each.measure] != each.number.value:
            twice.add(each.measure)
        counts.setdefault(each.measure, int(each.number.value))
    counts |= row
    wholes |= {int(found[1]) for found in _WHOLE.finditer(low)}
    wholes |= {counts[each] for each in (Measure.TESTS,) if each in counts}
    if twice or len(wholes) > 1:
        return Tally(counts={})
    return Tally(counts=counts, whole=next(iter(wholes), counts.get(Measure.EXECUTED)))


def _row(low: str, header: Sequence[str]) -> dict[Measure, int]:
    """Return the counts of a row by what stands above its cells."""
    found = {}
    for name, cell in zip(header, cells(low) if header else (), strict=False):
        measure = next((each for each, pattern in _COLUMNS if pattern.match(name)), None)
        if measure and _CELL.fullmatch(cell):
            found[measure] = int(cell)
    return found
