"""The page about selftest says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gatekeeper.selftest import target
from gatekeeper.selftest.kinds import all_kinds

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "selftest.md").read_text(encoding="utf-8")


def test_the_links_lead_somewhere() -> None:
    assert all((DOCS / link).is_file() for link in re.findall(r"\]\(([^)#:]+)\)", PAGE))


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_every_kind_has_its_row(kind: object) -> None:
    assert f"| `{kind.name}` |" in PAGE  # type: ignore[attr-defined]


def test_the_number_of_tests_that_are_made() -> None:
    assert f"More than {target._MOST_TESTS} tests are not made" in PAGE


def test_the_kinds_that_are_named_are_there() -> None:
    assert {"killed", "exit-zero"} <= {each.name for each in all_kinds()}
