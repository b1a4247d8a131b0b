"""What the action would run: every input stays one argument, and the token is there only to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import reports
from action.inputs import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from action.conftest import Spied

TOKEN = "GITHUB_TOKEN"  # noqa: S105 - the name of a variable


def test_files_are_lines(spied: Callable[..., Spied], write: Callable[[str, str], Path]) -> None:
    write("a b.xml", reports.report())
    lines = ["a b.xml", "*.xml", "**/x[1].xml", *HOSTILE.values(), " two "]
    assert spied({"files": "\n".join(lines)})[0] == ["--", *lines]
    assert spied({"files": "\r\n".join(["", *lines, "", ""])})[0] == ["--", *lines]
    assert spied({"files": ""})[0] == ["--"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_every_other_input_stays_one_argument(spied: Callable[..., Spied], folder: Path, text: str) -> None:
    inputs = {"config": text, "pass-rate": text, "min-executed": text, "needs": f"{text}\n{text}", "category": f"{text}\n\nother"}
    inputs |= {"commit": text, "env": text}
    arguments = [f"--category={text}", "--category=other", f"--config={text}", f"--pass-rate={text}", f"--min-executed={text}"]
    arguments += [f"--commit={text}", f"--env={text}"]
    assert spied(inputs)[0] == [*arguments, f"--needs={text}\n{text}", "--"]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["config", "pass-rate", "min-executed", "commit", "env", "needs"])
def test_a_line_break_does_not_end_an_argument(spied: Callable[..., Spied], name: str) -> None:
    assert spied({name: "a\n--no-record\n-- b"})[0] == [f"--{name}=a\n--no-record\n-- b", "--"]


def test_a_token_is_there_only_to_publish(spied: Callable[..., Spied]) -> None:
    variables = {TOKEN: "of the job, the-runners-token", "GATEKEEPER_LOGIN": "bot[bot]"}
    arguments, known, places = spied({}, **variables)
    assert (arguments, sorted(known), places) == (["--"], ["GATEKEEPER_LOGIN", "GITHUB_STEP_SUMMARY"], [])
    arguments, known, places = spied({"publish": "true"}, **variables)
    assert (arguments, known.get(TOKEN), places) == (["--publish", "--"], "the-runners-token", [TOKEN])
    assert spied({"publish": "true", "token": "mine"})[1].get(TOKEN) == "mine"
    assert spied({"publish": "false", "token": "the-runners-token"})[2] == []


def test_the_summary_is_hidden_only_on_request(spied: Callable[..., Spied]) -> None:
    assert "GITHUB_STEP_SUMMARY" in spied({"summary": "true"})[1]
    assert "GITHUB_STEP_SUMMARY" not in spied({"summary": "false"})[1]
