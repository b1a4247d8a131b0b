from __future__ import annotations

import pytest
from audits import STATUS, document, evidence, one, report, snapshot

from gatekeeper.model import Verdict

_OLD = snapshot(Verdict.PASSED, "b", unit=(23, 2))


@pytest.mark.parametrize(
    ("sentence", "kind", "words"),
    [
        ("Coverage: 72%", "coverage", "nothing in a record speaks about coverage"),
        ("System health: 99%", "health_pct", "nothing in a record speaks about health or completeness in percent"),
        ("Response time: 120ms", "performance", "nothing in a record speaks about performance"),
    ],
)
def test_what_no_record_speaks_about_is_unsupported(sentence: str, kind: str, words: str) -> None:
    found = one(sentence, evidence(snapshot(Verdict.PASSED, unit=(72, 0))), kind)
    assert (found.state, found.evidence) == ("unsupported", words)


def test_only_the_kinds_of_the_policy_block() -> None:
    assert one("Coverage: 72%", None, "coverage").blocking
    assert not one("Response time: 120ms", None, "performance").blocking
    assert not one("The login is **RESOLVED**.", None, "status_word").blocking


def test_what_is_supported_never_blocks() -> None:
    assert not one("51 of 71 tests passed.", evidence(), "test_count").blocking


def test_history_may_be_true_of_an_older_record() -> None:
    text = f"{STATUS}Unit tests: 23 of 25 passed.\n"
    held = evidence(None, _OLD)
    (now,) = [each for each in report(document(text), held=held).findings if each.claim.kind == "test_count"]
    (then,) = [
        each for each in report(document(text, history="a document about the past"), held=held).findings if each.claim.kind == "test_count"
    ]
    assert (now.state, then.state) == ("stale", "supported")
    assert then.evidence.endswith("(a document about the past)")


def test_history_that_no_record_knows_is_unsupported() -> None:
    text = f"{STATUS}Unit tests: 24 of 25 passed.\n"
    (found,) = [
        each
        for each in report(document(text, history="a document about the past"), held=evidence(None, _OLD)).findings
        if each.claim.kind == "test_count"
    ]
    assert (found.state, found.evidence.startswith("no record says so")) == ("unsupported", True)
