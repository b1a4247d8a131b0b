from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from audits import evidence, one, snapshot

from gatekeeper.audit.evidence import Evidence
from gatekeeper.audit.hold_tests import globs_of
from gatekeeper.evidence.cases import Tally
from gatekeeper.junit.identity import matcher
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.evidence.cases import Globs


def _tests(**outcomes: bool) -> object:
    """Answer as an inventory of these tests does."""

    def ask(questions: tuple[Globs, ...]) -> Mapping[Globs, Tally]:
        made = {}
        for globs in questions:
            mine = [good for name, good in outcomes.items() if matcher(globs)(f"suite::{name}")]
            made[globs] = Tally(passed=sum(mine), broken=len(mine) - sum(mine))
        return made

    return ask


_NOW = snapshot(Verdict.INCOMPLETE, unit=(1, 1), tests=_tests(test_001_login=True, test_002_logout=False))
_OLD = snapshot(Verdict.PASSED, "b", unit=(3, 0), tests=_tests(test_001_login=True, test_003_send=True))


@pytest.mark.parametrize(
    ("line", "state", "words"),
    [
        ("- \u2705 Login works (test_001)", "supported", "test_001 passed: record aaaa"),
        ("- \u2705 Logout works (test_002)", "contradicted", "test_002 failed: record aaaa"),
        ("- \u2705 Sending works (test_003)", "stale", "test_003 did not run in record aaaa"),
        ("- \u2705 Streaming works (test_004)", "unsupported", "test_004 did not run: record aaaa"),
        ("- \u274c Logout (test_002) is failing", "supported", "test_002 failed"),
        ("- \u274c Login (test_001) is failing", "contradicted", "test_001 passed"),
    ],
)
def test_a_tick_is_worth_what_its_test_did_in_this_run(line: str, state: str, words: str) -> None:
    found = one(line, evidence(_NOW, _OLD), "status_word")
    assert (found.state, words in found.evidence) == (state, True), found.evidence


def test_without_an_inventory_the_verdict_decides() -> None:
    bare = snapshot(Verdict.INCOMPLETE, unit=(1, 1))
    found = one("- \u2705 Login works (test_001)", evidence(bare), "status_word")
    assert (found.state, "the run is INCOMPLETE" in found.evidence) == ("contradicted", True)


@pytest.mark.parametrize(
    ("name", "test", "meant"),
    [
        ("test_001", "a.b::test_001", True),
        ("test_001", "a.b::test_001_login", True),
        ("test_001", "a.b::test_0011", False),
        ("test_001", "a.b::test_001[chrome]", True),
        ("test_login", "a.b::test_login", True),
        ("test_login", "a.b::test_login_fails", False),
    ],
)
def test_a_name_means_a_test_and_its_parameters(name: str, test: str, meant: bool) -> None:
    assert bool(matcher(globs_of(name))(test)) is meant


def test_without_a_record_about_what_is_here_no_test_has_run() -> None:
    found = one("- \u2705 Login works (test_001)", Evidence(problem="the record is about abc", past=(_OLD,)), "status_word")
    assert (found.state, "the record is about abc" in found.evidence) == ("stale", True)


def test_it_explains_which_test_it_was_held_against() -> None:
    assert one("- \u2705 Login works (test_001)", evidence(_NOW), "status_word").held == ("it names test_001",)
