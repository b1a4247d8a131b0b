"""Every text that is written on GitHub, whole.

The texts stand in tests/golden/comments. After a change that is meant, write them anew and read the difference:
``GATEKEEPER_GOLDEN=write python -m pytest tests/golden && git diff tests/golden``.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attacks import acting
from pages import OURS, page
from records import category, counts, failure, rule
from views import RUN, SUBJECT, made, standing, view, waiver

from gatekeeper.documents.comment import comment
from gatekeeper.documents.guard_comment import Course, GuardView, guard_comment
from gatekeeper.documents.notice import about, bare, refusal, superseded
from gatekeeper.documents.standing import Stand
from gatekeeper.evidence.record import PolicyRow
from gatekeeper.model import CaseOutcome, Outcome, Verdict

_FOLDER = Path(__file__).parent / "comments"
_WRITE = os.environ.get("GATEKEEPER_GOLDEN") == "write"
_POLICY = PolicyRow(name="Payments", source="gatekeeper.toml", sha256="1" * 64, run={}, categories={})

_GREEN = made(categories=[category(counts=counts(passed=37, skipped=2)), category("e2e", counts=counts(passed=12))], policy=_POLICY)
_RED = made(
    Verdict.FAILED,
    policy=_POLICY,
    categories=[
        category(verdict=Verdict.FAILED, counts=counts(passed=17, failed=19, errored=1), threshold="> 90%", target=">= 100%"),
        category("e2e", Verdict.FAILED, blocking=False, counts=counts(passed=11, failed=1)),
        category("docs", None, absent="not run on documentation-only changes", counts=counts()),
    ],
    rules=[
        rule(reason="45.9% (17 of 37) is not > 90%", remedy="fix the failing tests, or waive them by name with an owner and a date"),
        rule("pass-rate", "e2e", reason="91.6% (11 of 12) is not >= 100%", remedy="fix the failing tests"),
        rule("max-flaky", verdict=Verdict.PASSED, outcome=Outcome.WAIVED, reason="waived: #123 (payments-team, until 2090-01-31)"),
    ],
    failures=[
        failure("shop.CartTest::rounding", file="shop/cart.py", line=7),
        failure("shop.CartTest::pays[@everyone #1]", outcome=CaseOutcome.ERRORED, message="<img src=x> [a](https://evil.example)"),
    ],
    waivers=[waiver(rule="max-flaky", tests=[]), waiver(applied=False)],
)
_CRITERIA = (
    standing("Unit tests above 90%", Stand.UNMET, current="45.9%, 17 of 37, run 815, 2026-01-02"),
    standing("unit.pass_rate > 95%", Stand.UNMET, measure="unit.pass_rate > 95%", digest="6f5e4d3c2b1a", changed=True),
    standing("Every report was read", current="holds, run 815, 2026-01-02"),
    standing("No flaky tests", Stand.WAIVED, group="process", current="1 flaky", waiver="octo-lead on 2026-01-01: known, #123"),
    standing("Release notes are written", Stand.STATED, group="business", current="", digest=""),
)
_CUT = made(
    Verdict.FAILED,
    categories=[category(f"green-{n}") for n in range(20)] + [category("red", Verdict.FAILED, counts=counts(failed=120))],
    rules=[rule()],
    failures=[failure(f"c::{n}") for n in range(100)],
    waivers=[waiver(reason=f"#{n}") for n in range(20)],
)
_GUARD = GuardView(course=Course.MET, standings=_CRITERIA, record=_RED, digest="d" * 64, reopened=1)
_UNTIL = datetime(2026, 1, 2, 5, 4, tzinfo=UTC)

_TEXTS = {
    "passed": lambda: comment(view(_GREEN, was={"unit": (30, 35), "e2e": (12, 12)}, standings=(standing(), _CRITERIA[4]))),
    "failed": lambda: comment(
        view(_RED, was={"unit": (30, 35)}, standings=_CRITERIA, dropped=("area/payments",), notes=("The pull request comes from a fork.",))
    ),
    "incomplete": lambda: comment(
        view(
            made(
                Verdict.INCOMPLETE, rules=[rule("counts-agree", verdict=Verdict.INCOMPLETE, reason="suite s declares 25 tests and holds 3")]
            )
        )
    ),
    "cut": lambda: comment(view(_CUT, room=5000)),
    "least": lambda: comment(view(_CUT, room=500)),
    "refusal": lambda: refusal(
        made(
            Verdict.NO_EVIDENCE,
            rules=[
                rule("evidence-found", verdict=Verdict.NO_EVIDENCE, reason="0 of 3 files"),
                rule("tests-executed", verdict=Verdict.NO_EVIDENCE, reason="0 tests executed"),
            ],
        )
    ),
    "superseded": lambda: superseded(comment(view(_GREEN)), _RED, about("812", SUBJECT.commit)),
    "bare": lambda: bare(_RED, ("passed", "stale")),
    "guard_awaiting": lambda: guard_comment(GuardView(course=Course.AWAITING, until=_UNTIL)),
    "guard_reopened": lambda: guard_comment(replace(_GUARD, course=Course.REOPENED)),
    "guard_unverified": lambda: guard_comment(
        GuardView(
            course=Course.UNVERIFIED,
            until=_UNTIL,
            reopened=1,
            standings=(standing(stand=Stand.UNMET, current="no record of the default branch's head"),),
        )
    ),
    "guard_closed": lambda: guard_comment(replace(_GUARD, course=Course.CLOSED, reopened=2)),
    "guard_met": lambda: guard_comment(replace(_GUARD, standings=(standing(),), record=_GREEN)),
}


@pytest.mark.parametrize("name", _TEXTS)
def test_text(name: str) -> None:
    text = _TEXTS[name]()
    path = _FOLDER / f"{name}.md"
    if _WRITE:
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode()


@pytest.mark.parametrize("name", _TEXTS)
def test_text_is_well_formed_and_does_nothing(name: str) -> None:
    text = _TEXTS[name]()
    shown = page(text)
    assert acting(text) == []
    assert shown.tags <= OURS | {"a"}
    assert shown.links in ([], [RUN.url])


def test_no_text_is_left_over() -> None:
    assert {path.stem for path in _FOLDER.iterdir()} == set(_TEXTS)
