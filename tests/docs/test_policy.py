"""The page about policies from elsewhere: its configurations load, its links lead somewhere, and what it shows is what is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import tomli
from configs import TODAY, UNIT, settle

from gatekeeper.cli._policy import show_difference
from gatekeeper.config.shared import make_shared

if TYPE_CHECKING:
    import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "policy.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_configurations_load(folder: Path) -> None:
    own, shared = _blocks("toml")
    config = settle(folder, own)
    assert (config.policy_ref, config.extends) == ("base", "../policies/gatekeeper.toml")
    assert set(make_shared(Path(config.extends), tomli.loads(shared), TODAY).terms.categories) == {"*", "e2e"}


def test_the_difference_is_the_one_that_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base, head = folder / "base.toml", folder / "head.toml"
    base.write_text(UNIT + 'pass_rate = "95%"\n[categories.e2e]\nreports = ["e.xml"]\n')
    head.write_text(UNIT + 'pass_rate = "50%"\nmax_skipped = 3\n')
    assert show_difference({"base": str(base), "head": str(head), "style": "text", "config": None}) == 1
    shown = _blocks("console")[1].partition("\n")[2]
    assert capsys.readouterr().out == shown
