"""The policy and the anchors that docs/audit.md shows are ones."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from gatekeeper.audit.anchor import Anchor, parse
from gatekeeper.audit.figure import Measure
from gatekeeper.audit.finding import State
from gatekeeper.config.find import open_file
from gatekeeper.config.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

_PAGE = (Path(__file__).parents[2] / "docs" / "audit.md").read_text(encoding="utf-8")


def test_the_policy_is_one(write: Callable[[str, str], Path]) -> None:
    shown = re.search(r"(?:^    .*\n)+", _PAGE[_PAGE.index("    [audit]\n") :], re.MULTILINE)
    assert shown
    categories = '[categories.unit]\nreports = ["*.xml"]\n[categories.e2e]\nreports = ["e/*.xml"]\n'
    settings = load(open_file(write("gatekeeper.toml", categories + dedent(shown[0]))), date(2026, 1, 2)).audit
    assert settings.categories == {"browser tests": "e2e"}
    assert "coverage" not in settings.block


def test_the_anchors_are_some() -> None:
    anchors = re.findall(r"<!-- gatekeeper:claim (.*?) -->", _PAGE)
    assert len(anchors) == 2
    assert all(isinstance(parse(each, {"unit", "e2e"}), Anchor) for each in anchors)


def test_every_finding_and_measure_is_explained() -> None:
    assert [each for each in State if f"| `{each}` |" not in _PAGE] == []
    assert [each for each in Measure if f"`{each}`" not in _PAGE] == []
