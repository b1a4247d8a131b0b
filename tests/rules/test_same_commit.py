from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import runs

from gatekeeper.junit.want import Want
from gatekeeper.model import File, FileStatus, Outcome, Subject, Verdict
from gatekeeper.rules.same_commit import PROPERTIES, SameCommit

if TYPE_CHECKING:
    from gatekeeper.model import Witness
    from gatekeeper.rules.base import Finding

HERE = Subject(commit="a" * 40, tree="b" * 40)
OTHER = Subject(commit="c" * 40, tree="d" * 40)
NONE = Subject()


def ask(*witnesses: Witness, files: tuple[File, ...] = (), required: bool | None = None, subject: Subject = HERE) -> Finding:
    asked = runs.category(witnesses=witnesses, files=files)
    return runs.ask(SameCommit(same_commit=required), asked, subject=subject, merge_commit="e" * 40)


def said(*values: str, name: str = "git.commit", path: str = "a.xml", witnessed: bool = False) -> File:
    return File(path=path, status=FileStatus.COUNTED, properties={name: values}, witnessed=witnessed)


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        (HERE, HERE, Outcome.PASSED),
        (Subject(commit="a" * 40), HERE, Outcome.PASSED),  # the commit says which tree it is
        (OTHER, OTHER, Outcome.FAILED),
        (HERE, OTHER, Outcome.FAILED),
        (OTHER, HERE, Outcome.FAILED),
        (HERE, Subject(commit="a" * 40, tree="d" * 40), Outcome.FAILED),
        (NONE, HERE, Outcome.INCONCLUSIVE),
        (HERE, NONE, Outcome.INCONCLUSIVE),
    ],
)
def test_what_was_seen_is_of_the_subject_before_and_after(before: Subject, after: Subject, outcome: Outcome) -> None:
    assert ask(runs.witness(before=HERE, after=HERE), runs.witness("2/2", before=before, after=after)).outcome is outcome


def test_the_reason_names_the_shard() -> None:
    finding = ask(runs.witness("2/2", before=OTHER, after=OTHER))
    assert finding.reason == "of another commit than aaaaaaaaaaaa: shard 2/2 is of cccccccccccc"
    assert SameCommit.verdict is Verdict.STALE


def test_without_a_known_subject_nobody_can_tell() -> None:
    assert ask(runs.witness(before=HERE, after=HERE), subject=NONE).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("value", ["a" * 40, "A" * 40, " aaaaaaa ", "e" * 40, "eeeeeeee"])
def test_a_report_names_the_commit_or_what_ci_merged(value: str) -> None:
    assert ask(files=(said(value),), required=True).outcome is Outcome.PASSED


@pytest.mark.parametrize("value", ["c" * 40, "ccccccc", "a" * 39 + "b", "a" * 41])
def test_a_report_of_another_commit_is_stale(value: str) -> None:
    finding = ask(files=(said("a" * 40), said(value, path="b.xml")), required=True)
    assert (finding.outcome, "b.xml says" in finding.reason) == (Outcome.FAILED, True)
    assert ask(files=(said(value, witnessed=True),), required=True).outcome is Outcome.FAILED


@pytest.mark.parametrize("file", [said(), said("main"), said("aaaaaa"), said("a" * 40, name="other")])
def test_a_report_that_names_no_commit_proves_nothing(file: File) -> None:
    finding = ask(files=(file,), required=True)
    assert (finding.outcome, finding.reason) == (Outcome.INCONCLUSIVE, "no commit is named by a.xml")


def test_the_word_of_a_witness_is_enough_for_its_reports() -> None:
    assert ask(runs.witness(before=HERE, after=HERE), files=(said(witnessed=True),), required=True).outcome is Outcome.PASSED


def test_it_is_asked_where_there_is_something_to_ask() -> None:
    assert SameCommit().concerns(witnessed=True)
    assert not SameCommit().concerns(witnessed=False)
    assert not SameCommit(same_commit=False).concerns(witnessed=False)
    assert SameCommit(same_commit=True).concerns(witnessed=False)


def test_the_reader_keeps_these_properties() -> None:
    assert set(PROPERTIES) <= set(Want(category="unit").properties)


def test_outside_a_repository_nobody_could_have_named_a_commit() -> None:
    nowhere = runs.witness(before=NONE, after=NONE)
    assert ask(nowhere, subject=NONE).outcome is Outcome.PASSED
    assert ask(nowhere, subject=NONE, required=True).outcome is Outcome.INCONCLUSIVE
