"""What got worse since an accepted record: through the real command, from the first record on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import reports
from clones import git

from gatekeeper.evidence.accept import accept
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

_CONFIG = """
[gate]
name = "Shop"

[categories.unit]
reports = ["junit.xml"]
pass_rate = "50%"
no_regression = true
max_removed = 1
"""
_MAIN = {"GITHUB_REF": "refs/heads/main"}
_PULL = {"GITHUB_REF": "refs/pull/7/merge", "GITHUB_BASE_REF": "main"}


@pytest.fixture
def check(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> Callable[..., tuple[int, dict[str, str]]]:
    """Return a function that judges a report, and returns the exit code and the reason of each rule that compares."""
    write("gatekeeper.toml", _CONFIG)
    git(folder, "init", "--quiet")
    git(folder, "add", "gatekeeper.toml")
    git(folder, "commit", "--quiet", "--message=x")

    def run(*cases: str, more: tuple[str, ...] = (), **environ: str) -> tuple[int, dict[str, str]]:
        write("junit.xml", reports.report(*cases))
        ran = gatekeeper("check", "--format", "json", *more, **(environ or _MAIN))
        record: dict[str, Any] = json.loads(ran.out)
        return ran.code, {row["rule"]: row["reason"] for row in record["rules"] if row["rule"].startswith("no-")}

    return run


def _add(folder: Path) -> None:
    Ledger(ledger_folder(folder)).put(accept(folder / ".gatekeeper/record.json", folder))


def test_the_first_record_has_no_baseline_and_becomes_that_of_the_second(
    check: Callable[..., tuple[int, dict[str, str]]], gatekeeper: Callable[..., Ran], folder: Path
) -> None:
    code, reasons = check(reports.passed(4))
    assert code == 3
    assert all(reason.startswith("NO BASELINE: the ledger holds no accepted record of refs/heads/main") for reason in reasons.values())
    assert gatekeeper("ledger", "add").code == 0
    digest = next(folder.glob(".gatekeeper/ledger/*/*/*.json")).stem[:12]
    code, reasons = check(reports.passed(4))
    assert (code, all("was made from these very reports" in reason for reason in reasons.values())) == (3, True)
    code, reasons = check(reports.passed(5))
    assert code == 0
    assert all(f"record {digest} (refs/heads/main, " in reason for reason in reasons.values())


def test_a_regression_and_a_removed_test_fail(check: Callable[..., tuple[int, dict[str, str]]], folder: Path) -> None:
    check(reports.passed(4))
    _add(folder)
    code, reasons = check(reports.passed(3), reports.failed("t3"), **_PULL)
    assert (code, reasons["no-regression"][:11], reasons["no-regression"][-5:]) == (1, "1 test that", "c::t3")
    code, reasons = check(reports.passed(2), reports.failed("new"), **_PULL)
    assert (code, reasons["no-removed-tests"][:7]) == (1, "2 tests")
    assert reasons["no-removed-tests"].endswith(" are gone, at most 1 allowed: c::t2; c::t3")
    assert reasons["no-regression"].endswith(" fails now")
    code, reasons = check(reports.passed(2), reports.skipped("t2"), **_PULL)
    assert (code, reasons["no-removed-tests"].endswith(" is gone, at most 1 allowed: c::t3")) == (0, True)


@pytest.mark.parametrize("more", [("--no-record",), ()])
def test_what_cannot_be_compared_is_never_said_to_be_complete(
    check: Callable[..., tuple[int, dict[str, str]]], folder: Path, more: tuple[str, ...]
) -> None:
    check(reports.passed(4))
    _add(folder)
    environ = _MAIN if more else {**_PULL, "GITHUB_BASE_REF": "release"}
    code, reasons = check(reports.passed(4), more=more, **environ)
    assert (code, all(reason.startswith("NO BASELINE: ") for reason in reasons.values())) == (3, True)
