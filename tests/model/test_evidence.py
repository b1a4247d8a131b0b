from __future__ import annotations

from gatekeeper.model import Case, CaseKind, CaseOutcome, Counts, File, FileStatus, Problem


def test_a_file_is_counted_refused_or_a_duplicate() -> None:
    assert list(FileStatus) == ["counted", "refused", "duplicate"]
    assert {problem.name for problem in Problem} == {"MISSING", "UNREADABLE", "NO_CASES"}


def test_a_file_starts_without_any_claim() -> None:
    file = File(path="a.xml", status=FileStatus.REFUSED)
    assert (file.counts, file.sha256, file.dialect, file.problem) == (Counts(), None, None, None)


def test_a_case_is_a_test_unless_said_otherwise() -> None:
    case = Case(id="c::a", outcome=CaseOutcome.FAILED)
    assert (case.kind, case.file, case.line) == (CaseKind.TEST, None, None)
