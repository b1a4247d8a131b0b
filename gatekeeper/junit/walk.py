"""The state machine over expat's events: which element is a case, which a result, which a suite.

Two closures instead of a class, because they run for every element of files with millions of them:
attribute access alone would cost a fifth of the time (tests/benchmarks). A case has passed unless a
result element says otherwise, so an ordinary case costs one list append.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gatekeeper.junit import codes, dialect
from gatekeeper.junit.columns import id_of
from gatekeeper.junit.declared import compare
from gatekeeper.junit.details import Capture
from gatekeeper.junit.identity import one_line
from gatekeeper.junit.source import Refused
from gatekeeper.junit.suite import OpenSuite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pyexpat import XMLParserType

    from gatekeeper.junit.tally import Tally

DEEPEST = 1000
_INTERIM = ("flakyFailure", "flakyError", "rerun")
_RESULTS = {"failure": codes.FAILED, "error": codes.ERRORED, "skipped": codes.SKIPPED}
_SUITES = frozenset({"testsuite", "testsuites"})


class Walk(NamedTuple):
    """What the parser needs: the handlers, what to do between chunks, and what to check at the end."""

    start: Callable[[str, dict[str, str]], None]
    end: Callable[[str], None]
    between: Callable[[], None]
    finish: Callable[[], None]


def walk(parser: XMLParserType, tally: Tally) -> Walk:  # noqa: C901, PLR0915 - one state machine; its parts share their state
    """Return handlers that count into ``tally``. The caller installs them, and calls ``finish`` at the end."""
    stack: list[OpenSuite] = []
    suite = OpenSuite(0, {})
    cases, marks = suite.cases, suite.marks
    add = cases.append
    depth = inner = result_at = 0
    in_case = False
    interrupted: list[tuple[int, int]] = []
    current = -1
    capture: Capture | None = None
    root, suites_seen = "", False

    def start(tag: str, attrs: dict[str, str]) -> None:
        nonlocal depth, inner, in_case
        if tag == "testcase" and depth and not in_case:
            add(attrs)
            in_case = True
        elif in_case:
            inner += 1
            inside_case(tag, attrs)
        else:
            depth += 1
            outside(tag, attrs)

    def end(tag: str) -> None:
        nonlocal depth, inner, in_case
        if in_case:
            if inner:
                if capture:
                    capture.end(_local(tag))
                inner -= 1
            elif capture or interrupted:
                end_case()
            else:
                in_case = False
            return
        if capture:
            end_suite_result(tag)
        elif depth == suite.depth:
            end_suite()
        depth -= 1

    def inside_case(tag: str, attrs: dict[str, str]) -> None:
        nonlocal inner, current
        local = _local(tag)
        if local == "testcase":
            interrupted.append((inner - 1, current if current >= 0 else len(cases) - 1))
            add(attrs)
            inner, current = 0, -1
            return
        if inner == 1:
            result(local, attrs)
        if capture:
            capture.start(local, attrs)
        if inner > DEEPEST:
            raise Refused(f"elements are nested more than {DEEPEST} deep")

    def result(local: str, attrs: dict[str, str]) -> None:
        nonlocal capture
        code = _RESULTS.get(local)
        if code is None:
            if not local.startswith(_INTERIM):
                return
            code = codes.FLAKY
        place = current if current >= 0 else len(cases) - 1
        if code == codes.ERRORED and dialect.failed_to_collect(cases[place], attrs):
            code |= codes.COLLECTION
        marks[place] = codes.merge(marks[place], code) if place in marks else code
        if code & codes.OUTCOME >= codes.FAILED and not capture and tally.room:
            capture = Capture(cases[place])
            parser.CharacterDataHandler = capture.text

    def end_case() -> None:
        nonlocal inner, in_case, current, capture
        if capture:
            place = current if current >= 0 else len(cases) - 1
            name, code = id_of(cases[place], suite.name), marks[place]
            if code & codes.COLLECTION or tally.wants(name):
                tally.failures.append(capture.case(name, code))
            capture = parser.CharacterDataHandler = None
        if interrupted:
            inner, current = interrupted.pop()
        else:
            in_case = False
        if not interrupted and not in_case:
            current = -1

    def outside(tag: str, attrs: dict[str, str]) -> None:
        local = _local(tag)
        if depth > DEEPEST:
            raise Refused(f"elements are nested more than {DEEPEST} deep")
        if depth == 1 or local in _SUITES:
            start_suite(local, attrs)
        elif local == "testcase":
            start_foreign_case(attrs)
        elif capture:
            capture.start(local, attrs)
        elif local in ("error", "failure") and depth == suite.depth + 1:
            start_suite_result(attrs)
        elif local == "property" and tally.dialect is None:
            tally.dialect = dialect.of_property(attrs)

    def start_foreign_case(attrs: dict[str, str]) -> None:
        """Count a case whose tag has a namespace prefix."""
        nonlocal depth, in_case
        depth -= 1
        add(attrs)
        in_case = True

    def start_suite(local: str, attrs: dict[str, str]) -> None:
        nonlocal suite, cases, marks, add, root, suites_seen
        if tally.dialect is None:
            tally.dialect = dialect.of_suite(local, attrs)
        root = root or local
        suites_seen = suites_seen or local == "testsuite"
        suite = OpenSuite(depth, attrs)
        stack.append(suite)
        cases, marks, add = suite.cases, suite.marks, suite.cases.append

    def start_suite_result(attrs: dict[str, str]) -> None:
        nonlocal capture, result_at
        suite.errors.append(codes.ERRORED | codes.SUITE)
        if tally.room:
            capture, result_at = Capture({}), depth
            capture.start("error", attrs)
            parser.CharacterDataHandler = capture.text

    def end_suite_result(tag: str) -> None:
        nonlocal capture
        if capture and depth > result_at:
            capture.end(_local(tag))
        elif capture:
            capture.end("error")
            suite.kept.append(capture.case(f"{suite.name}::{suite.name}", suite.errors[-1]))
            capture = parser.CharacterDataHandler = None

    def end_suite() -> None:
        nonlocal suite, cases, marks, add
        if tally.dialect is None and cases:
            tally.dialect = dialect.of_case(suite.attrs, cases[0])
        ended = stack.pop()
        ended.settle(root)
        compare(ended, tally)
        total = ended.direct + ended.nested
        bad = ended.total_bad + ended.own_bad + ended.nested_bad + len(ended.errors)
        tally.suite_ended(ended)
        if stack:
            suite = stack[-1]
            suite.nested += total
            suite.nested_bad += bad
            cases, marks, add = suite.cases, suite.marks, suite.cases.append

    def between() -> None:
        if not in_case and stack:
            tally.suite_grew(suite)

    def finish() -> None:
        if root not in _SUITES and not (suites_seen and tally.cases):
            raise Refused(f"this is not a JUnit report: its root element is <{one_line(root)[:80]}>")

    return Walk(start, end, between, finish)


def _local(tag: str) -> str:
    """Return the name without a namespace prefix: a prefixed failure is still a failure."""
    return tag.rpartition(":")[2] if ":" in tag else tag
