"""The recipes: every configuration on the page loads, and every gate runs after a red test step."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import tomli

from gatekeeper.config.advice import HOW_TO_REPORT
from gatekeeper.config.find import Found
from gatekeeper.config.load import load

PAGE = (Path(__file__).parents[2] / "docs" / "recipes.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the code blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


OURS = [text for text in blocks("toml") if "[categories." in text]


@pytest.mark.parametrize("text", OURS)
def test_configuration_loads(folder: Path, text: str) -> None:
    found = Found(source=folder / "gatekeeper.toml", base=folder, table=tomli.loads(text), root=folder)
    assert load(found, date(2026, 1, 1)).categories


@pytest.mark.parametrize("text", blocks("toml"))
def test_every_other_toml_parses(text: str) -> None:
    assert tomli.loads(text)


def test_only_the_runners_own_file_is_not_ours() -> None:
    assert [text.partition("\n")[0] for text in blocks("toml") if text not in OURS] == ["[profile.ci]"]


@pytest.mark.parametrize("text", blocks("yaml"))
def test_the_gate_runs_after_a_red_step(text: str) -> None:
    assert text.endswith("- name: Gate\n  if: always()\n  run: gatekeeper check\n")
    assert text.startswith("- name: Test\n")


def test_every_runner_of_init_has_a_recipe() -> None:
    sections = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    for runner, _ in HOW_TO_REPORT:
        section = next(text for text in sections if re.search(rf"\b{runner}\b", text.partition("\n")[0]))
        assert "```toml" in section
        assert "```yaml" in section
        assert "Traps:" in section
