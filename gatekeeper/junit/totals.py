"""Adding up results: by outcome, folded into tests, and for chosen groups of tests."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from gatekeeper.junit import codes
from gatekeeper.junit.identity import matcher
from gatekeeper.junit.numbers import timestamp
from gatekeeper.model import Counts, Sample, Selection

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

Key = TypeVar("Key", bound="Hashable")
SAMPLE = 5


class Totals:
    """How many results there are of each code."""

    def __init__(self) -> None:
        self._by_code: Counter[int] = Counter()

    def add(self, code: int, number: int = 1) -> None:
        """Count results of one code."""
        self._by_code[code] += number

    def add_suite(self, results: int, marks: Mapping[int, int]) -> None:
        """Count a suite: all results passed but the marked ones."""
        self._by_code[codes.PASSED] += results - len(marks)
        self._by_code.update(marks.values())

    def counts(self, cases: int) -> Counts:
        """Return the sums; ``cases`` is how many of them are testcase elements."""
        by_outcome = [0, 0, 0, 0]
        flaky = collection = 0
        for code, number in self._by_code.items():
            outcome = code & codes.OUTCOME
            by_outcome[outcome] += number
            flaky += number if code & codes.FLAKY and outcome == codes.PASSED else 0
            collection += number if code & codes.COLLECTION and outcome == codes.ERRORED else 0
        passed, skipped, failed, errored = by_outcome
        return Counts(
            cases=cases, passed=passed, failed=failed, errored=errored, skipped=skipped, flaky=flaky, collection_errors=collection
        )


class Gathered:
    """How many of something, and the first few names."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[str] = []

    def add(self, text: str, number: int = 1) -> None:
        """Count one more, or several of one kind."""
        self.count += number
        if len(self.first) < SAMPLE:
            self.first.append(text)

    def take_back(self, text: str, number: int) -> None:
        """Uncount what was added too early."""
        if number:
            self.count -= number
            self.first = [each for each in self.first if each != text]

    def sample(self) -> Sample:
        """Return the count and the names."""
        return Sample(count=self.count, first=tuple(self.first))


_FIRST = datetime(1980, 1, 2, tzinfo=UTC)


class Moments:
    """The newest and the oldest of some timestamps. Of a suite that never began runners write 1970, or the year 1: it is not the oldest."""

    def __init__(self) -> None:
        self.newest: datetime | None = None
        self.oldest: datetime | None = None

    def add(self, text: str | None) -> None:
        """Take one more; what cannot be read is none."""
        moment = timestamp(text) if text is not None else None
        if moment:
            self.newest = max(moment, self.newest or moment)
            self.oldest = min(moment, self.oldest or moment) if moment > _FIRST else self.oldest


class Watch:
    """Counts for the selections that rules and waivers will ask about, folded within each suite."""

    def __init__(self, selections: Iterable[Selection]) -> None:
        self._tests = {each: (matcher(each.tests), matcher(each.excused) if each.excused else None) for each in selections}
        self._totals = {each: Totals() for each in self._tests}

    def __bool__(self) -> bool:
        return bool(self._tests)

    def add(self, name: str, code: int) -> None:
        """Count one test in every selection that it belongs to."""
        self.add_to(self.which(name), code)

    def which(self, name: str) -> int:
        """Return the selections that a test belongs to, as bits in their order."""
        pairs = enumerate(self._tests.values())
        return sum(1 << place for place, (wanted, also) in pairs if wanted(name) and (also is None or also(name)))

    def add_to(self, which: int, code: int, number: int = 1) -> None:
        """Count results of one code in these selections."""
        for place, totals in enumerate(self._totals.values()):
            if which >> place & 1:
                totals.add(code, number)

    def counts(self) -> dict[Selection, Counts]:
        """Return the counts of every selection."""
        return {selection: totals.counts(0) for selection, totals in self._totals.items()}


def repeated(keys: Sequence[Key]) -> set[Key]:
    """Return the keys that occur more than once."""
    if len(set(keys)) == len(keys):
        return set()
    return {key for key, number in Counter(keys).items() if number > 1}


def repeated_hashes(hashes: array[int]) -> set[int]:
    """Return the hashes that occur more than once; sorting a million takes half the memory of a set of them."""
    ordered = sorted(hashes)
    return {one for one, other in zip(ordered, islice(ordered, 1, None), strict=False) if one == other}


class Group:
    """The results of one test that was reported several times: where the first stands, and all codes."""

    __slots__ = ("codes", "first")

    def __init__(self, first: int) -> None:
        self.first = first
        self.codes: list[int] = []


def groups(keys: Iterable[Key], again: set[Key], code_at: Callable[[int], int]) -> dict[Key, Group]:
    """Return the results of every repeated test, in order."""
    found: dict[Key, Group] = {}
    if not again:
        return found
    for index, key in enumerate(keys):
        if key in again:
            found.setdefault(key, Group(index)).codes.append(code_at(index))
    return found
