"""Tests that must fail, kept apart: they show that failures reach the report, and belong to no count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.junit import codes
from gatekeeper.junit.columns import printed
from gatekeeper.junit.identity import matcher
from gatekeeper.junit.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gatekeeper.junit.suite import OpenSuite
    from gatekeeper.model import Counts

# Few tests are canaries. Beyond this many in one suite results of one test are no longer told from results of several.
_MOST = 10_000


class Canaries:
    """Counts the canaries of one file by pattern, folded into tests within each suite. False when there are no patterns."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._any = matcher(tuple(patterns)) if patterns else None
        self._matchers = {pattern: matcher((pattern,)) for pattern in patterns}
        self._totals = {pattern: Totals() for pattern in patterns}
        self._results = dict.fromkeys(patterns, 0)
        self._open: dict[OpenSuite, dict[str, list[int]]] = {}
        self.results = 0

    def __bool__(self) -> bool:
        return self._any is not None

    def match(self, name: str) -> bool:
        """Say whether a test is one of them."""
        return self._any is not None and bool(self._any(name))

    def take(self, suite: OpenSuite, ids: Sequence[str], marks: Mapping[int, int]) -> set[int]:
        """Take the canaries out of the cases at hand and return their places; what could not be collected is none."""
        own = self._open.setdefault(suite, {})
        taken = set()
        for index, name in enumerate(ids):
            code = marks.get(index, codes.PASSED)
            if self.match(printed(name)) and not code & codes.COLLECTION:
                taken.add(index)
                self._result(own, name, code)
        return taken

    def finish(self, suite: OpenSuite, fold: Callable[[list[int]], int]) -> None:
        """Count the tests of a suite that ended."""
        for name, results in self._open.pop(suite, {}).items():
            self._count(name, fold(results))

    def counts(self) -> dict[str, Counts]:
        """Return for every pattern how the tests ended that match it."""
        return {pattern: totals.counts(self._results[pattern]) for pattern, totals in self._totals.items()}

    def _result(self, own: dict[str, list[int]], name: str, code: int) -> None:
        self.results += 1
        for pattern, matches in self._matchers.items():
            self._results[pattern] += bool(matches(printed(name)))
        if name in own or len(own) < _MOST:
            own.setdefault(name, []).append(code)
        else:
            self._count(name, code)

    def _count(self, name: str, code: int) -> None:
        for pattern, matches in self._matchers.items():
            if matches(printed(name)):
                self._totals[pattern].add(code)
