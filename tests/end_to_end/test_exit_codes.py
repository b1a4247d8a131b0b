"""Every exit code, through the real command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import reports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


def test_passed_is_0(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.passed(3)))
    ran = gatekeeper("check", "junit.xml")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "PASSED: 3 of 3 tests passed (100.0%)")


def test_below_policy_is_1(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.passed(3), reports.failed()))
    ran = gatekeeper("check", "junit.xml")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "FAILED: pass-rate [tests]; 3 of 4 tests passed (75.0%)")


def test_wrong_usage_is_2(gatekeeper: Callable[..., Ran]) -> None:
    assert gatekeeper("check").code == 2


def test_zero_tests_are_3(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(tests=0))
    ran = gatekeeper("check", "junit.xml")
    assert (ran.code, "PASSED" in ran.out) == (3, False)


def test_undeliverable_is_4(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", reports.report(reports.passed()))
    ran = gatekeeper("check", "junit.xml", GITHUB_STEP_SUMMARY=str(folder))
    assert (ran.code, "GITHUB_STEP_SUMMARY" in ran.err) == (4, True)
