"""What docs/environments.md shows is real: its configurations load, and the reasons in it are those that are given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import runs
from configs import settle

from gatekeeper.rules.early_stop import EarlyStop

_PAGE = (Path(__file__).parents[2] / "docs" / "environments.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", re.findall(r"```toml\n(.*?)```", _PAGE, re.DOTALL))
def test_the_configurations_load(folder: Path, text: str) -> None:
    assert settle(folder, text).categories[0].name == "e2e"


def test_the_words_are_ours() -> None:
    finding = runs.ask(EarlyStop(), runs.category(witnesses=(runs.witness(sessions=(runs.session(executed=2),)),)))
    assert finding.reason in _PAGE
