from __future__ import annotations

import pytest
from audits import evidence, one, snapshot
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.anchor import Anchor, parse
from gatekeeper.audit.evidence import Evidence
from gatekeeper.model import Verdict

_OLD = snapshot(Verdict.PASSED, "b", unit=(23, 2))


def _one(sentence: str, anchor: str, kind: str = "pass_rate", held: Evidence | None = None) -> tuple[str, str]:
    found = one(f"{sentence} <!-- gatekeeper:claim {anchor} -->", held or evidence(None, _OLD), kind)
    return str(found.state), found.evidence


@pytest.mark.parametrize(
    ("sentence", "anchor", "kind", "state"),
    [
        ("Pass rate: 45.9%", "unit.pass_rate", "pass_rate", "supported"),
        ("Pass rate: 71.8%", "pass_rate", "pass_rate", "supported"),
        ("Pass rate: 71.8%", "unit.pass_rate", "pass_rate", "contradicted"),
        ("Pass rate: 92%", "unit.pass_rate", "pass_rate", "stale"),
        ("Pass rate: 54%", "unit.failure_rate", "pass_rate", "supported"),
        ("The login module passes 17 tests", "unit.passed", "test_count", "supported"),
        ("The login module passes 18 tests", "unit.passed", "test_count", "contradicted"),
        ("The system is production ready", "integration.pass_rate >= 99%", "readiness", "supported"),
        ("The system is production ready", "unit.pass_rate > 90%", "readiness", "stale"),
        ("The system is production ready", "unit.pass_rate > 95%", "readiness", "contradicted"),
        ("The system is production ready", "integration.verdict", "readiness", "supported"),
        ("The system is production ready", "verdict", "readiness", "stale"),
        ("System health: 71.8%", "pass_rate", "health_pct", "supported"),
        ("Pass rate: 45.9%", "smoke.pass_rate", "pass_rate", "unsupported"),
        ("Pass rate: 45.9%", "unit.speed", "pass_rate", "unsupported"),
        ("Pass rate: 45.9%", "unit.pass_rate > 100%", "pass_rate", "unsupported"),
        ("Pass rate: 45.9%", "unit.passed", "pass_rate", "unsupported"),
        ("Pass rate: 45.9%", "unit.passed > 3%", "pass_rate", "unsupported"),
    ],
)
def test_an_anchor_binds_a_sentence_to_evidence(sentence: str, anchor: str, kind: str, state: str) -> None:
    assert _one(sentence, anchor, kind)[0] == state


def test_an_anchor_needs_evidence() -> None:
    assert _one("Pass rate: 45.9%", "unit.pass_rate", held=Evidence()) == ("unsupported", "there is no record")


def test_both_numbers_are_shown() -> None:
    assert _one("Pass rate: 71.8%", "unit.pass_rate")[1].startswith("17 of 37 tests passed (45.9%): record aaaaaaaaaaaa")


@given(st.text(max_size=40) | st.from_regex(r"[a-z]{0,5}\.?(pass_rate|verdict|passed) ?[<>=]{0,2} ?[\d.]{0,5}%?", fullmatch=True))
def test_any_anchor_is_one_or_says_why_not(text: str) -> None:
    found = parse(text, {"unit"})
    assert isinstance(found, Anchor) or found.remedy
