"""A green small report loads nothing that it does not need."""

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

_PROGRAM = """
import sys
from gatekeeper.cli import main
sys.argv = ["gatekeeper", "check", *sys.argv[1:]]
try:
    main()
finally:
    print("loaded:", *sys.modules)
"""
_HEAVY = {"junitparser", "jinja2", "markupsafe", "rich", "github", "requests", "lxml", "tomli", "wcmatch"}
_NEEDLESS = {"json", "subprocess", "secrets", "multiprocessing", "concurrent", "gzip", "traceback"}


def _loaded(folder: Path, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments], cwd=folder, env=os.environ, capture_output=True, check=True, timeout=120
    )
    return {name.partition(".")[0] for name in done.stdout.decode().partition("loaded:")[2].split()}


def _before(folder: Path) -> set[str]:
    done = subprocess.run([sys.executable, "-c", "import sys, click; print(*sys.modules)"], cwd=folder, capture_output=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.decode().split()}


@pytest.mark.parametrize("more", [(), ("--no-record",), ("--quiet",)])
def test_a_green_report_loads_nothing_heavy(write: Callable[[str, str], Path], folder: Path, more: tuple[str, ...]) -> None:
    write("junit.xml", reports.report(reports.passed(100)))
    new = _loaded(folder, "junit.xml", *more) - _before(folder)
    assert new & (_HEAVY | _NEEDLESS) == set()


def test_what_is_loaded_only_where_it_is_needed(write: Callable[[str, str], Path], folder: Path) -> None:
    write("green.xml", reports.report(reports.passed()))
    write("red.xml", reports.report(reports.failed()))
    assert "junitparser" in _loaded_anyway(folder, "red.xml")
    assert "jinja2" in _loaded_anyway(folder, "green.xml", "--format", "markdown")
    assert "wcmatch" in _loaded_anyway(folder, "gr*.xml")
    write("gatekeeper.toml", '[categories.unit]\nreports = ["green.xml"]\n')
    assert "tomli" in _loaded_anyway(folder)


def _loaded_anyway(folder: Path, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments], cwd=folder, env=os.environ, capture_output=True, check=False, timeout=120
    )
    return {name.partition(".")[0] for name in done.stdout.decode().rpartition("loaded:")[2].split()}


def test_a_gate_that_compares_with_nothing_loads_no_ledger(write: Callable[[str, str], Path], folder: Path) -> None:
    write("green.xml", reports.report(reports.passed()))
    write("red.xml", reports.report(reports.failed()))
    ours = {name: _ours(folder, name) for name in ("green.xml", "red.xml")}
    assert not [name for name in ours["green.xml"] | ours["red.xml"] if "ledger" in name]
    assert ["gatekeeper.evidence.cause" in names for names in ours.values()] == [False, True]


def _ours(folder: Path, report: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, report], cwd=folder, env=os.environ, capture_output=True, check=False, timeout=120
    )
    return set(done.stdout.decode().partition("loaded:")[2].split())
