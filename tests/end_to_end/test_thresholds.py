"""``--pass-rate`` and ``--min-executed``: the policy without a configuration, and only tighter with one."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import reports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

_NINE_OF_TEN = reports.report(reports.passed(9), reports.failed())


@pytest.mark.parametrize(
    ("threshold", "code"), [("> 89%", 0), (">= 90%", 0), ("90%", 0), ("0.9", 0), ("> 90%", 1), ("90.1%", 1), ("100%", 1), ("1%", 0)]
)
def test_pass_rate_is_the_policy(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], threshold: str, code: int) -> None:
    write("junit.xml", _NINE_OF_TEN)
    assert gatekeeper("check", "junit.xml", "--pass-rate", threshold).code == code


@pytest.mark.parametrize("threshold", ["90", "1", "", " ", "much", "110%", "-5%", "< 90%", "--quiet", "NaN", "0"])
def test_a_threshold_that_does_not_parse(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], threshold: str) -> None:
    write("junit.xml", _NINE_OF_TEN)
    ran = gatekeeper("check", "junit.xml", f"--pass-rate={threshold}")
    assert (ran.code, ran.out, "--pass-rate" in ran.err) == (2, "", True)


@pytest.mark.parametrize(
    "arguments", ["junit.xml --pass-rate >90%", "--pass-rate >90% junit.xml", "--pass-rate >90% a*.xml", "--pass-rate >90%"]
)
def test_a_swallowed_threshold_says_to_quote(write: Callable[[str, str], Path], folder: Path, arguments: str) -> None:
    write("junit.xml", _NINE_OF_TEN)
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m gatekeeper check {arguments}"],
        cwd=folder,
        env=os.environ,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, "quote" in done.stderr.decode(), "--pass-rate '> 90%'" in done.stderr.decode()) == (2, True, True)
    assert (folder / "90%").read_bytes() == b""


@pytest.mark.parametrize(("number", "code"), [("0", 0), ("3", 0), ("4", 3), ("-1", 2), ("many", 2), ("1.5", 2)])
def test_min_executed_is_the_policy(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], number: str, code: int) -> None:
    write("junit.xml", reports.report(reports.passed(3), reports.skipped()))
    assert gatekeeper("check", "junit.xml", "--min-executed", number).code == code


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--pass-rate", "> 80%"), 0),
        (("--pass-rate", ">= 90%"), 0),
        (("--pass-rate", "> 90%"), 1),
        (("--pass-rate", "80%"), 2),
        (("--pass-rate", "0.5"), 2),
        (("--min-executed", "10"), 0),
        (("--min-executed", "11"), 3),
        (("--min-executed", "4"), 2),
    ],
)
def test_a_configuration_is_only_tightened(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], arguments: tuple[str, ...], code: int
) -> None:
    write("gatekeeper.toml", '[categories.unit]\nreports = ["junit.xml"]\npass_rate = "> 80%"\nmin_executed = 5\n')
    write("junit.xml", _NINE_OF_TEN)
    ran = gatekeeper("check", *arguments)
    assert ran.code == code
    if code == 2:
        assert (ran.out, "is looser than" in ran.err, "next: " in ran.err) == ("", True, True)


def test_a_default_may_not_be_loosened_either(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", '[categories.unit]\nreports = ["junit.xml"]\n')
    write("junit.xml", _NINE_OF_TEN)
    assert gatekeeper("check", "--pass-rate", "90%").code == 2
    assert gatekeeper("check", "--min-executed", "3").code == 1


def test_min_executed_with_several_categories_needs_one(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", '[categories.unit]\nreports = ["unit.xml"]\n[categories.e2e]\nreports = ["e2e.xml"]\n')
    write("unit.xml", reports.report(reports.passed(3)))
    write("e2e.xml", reports.report(reports.passed(1)))
    ran = gatekeeper("check", "--min-executed", "3")
    assert (ran.code, "--category" in ran.err) == (2, True)
    assert gatekeeper("check", "--min-executed", "3", "--category", "unit").code == 0
    assert gatekeeper("check", "--min-executed", "3", "--category", "e2e").code == 3
