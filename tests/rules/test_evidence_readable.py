from __future__ import annotations

import runs

from gatekeeper.model import Outcome, Problem, Verdict
from gatekeeper.rules.evidence_readable import EvidenceReadable


def test_counted_files_pass() -> None:
    finding = runs.ask(EvidenceReadable(), runs.category(files=(runs.COUNTED, runs.duplicate())))
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "1 report file read")


def test_one_unreadable_file_beside_good_ones_is_invalid() -> None:
    finding = runs.ask(EvidenceReadable(), runs.category(files=(runs.COUNTED, runs.refused("x.xml", reason="an HTML page"))))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "x.xml: an HTML page")
    assert EvidenceReadable.verdict is Verdict.INVALID
    assert "exclude it with a ! pattern" in EvidenceReadable.remedy


def test_other_problems_belong_to_other_rules() -> None:
    files = (runs.refused("a.xml", Problem.NO_CASES), runs.refused("b.xml", Problem.MISSING))
    assert runs.ask(EvidenceReadable(), runs.category(files=files)).outcome is Outcome.PASSED


def test_the_first_five_are_named_and_the_rest_counted() -> None:
    files = tuple(runs.refused(f"{number}.xml", reason="bad") for number in range(6))
    assert runs.ask(EvidenceReadable(), runs.category(files=files[:5])).reason.endswith("; 4.xml: bad")
    assert runs.ask(EvidenceReadable(), runs.category(files=files)).reason.endswith("; 4.xml: bad; and 1 more")


def test_is_always_on_and_cannot_be_waived() -> None:
    assert EvidenceReadable().active
    assert not EvidenceReadable.waivable
