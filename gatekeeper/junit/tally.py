"""What one file adds up to for one category: suites come in as they end, and are forgotten."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gatekeeper.junit import codes, columns, dialect, numbers
from gatekeeper.junit.canaries import Canaries
from gatekeeper.junit.dummy import Impression
from gatekeeper.junit.identity import matcher
from gatekeeper.junit.large import LargeSuite
from gatekeeper.junit.outputs import Outputs
from gatekeeper.junit.properties import Properties
from gatekeeper.junit.rows import folded, make_rows
from gatekeeper.junit.totals import Gathered, Moments, Totals, Watch, groups, repeated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gatekeeper.junit.rows import RowWriter
    from gatekeeper.junit.suite import OpenSuite
    from gatekeeper.junit.totals import Group
    from gatekeeper.junit.want import Want
    from gatekeeper.model import Case

_TOO_LARGE = 20_000


class Tally:
    """Adds up one file. ``elements`` counts testcase elements, ``tests`` what the category counts."""

    def __init__(self, want: Want, rows: RowWriter | None) -> None:
        self._want = want
        self._rows = rows
        self._only = matcher(want.tests) if want.tests else None
        self._large: dict[OpenSuite, LargeSuite] = {}
        self.dialect: str | None = None
        self.elements, self.tests = Totals(), Totals()
        self.watch = Watch(want.selections)
        self.cases = self.results = self.timed = self.untimed = 0
        self.seconds = 0.0
        self.moments = Moments()
        self.flaky, self.repeated = Gathered(), Gathered()
        self.errors, self.disagreements, self.notes = Gathered(), Gathered(), Gathered()
        self.failures: list[Case] = []
        self.outputs, self.canaries, self.impression = Outputs(want.forbid), Canaries(want.canary), Impression()
        self.properties = Properties(want.properties, self.notes)

    @property
    def room(self) -> bool:
        """Say whether another failing case may be kept whole."""
        return len(self.failures) < self._want.keep

    def wants(self, name: str) -> bool:
        """Say whether a test belongs to the category and counts there."""
        return (self._only is None or bool(self._only(name))) and not self.canaries.match(name)

    def heard(self, name: str) -> None:
        """Note that the output of a test holds a text that is looked for; tests of other categories may print what they like."""
        if self.wants(name) or self.canaries.match(name):
            self.outputs.belongs_to(name)

    def suite_grew(self, suite: OpenSuite) -> None:
        """Take over the cases at hand when there are many."""
        if len(suite.cases) >= _TOO_LARGE:
            if suite not in self._large:
                self._large[suite] = LargeSuite(self._rows)
            self._take(suite, self._large[suite])

    def suite_ended(self, suite: OpenSuite) -> None:
        """Take over what is left, fold the suite into tests and add it up."""
        large = self._large.pop(suite, None)
        if suite.cases:
            self._take(suite, large)
        self._suite_errors(suite)
        self.moments.add(suite.attrs.get("timestamp"))
        self.impression.suite(suite.attrs)
        if self.canaries:
            self.canaries.finish(suite, self._fold_of(suite))
        if large:
            fold = self._fold_of(suite)
            self._fold_groups(large.finish(self.tests, self.watch, fold), suite, fold)

    def close(self) -> None:
        """Let go of what a refused file left open."""
        for large in self._large.values():
            large.close()

    def _take(self, suite: OpenSuite, large: LargeSuite | None) -> None:
        """Count elements, choose the category's tests, and hand them on."""
        cases, marks = suite.cases, suite.marks
        ids, times, unreadable, usual = columns.columns(cases, suite.name, suite.total)
        for index in () if usual else columns.mark_not_run(cases, marks):
            self.disagreements.add(f"{columns.id_of(cases[index], suite.name)} says that it did not pass and shows no result")
        if unreadable:
            self.notes.add(f"{len(unreadable)} durations are unreadable, such as {unreadable[0][:40]!r}", len(unreadable))
        self.impression.cases(cases, suite.name, marks)
        self.cases += len(cases)
        self.elements.add_suite(len(cases), marks)
        ids = columns.on_one_line(ids)
        if self._only or self.canaries:
            chosen = self._chosen(suite, ids)
            marks = {place: marks[index] for place, index in enumerate(chosen) if index in marks}
            ids, times = [ids[index] for index in chosen], [times[index] for index in chosen]
        self._add_times(times, marks)
        self.results += len(ids)
        for index, code in marks.items():
            if codes.flaky(code):
                self.flaky.add(columns.printed(ids[index]))
            elif code & codes.FLAKY and code & codes.OUTCOME == codes.SKIPPED:
                self.notes.add(f"{columns.printed(ids[index])} was skipped after attempts that failed")
        if large:
            large.add(ids, marks, make_rows(self._want.category, ids, times, marks) if self._rows else [], self.watch)
        else:
            self._fold(suite, ids, times, marks)
        suite.clear()

    def _chosen(self, suite: OpenSuite, ids: list[str]) -> list[int]:
        """Return the places of the tests that count: the category's own, and whatever could not be collected."""
        marks = suite.marks
        apart = self.canaries.take(suite, ids, marks) if self.canaries else ()
        only = self._only or (lambda _: True)
        return [
            index
            for index, name in enumerate(ids)
            if index not in apart and (only(columns.printed(name)) or marks.get(index, 0) & codes.COLLECTION)
        ]

    def _fold(self, suite: OpenSuite, ids: list[str], times: Sequence[float | None], marks: dict[int, int]) -> None:
        again = repeated(ids)
        found = groups(ids, again, lambda index: marks.get(index, 0)) if again else {}
        fold = self._fold_of(suite)
        self.tests.add_suite(len(ids), marks)
        if self.watch:
            for index, name in enumerate(ids):
                if name not in found:
                    self.watch.add(columns.printed(name), marks.get(index, 0))
            for name, group in found.items():
                self.watch.add(columns.printed(name), fold(group.codes))
        if self._rows:
            rows = make_rows(self._want.category, ids, times, marks)
            for group in found.values():
                rows[group.first] = folded(rows[group.first], fold(group.codes), len(group.codes))
            if found:
                rows = [row for index, row in enumerate(rows) if row[1] not in found or found[row[1]].first == index]
            self._rows.write(rows)
        self._fold_groups(found, suite, fold)

    def _fold_of(self, suite: OpenSuite) -> Callable[[list[int]], int]:
        """Return how several results of one test become one in this suite."""
        declared = numbers.count(suite.attrs.get("tests"))
        fewer_declared = declared is not None and declared < suite.direct
        bare = self.dialect in dialect.BARE_ATTEMPTS and fewer_declared
        return partial(codes.fold, reruns=self._want.reruns, bare_attempts=bare)

    def _fold_groups(self, found: Mapping[str, Group] | Mapping[int, Group], suite: OpenSuite, fold: Callable[[list[int]], int]) -> None:
        """Count every repeated test once instead of once for each of its results."""
        for key, group in found.items():
            for code in group.codes:
                self.tests.add(code, -1)
            whole = fold(group.codes)
            self.tests.add(whole)
            name = key if isinstance(key, str) else f"a test of {suite.name}"
            self.repeated.add(name, len(group.codes) - 1)
            self.flaky.take_back(name, sum(map(codes.flaky, group.codes)))
            if codes.flaky(whole):
                self.flaky.add(name)
                self._forget(key, sum(code & codes.OUTCOME >= codes.FAILED for code in group.codes))

    def _forget(self, key: str | int, number: int) -> None:
        """Drop the failed attempts of a test that passed in the end: the latest ones, since a namesake may stand in another suite."""
        for index in range(len(self.failures) - 1, -1, -1):
            if number and key in (self.failures[index].id, hash(self.failures[index].id)):
                del self.failures[index]
                number -= 1

    def _add_times(self, times: Sequence[float | None], marks: Mapping[int, int]) -> None:
        """Add durations up. A skipped test without one took no time; any other could have taken any."""
        good = times if None not in times else [each for each in times if each is not None]
        self.timed += len(good)
        self.seconds += sum(good)  # type: ignore[arg-type]
        if good is not times:
            untimed = (index for index, each in enumerate(times) if each is None)
            self.untimed += sum(marks.get(index, codes.PASSED) & codes.OUTCOME != codes.SKIPPED for index in untimed)

    def _suite_errors(self, suite: OpenSuite) -> None:
        self.failures += suite.kept[: self._want.keep - len(self.failures)]
        for code in suite.errors:
            self.elements.add(code)
            self.tests.add(code)
            self.results += 1
            self.errors.add(suite.name)
            if self._rows:
                self._rows.write([(self._want.category, f"{suite.name}::{suite.name}", str(codes.OUTCOMES[code & codes.OUTCOME]), None, 1)])
