"""GitHub Actions: the job summary, the step's outputs and the annotations, and hostile names in all of them."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import reports
from actions import KEYS, read_outputs, step

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


@pytest.fixture
def actions(gatekeeper: Callable[..., Ran], folder: Path) -> Callable[..., Ran]:
    """Return the command as a step of GitHub Actions runs it."""
    return lambda *arguments, **more: gatekeeper(*arguments, **{**step(folder), **more})


def _commands(log: str) -> list[str]:
    return [line for line in log.splitlines() if line.startswith("::")]


def test_outputs_have_every_key(actions: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", reports.report(reports.passed(6), reports.failed(), reports.errored(), reports.skipped()))
    assert actions("check", "junit.xml").code == 1
    outputs = read_outputs(folder)
    record = folder / ".gatekeeper/record.json"
    assert set(outputs) == KEYS
    assert outputs == {
        "verdict": "FAILED",
        "total": "9",
        "passed": "6",
        "failed": "1",
        "errored": "1",
        "skipped": "1",
        "executed": "8",
        "pass-rate": "75.0%",
        "rules-failed": "pass-rate",
        "record": ".gatekeeper/record.json",
        "record-digest": sha256(record.read_bytes()).hexdigest(),
    }
    assert json.loads(record.read_bytes())["run"] == {
        "attempt": "2",
        "id": "815",
        "url": "https://github.example/shop/payments/actions/runs/815/attempts/2",
    }


def test_without_evidence_there_is_no_rate(actions: Callable[..., Ran], folder: Path) -> None:
    assert actions("check", "missing.xml", "--no-record").code == 3
    outputs = read_outputs(folder)
    assert (outputs["verdict"], outputs["pass-rate"], outputs["record"], outputs["total"]) == ("NO_EVIDENCE", "", "", "0")
    assert (folder / "summary").read_text("utf-8").startswith("\n## NO_EVIDENCE: ")


def test_outputs_and_summary_are_added_to_what_is_there(
    actions: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path
) -> None:
    write("junit.xml", reports.report(reports.passed(2)))
    write("summary", "before\n")
    actions("check", "junit.xml")
    actions("check", "junit.xml")
    text = (folder / "summary").read_text("utf-8")
    assert (text.startswith("before\n\n## PASSED"), text.count("\n## PASSED: 2 of 2")) == (True, 2)
    assert (folder / "output").read_text("utf-8").count("verdict<<") == 2


def test_annotations_have_file_and_line(actions: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("shop/cart.py", "")
    trace = 'Traceback:\n  File "shop/cart.py", line 7, in test'
    named = reports.case("b", reports.result("failure", "x != y"), file="odd,name:1.py", line="12")
    write("junit.xml", reports.report(reports.failed("a", "100% off, or: not", trace), named, reports.failed("c", "nowhere")))
    assert _commands(actions("check", "junit.xml").out) == [
        "::error file=shop/cart.py,line=7::c::a: 100%25 off, or: not",
        "::error file=odd%2Cname%3A1.py,line=12::c::b: x != y",
        "::error::c::c: nowhere",
        (
            "::error title=FAILED%3A pass-rate::[tests] 0.0%25 (0 of 3) is not >= 100%25. "
            "Next: fix the failing tests, or waive them by name with an owner and a date"
        ),
    ]


def test_annotations_are_relative_to_the_checkout(actions: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> None:
    write("cart.py", "")
    write("junit.xml", reports.report(reports.failed("a", "x", 'File "cart.py", line 7')))
    ran = actions("check", "junit.xml", GITHUB_WORKSPACE=str(folder.parent))
    assert _commands(ran.out)[0] == f"::error file={folder.name}/cart.py,line=7::c::a: x"
    assert _commands(actions("check", "junit.xml", GITHUB_WORKSPACE=str(folder / "other")).out)[0].startswith("::error file=cart.py,")


def test_at_most_50_annotations_failures_first(actions: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(*(reports.failed(f"t{number}") for number in range(60))))
    commands = _commands(actions("check", "junit.xml").out)
    assert (len(commands), [each for each in commands if "title=" in each]) == (50, [])
    write("junit.xml", reports.report(*(reports.failed(f"t{number}") for number in range(49))))
    commands = _commands(actions("check", "junit.xml").out)
    assert (len(commands), commands[-1].startswith("::error title=FAILED%3A pass-rate::")) == (50, True)


def test_an_advisory_category_only_warns(actions: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", '[categories.a]\nreports = ["a.xml"]\n[categories.b]\nreports = ["b.xml"]\nblocking = false\n')
    write("a.xml", reports.report(reports.passed(2)))
    write("b.xml", reports.report(reports.failed()))
    ran = actions("check")
    assert (ran.code, {each.split("::")[1].split(" ")[0] for each in _commands(ran.out)}) == (0, {"warning"})


def test_annotations_stay_out_of_other_formats(actions: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.failed()))
    ran = actions("check", "junit.xml", "--format", "json")
    assert (json.loads(ran.out)["verdict"], len(_commands(ran.err))) == ("FAILED", 2)


def test_outside_actions_there_are_none(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.failed()))
    assert _commands(gatekeeper("check", "junit.xml").out) == []


@pytest.mark.parametrize("variable", ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"])
@pytest.mark.parametrize(("outcome", "code"), [(reports.passed(), 4), (reports.failed(), 1)])
def test_a_place_that_cannot_be_written(
    actions: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path, variable: str, outcome: str, code: int
) -> None:  # fmt: skip
    write("junit.xml", reports.report(reports.passed(3), outcome))
    ran = actions("check", "junit.xml", **{variable: str(folder)})
    assert (ran.code, f"error: {variable}" in ran.err) == (code, True)
    assert (folder / "output").exists() or (folder / "summary").exists()
