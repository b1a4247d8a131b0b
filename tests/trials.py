"""Policies put to the test: what the tests of selftest start from."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gatekeeper.config.find import found_in, parse
from gatekeeper.config.load import load
from gatekeeper.selftest.target import Target, targets

if TYPE_CHECKING:
    from gatekeeper.config.settings import Config
    from gatekeeper.selftest.findings import Findings

# Every setting that asks for something; two more that only allow something stand apart.
EVERY = """
[gate]
name = "Widgets"
[categories.unit]
reports = ["reports/**/*.xml", "more/TEST-*.xml", "!more/TEST-report.xml"]
tests = ["*unit*"]
pass_rate = "> 90%"
min_executed = 25
required_tests = ["*golden*", "*::test_login_?"]
max_skipped = "5%"
max_failures = 1
max_flaky = 1
max_duplicates = 0
max_age = "1h"
min_duration = "2s"
max_duration = "20s"
expected_files = ["unit.xml", "more/TEST-a*.xml"]
same_commit = true
clean_tree = true
witnessed = true
shards = 2
max_attempts = 1
fresh = true
no_regression = true
max_removed = 0
inventory = ["pytest", "--collect-only", "-q"]
max_deselected = 0
forbid_output = ["falling back to"]
require_properties = ["ci.run=8*", "git.branch"]
canary = ["*must_fail*"]
environment = "staging"
"""


def policy(text: str = "", reports: str = '"reports/*.xml"') -> Config:
    """Return the configuration with this text; without [categories. in it it is that of the category unit."""
    whole = text if "[categories.unit]" in text else f"[categories.unit]\nreports = [{reports}]\n{text}"
    path = Path("/nowhere/gatekeeper.toml")
    return load(found_in(path, parse(whole.encode(), path)), datetime.now(UTC).date())


def target(text: str = "", reports: str = '"reports/*.xml"') -> Target:
    """Return the only target of a configuration."""
    return next(targets(policy(text, reports)))


def complaints(findings: Findings) -> list[str]:
    """Return what is wrong, in words that a failed test shows."""
    bad = [f"{each.kind.name} in {each.worst.target.name}: {each.worst.judged}" for each in findings.amiss]
    return bad + [f"control {each.start}: {each.judged.reasons}" for each in findings.bad_controls]


def stopped(findings: Findings, name: str) -> bool:
    """Say whether a kind had to be stopped, and was."""
    (own,) = [each for each in findings.answers if each.kind.name == name]
    return bool(own.worst.expected) and not own.amiss
