from __future__ import annotations

import pytest
from audits import evidence, one

from gatekeeper.audit.claim import Kind
from gatekeeper.audit.clash import Clash, clashed

_COUNTED = frozenset({Kind.TEST_COUNT})


@pytest.mark.parametrize(
    ("sentence", "own", "state"),
    [
        ("51 of 71 tests passed.", False, "supported"),  # the other line is the wrong one
        ("51 of 71 tests passed.", True, "inconsistent"),
        ("52 of 71 tests passed.", False, "contradicted"),
        ("52 of 71 tests passed.", True, "inconsistent"),
        ("E2E: 52 of 71 tests passed.", False, "inconsistent"),
    ],
)
def test_evidence_decides_between_lines_and_arithmetic_alone(sentence: str, own: bool, state: str) -> None:
    found = one(sentence, evidence(), "test_count")
    (after,) = clashed([found], [Clash(path=found.claim.path, line=found.claim.line, text="says otherwise", kinds=_COUNTED, own=own)])
    assert after.state == state
    assert ("says otherwise" in after.evidence) is (state != "supported")


def test_a_clash_concerns_its_own_kinds_and_line() -> None:
    found = one("E2E: 52 of 71 tests passed.", evidence(), "test_count")
    for line, kinds in ((found.claim.line + 1, _COUNTED), (found.claim.line, frozenset({Kind.COVERAGE}))):
        assert clashed([found], [Clash(path=found.claim.path, line=line, text="x", kinds=kinds, own=True)]) == (found,)
