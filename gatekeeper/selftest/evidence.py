"""Evidence before it is written: reports, and the runs that brought them. Frozen, so that each kind of bad evidence changes a copy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gatekeeper.config.settings import Config
    from gatekeeper.model import Job, Shard
    from gatekeeper.selftest.world import World

FAILURE = '<failure message="assert 1 == 2">assert 1 == 2</failure>'
ERROR = '<error message="boom">boom</error>'
SKIPPED = '<skipped message="not now"/>'
_NEW = timedelta()


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One test case: ``body`` is what stands inside it, ``more`` its other attributes."""

    id: str
    time: str = "0.01"
    body: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """One report file: ``declared`` replaces counts in the header, ``inside`` stands in the suite, ``data`` is written in place of all.

    ``age`` is that of the suite's timestamp, None writes none. ``shape`` is what stands there: a file, a folder or a pipe.
    """

    path: str
    cases: tuple[Case, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    age: timedelta | None = _NEW
    declared: Mapping[str, str] = field(default_factory=dict)
    inside: str = ""
    data: bytes | None = None
    shape: str = "file"
    modified: timedelta = _NEW
    host: str = "selftest.invalid"
    suite: str = "selftest"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ran:
    """One run: a witnessed one with ``facts`` that replace those of its witness, or files that somebody hands over.

    ``place`` is the name of its partial record, where that is another one than the shard gives.
    """

    reports: tuple[Report, ...]
    witnessed: bool = False
    shard: Shard | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Everything that one judgement is given. ``then`` is done after it was written; ``listed`` are the tests of the inventory."""

    config: Config
    runs: tuple[Ran, ...]
    listed: tuple[str, ...] = ()
    needs: tuple[Job, ...] | None = None
    attempt: int | None = None
    dirty: bool = False
    then: Callable[[World], None] | None = None

    @property
    def reports(self) -> tuple[Report, ...]:
        """Return the reports of all runs."""
        return tuple(each for run in self.runs for each in run.reports)

    @property
    def cases(self) -> tuple[Case, ...]:
        """Return the test cases of all reports."""
        return tuple(case for each in self.reports for case in each.cases)

    def each_report(self, change: Callable[[Report], Report | None]) -> Evidence:
        """Return the evidence with every report changed; None leaves it out."""
        kept = (tuple(filter(None, map(change, run.reports))) for run in self.runs)
        return replace(self, runs=tuple(replace(run, reports=reports) for run, reports in zip(self.runs, kept, strict=True)))

    def first_report(self, **changes: Any) -> Evidence:  # noqa: ANN401 - fields of a report
        """Return the evidence with the first report changed."""
        first = self.reports[0]
        return self.each_report(lambda each: replace(each, **changes) if each is first else each)

    def each_case(self, change: Callable[[int, Case], Case | None]) -> Evidence:
        """Return the evidence with every case changed; None leaves it out."""
        numbers = iter(range(len(self.cases)))

        def changed(report: Report) -> Report:
            return replace(report, cases=tuple(filter(None, (change(next(numbers), each) for each in report.cases))))

        return self.each_report(changed)

    def first_cases(self, number: int, body: str) -> Evidence:
        """Return the evidence with something else inside of the first so many ordinary cases."""
        ordinary = (index for index, each in enumerate(self.cases) if not each.body)
        chosen = {index for index, _ in zip(ordinary, range(number), strict=False)}
        return self.each_case(lambda index, each: replace(each, body=body) if index in chosen else each)

    def witness(self, **facts: Any) -> Evidence:  # noqa: ANN401 - fields of a witness
        """Return the evidence with other facts in its first run."""
        first, *others = self.runs
        return replace(self, runs=(replace(first, facts={**first.facts, **facts}), *others))

    def ids(self) -> Iterator[str]:
        """Yield the ids of all cases."""
        yield from (each.id for each in self.cases)
