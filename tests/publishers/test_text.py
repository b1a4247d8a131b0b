from __future__ import annotations

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import category, counts, failure, file, record, rule

from gatekeeper.documents.summary import summary
from gatekeeper.evidence.inventory import Inventory
from gatekeeper.evidence.record import PolicyRow, Subject
from gatekeeper.model import FileStatus, Outcome, Verdict
from gatekeeper.publishers.text import above, below

_POLICY = PolicyRow(name="Payments", source=None, sha256="1" * 64, run={}, categories={})


@pytest.mark.parametrize(
    ("subject", "line"),
    [
        (Subject(commit=None, tree=None, dirty=None, ref=None), "commit unknown"),
        (Subject(commit="a" * 40, tree=None, dirty=None, ref=None), "commit aaaaaaaaaaaa"),
        (Subject(commit="a" * 40, tree="b" * 40, dirty=True, ref="refs/heads/x"), "commit aaaaaaaaaaaa with local changes on refs/heads/x"),
        (Subject(commit="a" * 40, tree="b" * 40, dirty=False, ref=None), "commit aaaaaaaaaaaa"),
    ],
)
def test_what_is_judged_comes_first(subject: Subject, line: str) -> None:
    assert list(above(record(subject=subject))) == [line]
    assert list(above(record(subject=subject, policy=_POLICY))) == [f"{line}, gate Payments"]


def test_the_verdict_comes_last() -> None:
    assert list(below(record())) == ["PASSED: 3 of 3 tests passed (100.0%)"]


def test_remarks_about_categories() -> None:
    made = record(
        categories=[
            category("a", results=5, target=">= 100%", notes=["a note"]),
            category("b", None, absent="not today", counts=counts()),
        ]
    )
    lines = ["a: 3 tests (5 results)", "a: the target is >= 100%", "b: absent, which is allowed: not today"]
    assert list(below(made, target=True))[:-1] == lines
    assert list(below(made))[:-1] == [lines[0], lines[2]]
    assert list(below(made, verbose=True, target=True))[:3] == [*lines[:2], "a: note: a note"]


def test_files_are_shown_where_something_is_said_about_them() -> None:
    made = record(files=[file(), file("b.xml", FileStatus.REFUSED, "it is empty"), file("c.xml", reason="allowed")])
    lines = ["file b.xml: refused: it is empty", "file c.xml: counted: allowed"]
    assert list(below(made))[:-1] == lines
    assert list(below(made, verbose=True))[:3] == ["file a.xml: counted", *lines]


def test_long_lists_end() -> None:
    made = record(Verdict.FAILED, files=[file(status=FileStatus.REFUSED)] * 12, failures=[failure()] * 12, rules=[])
    lines = list(below(made))
    assert (lines[10], lines[21]) == ("and 2 more files; --verbose lists them all", "10 of 12 failures are shown; --verbose lists more")
    assert len(list(below(made, verbose=True))) == 25


@pytest.mark.parametrize(
    ("inventory", "where"), [(None, ""), (Inventory(path="x", sha256="0", tests=300), "; the inventory lists them all")]
)
def test_all_failures_are_counted_not_only_those_that_were_kept(inventory: Inventory | None, where: str) -> None:
    categories = [category(counts=counts(failed=200, errored=100))]
    made = record(Verdict.FAILED, categories=categories, failures=[failure()] * 200, rules=[], inventory=inventory)
    assert list(below(made))[10] == f"10 of 300 failures are shown; --verbose lists more{where}"
    assert f"200 of 300 failures are shown{where}" in list(below(made, verbose=True))
    assert f"50 of 300 failures are shown{where}." in summary(made)


def test_failures_have_their_place() -> None:
    made = record(Verdict.FAILED, failures=[failure(file="a.py", line=3), failure(file="a.py"), failure(message="")], rules=[])
    assert list(below(made))[:3] == ["failed c::bad (a.py:3): assert 1 == 2", "failed c::bad (a.py): assert 1 == 2", "failed c::bad"]


def test_rules() -> None:
    rules = [
        rule("a", verdict=Verdict.PASSED),
        rule("b", verdict=Verdict.PASSED, outcome=Outcome.WAIVED),
        rule("c"),
        rule("c", None),
        rule("d", "e2e", Verdict.STALE),
    ]
    made = record(Verdict.FAILED, categories=[category(), category("e2e", blocking=False)], rules=rules)
    shown = [
        "waived b [unit]: a reason",
        "FAILED c [unit]: a reason",
        "  next: a remedy",
        "STALE d [e2e, advisory]: a reason",
        "  next: a remedy",
    ]
    assert list(below(made))[:-1] == shown
    assert list(below(made, verbose=True)) == [
        "file a.xml: counted",
        "passed a [unit]: a reason",
        *shown[:3],
        "FAILED c [run]: a reason",
        "  next: a remedy",
        *shown[3:],
        list(below(made))[-1],
    ]


@given(hostile.texts | st.text())
def test_no_text_begins_a_line_or_makes_one(text: str) -> None:
    made = record(
        Verdict.FAILED,
        subject=Subject(commit="a" * 40, tree=None, dirty=None, ref=text),
        policy=PolicyRow(name=text, source=text, sha256="1" * 64, run={}, categories={}),
        categories=[category(notes=[text]), category("b", None, absent=text)],
        files=[file(text, FileStatus.REFUSED, text)],
        failures=[failure(text, message=text, file=text, line=1)],
        rules=[rule(reason=text, remedy=text)],
    )
    lines = [*above(made), *below(made, verbose=True)]
    assert hostile.obeyed("\n".join(lines)) == []
    assert all(len(line.splitlines()) == 1 for line in lines)
