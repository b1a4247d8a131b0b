"""``check --needs``: jobs that were skipped, cancelled or failed, through the real command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import hostile
import pytest
import reports
from actions import read_outputs, step

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

_CONFIG = '[gate]\nmay_skip = ["preview"]\n[categories.unit]\nreports = ["unit.xml"]\n[categories.e2e]\nreports = ["e2e.xml"]\n'
_GREEN = reports.report(reports.passed(3))


def _needs(**results: str) -> str:
    return json.dumps({name: {"result": result, "outputs": {}} for name, result in results.items()}, indent=2)


def _answers(record: Path) -> list[tuple[str, str, str]]:
    rules = json.loads(record.read_bytes())["rules"]
    return [(each["outcome"], each["verdict"], each["reason"]) for each in rules if each["rule"] == "needs"]


def test_success_is_a_pass_and_stands_in_the_record(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path
) -> None:
    write("junit.xml", _GREEN)
    ran = gatekeeper("check", "junit.xml", "--needs", _needs(build="success", lint="success"), "--verbose")
    assert (ran.code, "passed needs [run]: succeeded: build, lint" in ran.out) == (0, True)
    assert _answers(folder / ".gatekeeper/record.json") == [("passed", "PASSED", "succeeded: build, lint")]


@pytest.mark.parametrize("result", ["failure", "cancelled", "skipped"])
def test_anything_else_fails_green_tests(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path, result: str
) -> None:
    write("junit.xml", _GREEN)
    ran = gatekeeper("check", "junit.xml", "--needs", _needs(build=result), **step(folder))
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "FAILED: needs [run]; 3 of 3 tests passed (100.0%)")
    assert (read_outputs(folder)["verdict"], read_outputs(folder)["rules-failed"]) == ("FAILED", "needs")


def test_without_needs_nothing_is_asked(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", _GREEN)
    assert gatekeeper("check", "junit.xml").code == 0
    assert _answers(folder / ".gatekeeper/record.json") == []


@pytest.mark.parametrize(("preview", "code"), [("skipped", 0), ("success", 0), ("failure", 1), ("cancelled", 1)])
@pytest.mark.parametrize("arguments", [(), ("--category", "unit")])
def test_a_configured_job_may_be_skipped(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], preview: str, code: int, arguments: tuple[str, ...]
) -> None:
    write("gatekeeper.toml", _CONFIG)
    write("unit.xml", _GREEN)
    write("e2e.xml", reports.report(reports.passed(2, "e")))
    assert gatekeeper("check", *arguments, "--needs", _needs(build="success", preview=preview)).code == code


def test_a_pass_does_not_cover_missing_evidence(gatekeeper: Callable[..., Ran]) -> None:
    assert gatekeeper("check", "missing.xml", "--needs", _needs(build="success")).code == 3


@pytest.mark.parametrize("text", ["", "{}", "[]", "success", '{"build": {"result": "neutral"}}'])
def test_a_value_that_github_never_writes_is_2_before_anything_is_read(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path, text: str
) -> None:
    write("junit.xml", _GREEN)
    ran = gatekeeper("check", "junit.xml", "--needs", text)
    assert (ran.code, ran.out, "next: give the step `env: NEEDS_JSON: ${{ toJSON(needs) }}`" in ran.err) == (2, "", True)
    assert [path.name for path in folder.iterdir()] == ["junit.xml"]


def test_may_skip_is_not_waived_away_and_not_a_categorys(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("unit.xml", _GREEN)
    write("gatekeeper.toml", '[categories.unit]\nreports = ["unit.xml"]\nmay_skip = ["preview"]\n')
    ran = gatekeeper("check")
    assert (ran.code, "did you mean it in [gate]?" in ran.err) == (2, True)
    write("gatekeeper.toml", '[gate]\nmay_skip = []\n[categories.unit]\nreports = ["unit.xml"]\n')
    assert gatekeeper("check").code == 2


@pytest.mark.parametrize("name", hostile.NAMES.values(), ids=hostile.NAMES)
@pytest.mark.parametrize("result", ["success", "skipped", "neutral"])
def test_hostile_names_of_jobs_inject_nothing(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path, name: str, result: str
) -> None:
    write("junit.xml", _GREEN)
    ran = gatekeeper("check", "junit.xml", "--verbose", "--needs", _needs(**{name[:1000]: result}), **step(folder))
    printable = name.isprintable() and len(name) <= 255
    log = ran.out + ran.err
    assert ran.code == ({"success": 0, "skipped": 1}.get(result, 2) if printable else 2)
    assert [line for line in hostile.obeyed(log) if not line.startswith("::error title=FAILED%3A needs::")] == []
    assert "##[" not in log


def test_a_printable_hostile_name_is_only_text_in_the_summary(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path
) -> None:
    write("junit.xml", _GREEN)
    name = "</code></td></table><h1>PASSED</h1>##[error]x @everyone `c` | d"
    assert gatekeeper("check", "junit.xml", "--needs", _needs(**{name: "skipped"}), **step(folder)).code == 1
    summary = (folder / "summary").read_text("utf-8")
    assert summary.lstrip().startswith("## FAILED: needs")
    assert "<h1>" not in summary
    assert "&lt;h1&gt;" in summary
