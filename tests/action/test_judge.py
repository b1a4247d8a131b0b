"""The half of the action that judges: exit codes, outputs, hostile file names and the summary."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import hostile
import pytest
import reports
from action.inputs import HOSTILE
from actions import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from action.composite import Result

_GREEN = reports.report(reports.passed(3))
_RED = reports.report(reports.passed(3), reports.failed())


def test_passing(judge: Callable[..., Result], write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", _GREEN)
    result = judge({"files": "junit.xml"})
    assert (result.code, result.outputs["verdict"], result.outputs["total"], result.outputs["pass-rate"]) == (0, "PASSED", "3", "100.0%")
    assert set(result.outputs) == KEYS == set(result.step("gate").outputs)
    assert (folder / result.outputs["record"]).is_file()
    assert result.step("gate").summary.startswith("\n## PASSED")


def test_failing_has_outputs_too(judge: Callable[..., Result], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", _RED)
    result = judge({"files": "junit.xml"})
    assert (result.code, result.outputs["verdict"], result.outputs["failed"], result.outputs["rules-failed"]) == (
        1,
        "FAILED",
        "1",
        "pass-rate",
    )
    assert all(value for name, value in result.outputs.items())


def test_no_evidence(judge: Callable[..., Result]) -> None:
    result = judge({"files": "missing.xml"})
    assert (result.code, result.outputs["verdict"], result.outputs["executed"], result.outputs["pass-rate"]) == (3, "NO_EVIDENCE", "0", "")


@pytest.mark.parametrize(
    "inputs",
    [
        {"publish": "yes"},
        {"publish": ""},
        {"publish": "True"},
        {"summary": "no"},
        {"summary": "true\nfalse"},
        {"min-executed": "many"},
        {"min-executed": "-1"},
        {"pass-rate": "lots"},
        {"pass-rate": "--no-record"},
        {"category": "there is none"},
        {"config": "missing.toml"},
        {"config": "--help"},
        {"needs": ""},
        {"needs": "{}"},
        {"needs": "null"},
        {"publish": "true"},
    ],
    ids=str,
)
def test_a_bad_input_is_2_and_no_verdict_looks_green(
    judge: Callable[..., Result], write: Callable[[str, str], Path], folder: Path, inputs: dict[str, str]
) -> None:
    write("junit.xml", _GREEN)
    result = judge({"files": "junit.xml", **inputs})
    assert (result.code, result.outputs["verdict"], "next: " in result.log) == (2, "INVALID", True)
    assert {value for name, value in result.outputs.items() if name != "verdict"} == {""}
    assert [path.name for path in folder.iterdir()] == ["junit.xml"]


def test_nothing_to_judge_is_2(judge: Callable[..., Result]) -> None:
    assert judge().code == 2


def test_an_interpreter_that_is_gone_is_no_verdict(judge: Callable[..., Result]) -> None:
    result = judge({"files": "junit.xml"}, "/nowhere/python")
    assert (result.code > 0, result.outputs["verdict"]) == (True, "INVALID")


def test_the_configuration_is_found_and_tightened(judge: Callable[..., Result], write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", '[categories.unit]\nreports = ["*.xml"]\npass_rate = "> 50%"\n[categories.e2e]\nreports = ["e2e/*.xml"]\n')
    write("ci/other.toml", '[categories.unit]\nreports = ["*.xml"]\n')
    write("junit.xml", _RED)
    write("e2e/junit.xml", _GREEN)
    assert judge().outputs["verdict"] == "PASSED"
    assert judge({"pass-rate": "100%"}).outputs["verdict"] == "FAILED"
    assert judge({"category": "e2e", "min-executed": "4"}).outputs["verdict"] == "INCOMPLETE"
    assert judge({"category": "unit\ne2e"}).outputs["total"] == "7"
    assert judge({"config": "ci/other.toml"}).outputs["verdict"] == "NO_EVIDENCE"


@pytest.mark.parametrize(("result", "code"), [("success", 0), ("skipped", 1)])
def test_needs(judge: Callable[..., Result], write: Callable[[str, str], Path], result: str, code: int) -> None:
    write("junit.xml", _GREEN)
    needs = json.dumps({"build": {"result": result, "outputs": {"x": "$(touch executed)'\""}}}, indent=2)
    assert judge({"files": "junit.xml", "needs": needs}).code == code


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_name_is_only_a_file(
    judge: Callable[..., Result], write: Callable[[str, str], Path], folder: Path, name: str
) -> None:
    write(HOSTILE[name], _RED)
    result = judge({"files": HOSTILE[name]})
    assert (result.code, result.outputs["verdict"], result.outputs["failed"]) == (1, "FAILED", "1")
    assert sorted(path.name for path in folder.iterdir()) == sorted([".gatekeeper", HOSTILE[name]])
    assert hostile.obeyed(result.log) == [line for line in result.log.splitlines() if line.startswith(("::error ", "::error::"))]


def test_the_summary_can_be_left_alone(judge: Callable[..., Result], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", _RED)
    result = judge({"files": "junit.xml", "summary": "false"})
    assert (result.code, result.step("gate").summary, result.outputs["verdict"]) == (1, "", "FAILED")


def test_a_module_of_the_checkout_is_not_ours(judge: Callable[..., Result], write: Callable[[str, str], Path], folder: Path) -> None:
    write("gatekeeper/__init__.py", "")
    write("gatekeeper/__main__.py", "print('hijacked')")
    write("click.py", "print('hijacked')")
    write("junit.xml", _RED)
    result = judge({"files": "junit.xml"}, PYTHONPATH=str(folder))
    assert (result.code, "hijacked" in result.log) == (1, False)
