from __future__ import annotations

import runs

from gatekeeper.model import Outcome, Sample, Verdict
from gatekeeper.rules.max_duplicates import MaxDuplicates
from gatekeeper.rules.value import Count


def test_up_to_the_number_passes() -> None:
    asked = runs.category(repeated=Sample(count=2, first=("c::a", "c::b")))
    finding = runs.ask(MaxDuplicates(max_duplicates=Count(2)), asked)
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "2 results beyond the first for one test id, at most 2 allowed")


def test_one_more_fails_and_names_them() -> None:
    asked = runs.category(repeated=Sample(count=1, first=("c::a",)))
    finding = runs.ask(MaxDuplicates(max_duplicates=Count(0)), asked)
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "1 result beyond the first for one test id, at most 0 allowed: c::a")
    assert MaxDuplicates.verdict is Verdict.FAILED
    assert "id of its own" in MaxDuplicates.remedy


def test_is_asked_only_by_its_setting() -> None:
    assert not MaxDuplicates().active
    assert MaxDuplicates(max_duplicates=Count(0)).active
