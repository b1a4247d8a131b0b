"""Which element is a result, which a suite, and what belongs to whom: everything but the ordinary case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.junit import codes, dialect, lost
from gatekeeper.junit.bounds import check
from gatekeeper.junit.columns import id_of
from gatekeeper.junit.declared import compare
from gatekeeper.junit.details import Capture
from gatekeeper.junit.hearing import Hearing
from gatekeeper.junit.identity import local, one_line
from gatekeeper.junit.outputs import OUTPUTS
from gatekeeper.junit.source import Refused
from gatekeeper.junit.suite import OpenSuite
from gatekeeper.junit.want import KEEP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pyexpat import XMLParserType

    from gatekeeper.junit.columns import Attributes
    from gatekeeper.junit.tally import Tally
    from gatekeeper.model import Case

_INTERIM = ("flakyFailure", "flakyError", "rerun")
_RESULTS = {"failure": codes.FAILED, "error": codes.ERRORED, "skipped": codes.SKIPPED}
_SUITES = frozenset({"testsuite", "testsuites"})


class Walker:
    """Follows the elements of one file and hands every suite to the tally when it ends.

    ``add`` takes the attributes of the next case of the innermost suite, ``capture`` is set while an element is kept whole.
    """

    __slots__ = (
        *("_current", "_depth", "_owner", "_result_at", "_root", "_stack"),
        *("_suites_seen", "_tally", "add", "capture", "hearing", "suite"),
    )

    def __init__(self, parser: XMLParserType, tally: Tally) -> None:
        self._tally, self.hearing = tally, Hearing(parser, tally.outputs, tally.properties)
        self._depth = self._result_at = 0
        self._stack: list[OpenSuite] = []
        self._root, self._suites_seen = "", False
        self._current: int | None = None
        self._owner: int | None = None  # the place of the case that is kept whole; None is the suite itself
        self.capture: Capture | None = None
        self.suite = OpenSuite(0, {})
        self.add: Callable[[Attributes], None] = self.suite.cases.append

    def enter(self, tag: str, attrs: Attributes) -> None:
        """Begin an element outside any case."""
        self._depth += 1
        check(self._depth, attrs)
        name = local(tag)
        self.hearing.start(name)
        if self._depth == 1 or name in _SUITES:
            self._end_suite_result()  # no honest report has a suite inside a result, and its cases must not get lost there
            self._start_suite(name, attrs)
        elif self.capture:
            self.capture.start(name, attrs)
        elif name in ("error", "failure") and self._depth == self.suite.depth + 1:
            self._start_suite_result(attrs)
        elif name == "property":
            self._tally.dialect = self._tally.dialect or dialect.of_property(attrs)
            self.hearing.property(attrs, self._depth)
        else:
            lost.in_suite(self.suite, name, self._tally)

    def leave(self, tag: str) -> None:
        """End an element outside any case."""
        if self.capture and self._depth > self._result_at:
            self.capture.end(local(tag))
        elif self.capture:
            self._end_suite_result()
        elif self._depth == self.suite.depth:
            self._end_suite()
        self.hearing.leave(self._depth, self.suite.name)
        self._depth -= 1

    def inside(self, tag: str, attrs: Attributes, depth: int) -> None:
        """Begin an element inside a case, ``depth`` levels down."""
        check(depth, attrs)
        name = local(tag)
        if depth == 1 and name not in OUTPUTS:
            self._result(name, attrs)
        elif depth > 1:
            lost.in_case(self.suite, self._place(), name, depth, self._tally)
        if self.capture:
            self.capture.start(name, attrs)
        self.hearing.start(name)

    def outside(self, tag: str) -> None:
        """End an element inside a case."""
        if self.capture:
            self.capture.end(local(tag))
        if self.hearing.end():
            self._tally.heard(id_of(self.suite.cases[self._place()], self.suite.name))

    def interrupt(self, attrs: Attributes) -> int:
        """Begin a case inside the current case, and return the place of the one that waits."""
        waiting = self._place()
        self.add(attrs)
        self._current = None
        return waiting

    def end_case(self, waiting: int | None) -> None:
        """End a case that was kept whole or that interrupted another, which goes on now."""
        place = self._place()
        if self.capture and self._owner == place:
            name, code = id_of(self.suite.cases[place], self.suite.name), self.suite.marks[place]
            case = self._captured(self.capture, name, code)
            if code & codes.COLLECTION or self._tally.wants(name):
                self._tally.failures.append(case)
        self._current = waiting

    @property
    def begun(self) -> bool:
        """Say whether the root element has been seen."""
        return bool(self._root)

    def finish(self) -> None:
        """Refuse what turned out to be no JUnit report: another root is fine only around suites with cases."""
        if self._root not in _SUITES and not (self._suites_seen and self._tally.cases):
            raise Refused(f"this is not a JUnit report: its root element is <{one_line(self._root)[:80]}>")

    def _place(self) -> int:
        return len(self.suite.cases) - 1 if self._current is None else self._current

    def _result(self, name: str, attrs: Attributes) -> None:
        code = _RESULTS.get(name) or (codes.FLAKY if name.startswith(_INTERIM) else None)
        place, marks = self._place(), self.suite.marks
        if code is None:
            lost.in_case(self.suite, place, name, 1, self._tally)
            return
        self.suite.attempts += code == codes.FLAKY
        if code == codes.ERRORED and dialect.failed_to_collect(self.suite.cases[place], attrs):
            code |= codes.COLLECTION
        marks[place] = codes.merge(marks[place], code) if place in marks else code
        if code & codes.OUTCOME >= codes.FAILED and not self.capture and self._tally.room:
            self._keep(Capture(self.suite.cases[place]), place)

    def _keep(self, capture: Capture, owner: int | None) -> None:
        self.capture, self._owner = capture, owner
        self.hearing.keep(capture)

    def _captured(self, capture: Capture, name: str, code: int) -> Case:
        case = capture.case(name, code)
        self.capture = None
        self.hearing.keep(None)
        return case

    def _start_suite(self, name: str, attrs: Attributes) -> None:
        if self._tally.dialect is None:
            self._tally.dialect = dialect.of_suite(name, attrs)
        self._root = self._root or name
        self._suites_seen = self._suites_seen or name == "testsuite"
        self._stack.append(OpenSuite(self._depth, attrs))
        self._select(self._stack[-1])

    def _select(self, suite: OpenSuite) -> None:
        self.suite = suite
        self.add = suite.cases.append

    def _start_suite_result(self, attrs: Attributes) -> None:
        self.suite.errors.append(codes.ERRORED | codes.SUITE)
        if self._tally.room and len(self.suite.kept) < KEEP:
            self._result_at = self._depth
            capture = Capture({})
            capture.start("error", attrs)
            self._keep(capture, None)

    def _end_suite_result(self) -> None:
        if self.capture:
            self.suite.kept.append(self._captured(self.capture, f"{self.suite.name}::{self.suite.name}", self.suite.errors[-1]))

    def _end_suite(self) -> None:
        if self._tally.dialect is None and self.suite.cases:
            self._tally.dialect = dialect.of_case(self.suite.attrs, self.suite.cases[0])
        ended = self._stack.pop()
        ended.settle(self._root)
        compare(ended, self._stack[0] if self._stack else ended, self._tally)
        total, bad = ended.direct + ended.nested, ended.all_bad
        self._tally.suite_ended(ended)
        if self._stack:
            self._select(self._stack[-1])
            self.suite.nested += total
            self.suite.nested_bad += bad
            self.suite.attempts += ended.attempts
