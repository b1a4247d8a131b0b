"""Writes configurations and loads them: what becomes of a text, or what is said about it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gatekeeper.config.find import open_file
from gatekeeper.config.load import load
from gatekeeper.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.settings import CategoryConfig, Config

TODAY = date(2026, 5, 4)
UNIT = '[categories.unit]\nreports = ["*.xml"]\n'
WAIVER = '[[waivers]]\nrule = "pass-rate"\nreason = "#123"\nowner = "payments"\nexpires = 2026-06-01\n'
WHOLE = """
[gate]
name = "Payments"

[categories.unit]
reports = ["build/reports/unit/**/*.xml", "!**/old/*.xml"]
pass_rate = "> 90%"
target = "100%"
min_executed = 37

[categories.e2e]
reports = ["junit.xml"]
tests = ["tests.e2e.*"]
required_tests = ["*test_golden_path*"]
max_skipped = 0
max_age = "24h"
optional = "not run on documentation-only changes"
blocking = false
reruns = true
same_bytes = "count"

[[waivers]]
rule = "pass-rate"
category = "unit"
tests = ["shop.CartTest::rounding"]
reason = "#123"
owner = "payments-team"
expires = 2026-06-30
"""


def settle(folder: Path, text: str, name: str = "gatekeeper.toml") -> Config:
    """Write a configuration and load it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load(open_file(path), TODAY)


def unit(folder: Path, more: str = "") -> CategoryConfig:
    """Return the one category ``unit`` with more keys."""
    return settle(folder, UNIT + more).categories[0]


def complaint(folder: Path, text: str, name: str = "gatekeeper.toml") -> tuple[str, str]:
    """Return what is said about a configuration that is refused, without the file's name, and what to do next."""
    with pytest.raises(ConfigError) as caught:
        settle(folder, text, name)
    path = str(folder / name)
    assert caught.value.message.startswith(f"{path}: "), caught.value.message
    assert caught.value.remedy
    return caught.value.message.removeprefix(f"{path}: "), caught.value.remedy
