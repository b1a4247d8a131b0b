"""The page about releases: its configuration loads, its commands are real, and its workflow asks for what it says."""

from __future__ import annotations

import re
from pathlib import Path

import click
import configs
from click.testing import CliRunner
from ruamel.yaml import YAML

from gatekeeper.cli import gatekeeper
from gatekeeper.documents.release import exit_code
from gatekeeper.documents.vocabulary import Word

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "release.md").read_text(encoding="utf-8")


def _block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_configuration_loads(folder: Path) -> None:
    text = configs.UNIT + '[categories.e2e]\nreports = ["e2e/*.xml"]\n' + _block("toml")
    release = configs.settle(folder, text).release
    assert release.require == ("unit", "e2e")
    assert [each.measure is None for each in release.criteria] == [False, True]
    assert f"gatekeeper sign-off {release.criteria[1].id} --by" in PAGE


def test_the_links_lead_somewhere() -> None:
    assert all((DOCS / link).is_file() for link in re.findall(r"\]\(([^)#:]+)\)", PAGE))


def test_the_commands_and_their_options_are_real() -> None:
    for line in re.findall(r"gatekeeper ((?:release|sign-off|ledger)\b[^\n`]*--?[^\n`]*)", PAGE):
        name, *words = line.split()
        command = gatekeeper.get_command(click.Context(gatekeeper), name)
        assert command is not None
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if re.fullmatch("--[a-z-]+", word)} <= known, line


def test_the_workflow_asks_and_may_do_no_more_than_read() -> None:
    (job,) = YAML(typ="safe").load(_block("yaml"))["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    assert all(re.search(r"@[0-9a-f]{40}$", step["uses"]) for step in job["steps"] if "uses" in step)
    last = job["steps"][-1]["run"].split()
    assert CliRunner().invoke(gatekeeper, [*last[1:2], "--help"]).exit_code == 0


def test_the_words_of_the_page_are_ours() -> None:
    words = set(re.findall(r"\b[A-Z]{5,}(?:_[A-Z]+)?\b", PAGE)) - {"COMMIT", "GITHUB_SHA", "GATEKEEPER_COMMIT"}
    assert words <= set(Word)
    assert exit_code.__doc__ is not None
