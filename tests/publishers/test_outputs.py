from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from deliveries import delivery
from records import category, counts, record, rule

from gatekeeper.model import Verdict
from gatekeeper.publishers.outputs import Outputs

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.record import Record


def _written(made: Record, folder: Path) -> dict[str, str]:
    path = folder / "output"
    Outputs().deliver(delivery(made, {"GITHUB_OUTPUT": str(path)}))
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) % 3 == 0
    return {name.split("<<")[0]: value for name, value, _ in zip(*[iter(lines)] * 3, strict=True)}


@pytest.mark.parametrize(("environ", "wanted"), [({"GITHUB_OUTPUT": "x"}, True), ({"GITHUB_OUTPUT": ""}, False), ({}, False)])
def test_wanted(environ: dict[str, str], *, wanted: bool) -> None:
    assert Outputs().wanted(delivery(record(), environ)) is wanted


def test_values(folder: Path) -> None:
    made = record(
        Verdict.FAILED,
        categories=[category(counts=counts(passed=3, failed=2, errored=2, skipped=4, collection_errors=1)), category("b")],
        rules=[rule(), rule(category="b"), rule("max-flaky"), rule("other", verdict=Verdict.PASSED)],
    )
    assert _written(made, folder) == {
        "verdict": "FAILED",
        "total": "14",
        "passed": "6",
        "failed": "2",
        "errored": "2",
        "skipped": "4",
        "executed": "9",
        "pass-rate": "60.0%",
        "rules-failed": "pass-rate,max-flaky",
        "record": "out/record.json",
        "record-digest": "d" * 64,
    }


def test_no_denominator_is_no_rate(folder: Path) -> None:
    assert not _written(record(Verdict.NO_EVIDENCE, categories=[category(counts=counts())]), folder)["pass-rate"]


def test_every_delimiter_is_another(folder: Path) -> None:
    _written(record(), folder)
    delimiters = [line.split("<<")[1] for line in (folder / "output").read_text("utf-8").splitlines() if "<<" in line]
    assert len(set(delimiters)) == len(delimiters) == 11
    assert min(map(len, delimiters)) > 32
