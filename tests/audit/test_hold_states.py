from __future__ import annotations

import pytest
from audits import evidence, one, snapshot

from gatekeeper.audit.evidence import Evidence
from gatekeeper.model import Verdict

_GREEN = snapshot(Verdict.PASSED, unit=(37, 0), integration=(34, 0))
_RED = snapshot(Verdict.FAILED, unit=(17, 20), integration=(34, 0))


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.PASSED])
def test_only_a_passed_record_makes_ready(verdict: Verdict) -> None:
    assert one("The system is production ready.", evidence(_GREEN), "readiness").state == "supported"
    found = one("The system is production ready.", evidence(snapshot(verdict, unit=(37, 0))), "readiness")
    assert (found.state, found.blocking) == ("contradicted", True)
    assert f"the run is {verdict}" in found.evidence


@pytest.mark.parametrize(
    ("sentence", "green", "red"),
    [
        ("All tests pass.", "supported", "contradicted"),
        ("The login is **RESOLVED**.", "supported", "contradicted"),
        ("Unit tests: PASSING", "supported", "contradicted"),
        ("Integration tests: PASSING", "supported", "supported"),
        ("Unit tests: FAILING", "contradicted", "supported"),
        ("E2E tests: PASSING", "unsupported", "unsupported"),
        ("The login is BROKEN.", "unsupported", "unsupported"),
    ],
)
def test_words_are_held_against_verdicts(sentence: str, green: str, red: str) -> None:
    assert [one(sentence, evidence(each), "status_word").state for each in (_GREEN, _RED)] == [green, red]


def test_not_ready_is_held_the_same_way() -> None:
    assert [one("It is not production ready.", evidence(each), "readiness").state for each in (_GREEN, _RED)] == [
        "contradicted",
        "supported",
    ]


def test_a_partial_record_makes_nothing_ready() -> None:
    partial = evidence(snapshot(Verdict.PASSED, unit=(37, 0), partial=True))
    assert one("The system is production ready.", partial, "readiness").state == "unsupported"


def test_ready_by_a_record_of_something_else_is_stale() -> None:
    held = Evidence(problem="the record is about abc", past=(_GREEN,))
    found = one("The system is production ready.", held, "readiness")
    assert (found.state, found.evidence.startswith("true of record aaaaaaaaaaaa"), "the record is about abc" in found.evidence) == (
        "stale",
        True,
        True,
    )
    assert one("The system is production ready.", Evidence(problem="none", past=(_RED,)), "readiness").state == "unsupported"


def test_words_about_counted_tests_go_with_the_count() -> None:
    assert one("51 of 71 tests passed.", evidence(_RED), "status_word").state == "supported"
    assert one("52 of 71 tests passed.", evidence(_RED), "status_word").state == "contradicted"


def test_a_record_of_changes_that_are_not_committed_says_so() -> None:
    from dataclasses import replace

    found = one("The system is production ready.", evidence(replace(_GREEN, dirty=True)), "readiness")
    assert (found.state, found.evidence.endswith("with changes that are not committed")) == ("supported", True)


def test_it_explains_which_part_of_the_run_is_meant() -> None:
    assert one("Unit tests: PASSING", evidence(_GREEN), "status_word").held == ("the category unit: 'unit' names it",)
    assert one("E2E tests: PASSING", evidence(_GREEN), "status_word").held == ("the record has no category e2e",)
