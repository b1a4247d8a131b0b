"""The runner of the tests itself: what it makes of expressions and files, where a mistake would hide one of the action."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from action.composite import Contexts, evaluate, filled, read_file, run

if TYPE_CHECKING:
    from pathlib import Path

_CONTEXTS: Contexts = {"inputs": {"a": "x", "none": "", "is-true": "TRUE"}, "steps": {"one": {"outputs": {"key": "value"}}}}
_ACTION = """
name: Try
inputs: {a: {default: ""}}
outputs: {seen: {value: "${{ steps.two.outputs.seen || 'nothing' }}"}}
runs:
  using: composite
  steps:
    - {id: one, shell: bash, run: 'echo "seen=$A" >>"$GITHUB_OUTPUT"; false | true', env: {A: "${{ inputs.a }}"}}
    - {id: two, shell: bash, run: 'echo "seen=two" >>"$GITHUB_OUTPUT"'}
"""


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("inputs.a", "x"),
        ("inputs.b", ""),
        ("steps.one.outputs.key", "value"),
        ("steps.two.outputs.key", ""),
        ("inputs.a == 'x'", True),
        ("inputs.a != 'x'", False),
        ("inputs.is-true == 'true'", True),
        ("inputs.a == 'x' && inputs.b || 'c'", "c"),
        ("inputs.a == 'y' && inputs.a || ''", ""),
        ("inputs.none || 'd'", "d"),
    ],
)
def test_expressions(expression: str, value: str | bool) -> None:
    assert evaluate(expression, _CONTEXTS) == value


def test_what_is_not_understood_is_an_error() -> None:
    with pytest.raises(AssertionError, match="not understood"):
        evaluate("toJSON(needs)", _CONTEXTS)


def test_a_text_is_filled_once() -> None:
    assert filled("${{ inputs.a }}-${{ inputs.b }}", {"inputs": {"a": "${{ inputs.b }}", "b": "y"}}) == "${{ inputs.b }}-y"


def test_files_of_the_runner(tmp_path: Path) -> None:
    path = tmp_path / "output"
    path.write_text("a=b=c\nmany<<END\nx\ny=z\nEND\nempty=\n", "utf-8")
    assert read_file(path) == {"a": "b=c", "many": "x\ny=z", "empty": ""}


def test_a_step_behind_a_failed_one_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "action.yml").write_text(_ACTION, "utf-8")
    result = run(tmp_path, {"a": "$(touch x)\n`y`"}, work=tmp_path, temp=tmp_path, environ={"PATH": "/usr/bin:/bin"})
    assert (result.code, [step.id for step in result.steps], result.outputs) == (1, ["one"], {"seen": "nothing"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["action.yml", "files of one"]
