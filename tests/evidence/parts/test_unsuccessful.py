"""What a run's own reports say of its exit code."""

from __future__ import annotations

from typing import Any

import pytest

from gatekeeper.evidence.parts.merge import _seen_failing
from gatekeeper.junit.reading import Reading
from gatekeeper.model import Counts, File, FileStatus, Sample


@pytest.mark.parametrize(
    ("elements", "more", "number"),
    [
        (Counts(passed=3), {"counts": Counts(passed=3)}, 0),
        (Counts(failed=2, errored=1), {"counts": Counts(failed=1, errored=1)}, 2),
        (Counts(failed=1), {"canaries": {"*": Counts(failed=1)}}, 1),
        (Counts(passed=1, failed=1), {"counts": Counts(passed=1)}, 1),
        (Counts(passed=1, failed=1), {"counts": Counts(passed=1, flaky=1), "flaky": Sample(count=1)}, 0),
        (Counts(passed=1, failed=2), {"counts": Counts(passed=1), "flaky": Sample(count=1), "canaries": {"*": Counts(failed=1)}}, 1),
    ],
    ids=["green", "red", "a canary", "a test of another category", "an earlier attempt", "a canary beside an earlier attempt"],
)
def test_what_the_runner_saw_failing(elements: Counts, more: dict[str, Any], number: int) -> None:
    assert _seen_failing(Reading(file=File(path="a.xml", status=FileStatus.COUNTED, counts=elements), **more)) == number
