from __future__ import annotations

from itertools import pairwise

import pytest

from gatekeeper.model import CaseOutcome, Verdict, worst

ORDER = [Verdict.PASSED, Verdict.FAILED, Verdict.INCOMPLETE, Verdict.STALE, Verdict.NO_EVIDENCE, Verdict.INVALID]


def test_verdicts_stand_from_best_to_worst() -> None:
    assert list(Verdict) == ORDER
    for better, worse in pairwise(ORDER):
        assert worst([better, worse]) is worst([worse, better]) is worse


def test_the_worst_of_nothing_is_nothing_bad() -> None:
    assert worst([]) is Verdict.PASSED


@pytest.mark.parametrize(("verdict", "code"), list(zip(ORDER, [0, 1, 3, 3, 3, 3], strict=True)))
def test_every_verdict_has_its_exit_code(verdict: Verdict, code: int) -> None:
    assert verdict.exit_code == code


def test_outcomes_of_a_case_stand_from_best_to_worst() -> None:
    assert list(CaseOutcome) == ["passed", "skipped", "failed", "errored"]
