"""The page about witnessed runs says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from gatekeeper.witness import facts, masks
from gatekeeper.witness.order import Patience
from gatekeeper.witness.witness import OUT, VARIABLE

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "witness.md").read_text(encoding="utf-8")
FLAT = " ".join(PAGE.split())


def test_the_links_lead_somewhere() -> None:
    assert all((DOCS / link).is_file() for link in re.findall(r"\]\(([^)#:]+)\)", PAGE))


def test_every_variable_that_is_kept_is_named() -> None:
    assert all(f"`{name}`" in PAGE for name in facts._KEPT)


def test_every_part_of_a_secrets_name_is_named() -> None:
    assert all(re.search(rf"\b{name}\b", PAGE) for name in masks._NAMES)
    assert (masks._SHORTEST, "of six characters or more" in FLAT) == (6, True)


def test_the_waits_are_those_that_are_named() -> None:
    assert (Patience().end, "after 10 seconds with SIGKILL" in FLAT) == (10, True)
    assert (Patience().rest, "is stopped one second later" in FLAT) == (1, True)


def test_the_folder_has_its_two_names() -> None:
    assert f"`{OUT}`" in PAGE
    assert f"`{VARIABLE}`" in PAGE
