from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from deliveries import delivery
from records import category, record

from gatekeeper.publishers.step_summary import StepSummary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(("environ", "wanted"), [({"GITHUB_STEP_SUMMARY": "x"}, True), ({}, False)])
def test_wanted(environ: dict[str, str], *, wanted: bool) -> None:
    assert StepSummary().wanted(delivery(record(), environ)) is wanted


def test_the_summary_starts_on_a_line_of_its_own(write: Callable[[str, str], Path]) -> None:
    path = write("summary", "before")
    StepSummary().deliver(delivery(record(), {"GITHUB_STEP_SUMMARY": str(path)}))
    assert path.read_text("utf-8").startswith("before\n## PASSED: 3 of 3 tests passed (100.0%)\n\n<table>\n")


def test_a_summary_that_github_would_drop_gives_way_to_its_headline(folder: Path) -> None:
    path = folder / "summary"
    many = [category(f"c{number}") for number in range(9000)]
    StepSummary().deliver(delivery(record(categories=many), {"GITHUB_STEP_SUMMARY": str(path)}))
    assert path.read_text("utf-8").startswith("\n## PASSED: 27000 of 27000 tests passed (100.0%)\n\nThe summary is too large")
    assert path.stat().st_size < 1000
