from __future__ import annotations

import pytest
import runs

from gatekeeper.model import File, FileStatus, Outcome, Problem, Verdict
from gatekeeper.rules.evidence_found import EvidenceFound


def test_every_pattern_with_a_file_passes() -> None:
    asked = runs.category(patterns={"a*.xml": 1, "b*.xml": 1}, files=(runs.COUNTED, runs.COUNTED))
    finding = runs.ask(EvidenceFound(), asked)
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "2 report files found")


def test_one_file_found_by_two_patterns_is_one_file() -> None:
    finding = runs.ask(EvidenceFound(), runs.category(patterns={"a*.xml": 1, "*.xml": 1}))
    assert finding.reason == "1 report file found"


def test_one_pattern_without_a_file_is_no_evidence() -> None:
    finding = runs.ask(EvidenceFound(), runs.category(patterns={"a*.xml": 1, "b*.xml": 0}))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "no report file matches b*.xml")
    assert EvidenceFound.verdict is Verdict.NO_EVIDENCE
    assert "run the tests before the gate" in EvidenceFound.remedy


def test_a_named_file_that_is_not_there_is_named_once() -> None:
    lost = runs.refused("junit.xml", Problem.MISSING, "does not exist")
    finding = runs.ask(EvidenceFound(), runs.category(patterns={"junit.xml": 1}, files=(lost,)))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "junit.xml does not exist")


def test_a_missing_file_whose_pattern_counts_nothing_is_named_once() -> None:
    lost = runs.refused("junit.xml", Problem.MISSING, "does not exist")
    assert runs.ask(EvidenceFound(), runs.category(patterns={"junit.xml": 0}, files=(lost,))).reason == "junit.xml does not exist"


def test_no_pattern_at_all_is_no_evidence() -> None:
    finding = runs.ask(EvidenceFound(), runs.category(patterns={}, files=()))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "no report file was given")


def test_many_patterns_are_cut_and_counted() -> None:
    finding = runs.ask(EvidenceFound(), runs.category(patterns={f"{number}.xml": 0 for number in range(9)}))
    assert finding.reason.endswith("no report file matches 4.xml; and 4 more")


def test_an_absent_category_passes_with_its_reason() -> None:
    asked = runs.category(patterns={"*.xml": 0}, files=(), absent="documentation only")
    finding = runs.ask(EvidenceFound(optional="documentation only"), asked)
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "absent, which is allowed: documentation only")


@pytest.mark.parametrize("optional", [None, "documentation only"])
def test_a_category_that_is_there_in_part_is_not_absent(optional: str | None) -> None:
    asked = runs.category(patterns={"a.xml": 1, "b.xml": 0})
    assert runs.ask(EvidenceFound(optional=optional), asked).outcome is Outcome.FAILED


def test_is_always_on_and_cannot_be_waived() -> None:
    assert EvidenceFound().active
    assert not EvidenceFound.waivable


def test_a_named_file_that_is_missing_has_no_pattern_to_correct() -> None:
    missing = File(path="a.xml", status=FileStatus.REFUSED, problem=Problem.MISSING)
    finding = runs.ask(EvidenceFound(), runs.category(files=(missing,), patterns={"a.xml": 1}))
    assert finding.remedy.startswith("check the path")
    assert runs.ask(EvidenceFound(), runs.category(files=(missing,), patterns={"a.xml": 1, "*.xml": 0})).remedy == ""
