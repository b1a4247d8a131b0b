"""What a record knows of the jobs that a run was asked about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec import UNSET
from msgspec.structs import replace
from records import jobs, record, rule

from gatekeeper.evidence.consistent import contradiction
from gatekeeper.evidence.jobs import failed, judged_again, names
from gatekeeper.evidence.record import JobRow, PolicyRow, Record, decode, encode
from gatekeeper.model import JobResult, Verdict

_NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
_WORDS = "the answer of rule needs is not that of its jobs"


def _of(needs: Any, good: bool = True, may_skip: Any = None) -> Record:
    policy = PolicyRow(name="", source=None, sha256="1" * 64, run={"may_skip": may_skip} if may_skip else {}, categories={})
    verdict = Verdict.PASSED if good else Verdict.FAILED
    return record(verdict, needs=needs, policy=policy, rules=[rule(verdict=Verdict.PASSED), rule("needs", None, verdict)])


def test_names_and_those_that_failed() -> None:
    every = jobs(a="success", b="failure", c="cancelled", d="skipped")
    assert names(_of(every)) == {"a", "b", "c", "d"}
    assert failed(_of(every)) == frozenset("bcd")
    assert failed(_of(every, may_skip=["a", "b", "d"])) == frozenset("bc")
    assert (names(_of(UNSET)), failed(_of(UNSET)), failed(_of([]))) == (frozenset(), None, frozenset())


@pytest.mark.parametrize("odd", ["d", 1, True])
def test_what_is_no_list_excuses_no_job(odd: object) -> None:
    assert failed(_of(jobs(d="skipped"), may_skip=odd)) == frozenset("d")
    assert contradiction(_of(jobs(d="skipped"), good=False, may_skip=odd), _NOW) == ""


@pytest.mark.parametrize("result", JobResult)
@pytest.mark.parametrize("may_skip", [None, ["build"]])
def test_the_answer_is_that_of_the_jobs(result: JobResult, may_skip: Any) -> None:
    good = result is JobResult.SUCCESS or (result is JobResult.SKIPPED and may_skip is not None)
    assert contradiction(_of(jobs(build=result), good, may_skip), _NOW) == ""
    assert contradiction(_of(jobs(build=result), not good, may_skip), _NOW) == _WORDS
    assert contradiction(replace(_of(jobs(build=result), good, may_skip), rules=[rule(verdict=Verdict.PASSED)]), _NOW) != ""


def test_an_older_record_says_nothing_of_its_jobs() -> None:
    assert contradiction(_of(UNSET), _NOW) == ""
    assert contradiction(_of(UNSET, good=False), _NOW) == ""
    assert contradiction(_of([], good=False), _NOW) == ""


@pytest.mark.parametrize("name", ["", "a\nb", "\x1b[2J"])
def test_names_that_no_workflow_has(name: str) -> None:
    made = _of([JobRow(name=name, result=JobResult.SUCCESS)])
    assert contradiction(made, _NOW) == "the jobs have names that no workflow has"
    assert contradiction(_of(jobs(a="success") * 2), _NOW) == "the jobs have names that no workflow has"


def test_they_are_written_in_one_way_alone() -> None:
    assert b"needs" not in encode(_of(UNSET)).replace(b'"rule": "needs"', b"")
    made = _of(jobs(a="success", b="skipped"), good=False)
    assert encode(decode(encode(made))) == encode(made)
    with pytest.raises(ValueError, match="needs"):
        decode(encode(made).replace(b'"result": "skipped"', b'"result": "late"'))


@pytest.mark.parametrize(
    ("since", "known", "again"),
    [({"needs"}, {"a", "b"}, True), ({"needs"}, {"a"}, True), ({"needs"}, {"b"}, False), (set(), {"a"}, False), ({"needs"}, set(), False)],
)
def test_what_was_said_of_jobs_is_judged_again_once_those_that_failed_were_asked_about(
    since: set[str], known: set[str], again: bool
) -> None:
    made = _of(jobs(a="failure", b="success"), good=False)
    row = next(each for each in made.rules if each.rule == "needs")
    assert judged_again(row, made, since, known) is again
    older = _of(UNSET, good=False)
    assert not judged_again(row, older, since, known)
    assert judged_again(replace(row, rule="other"), made, since | {"other"}, set())
