"""What action.yml promises: its inputs and outputs, and no way for an input to become code."""

from __future__ import annotations

import re
from typing import Any

import pytest
from action.checkout import CHECKOUT
from action.composite import load
from actions import KEYS

_ACTION = load(CHECKOUT / "action.yml")
_STEPS = {step["name"]: step for step in _ACTION["runs"]["steps"]}
_RUNS = {name: step for name, step in _STEPS.items() if "run" in step}
_OPTIONAL = {"files", "config", "category", "pass-rate", "min-executed", "commit", "env", "python-version", "version"}


def test_the_inputs_and_what_they_are_by_default() -> None:
    defaults = {name: each["default"] for name, each in _ACTION["inputs"].items()}
    given = {"needs": "-", "publish": "false", "summary": "true", "token": "${{ github.token }}"}
    assert defaults == {**dict.fromkeys(_OPTIONAL, ""), **given}


def test_the_outputs_are_those_of_the_command() -> None:
    values = {name: each["value"] for name, each in _ACTION["outputs"].items()}
    assert values.keys() == KEYS
    assert values.pop("verdict") == "${{ steps.gate.outputs.verdict || 'INVALID' }}"
    assert values == {name: f"${{{{ steps.gate.outputs.{name} }}}}" for name in values}


def test_everything_is_described() -> None:
    assert all(each["description"].endswith(".") for each in [_ACTION, *_ACTION["inputs"].values(), *_ACTION["outputs"].values()])


@pytest.mark.parametrize("step", _RUNS.values(), ids=_RUNS)
def test_nothing_is_put_into_a_script(step: dict[str, Any]) -> None:
    assert "${{" not in step["run"]
    assert step["shell"] == "bash"
    known = set(re.findall(r"\$\{?([A-Z_]+)", step["run"])) - {"GITHUB_ACTION_PATH", "GITHUB_OUTPUT", "RUNNER_TEMP"}
    assert known == set(step["env"])


def test_python_is_set_up_only_where_it_is_asked_for() -> None:
    (name,) = set(_STEPS) - set(_RUNS)
    assert _STEPS[name]["if"] == "inputs.python-version != ''"
    assert _STEPS[name]["with"] == {"python-version": "${{ inputs.python-version }}"}


def test_the_token_stays_where_nothing_is_published() -> None:
    places = [
        (name, key)
        for name, step in _STEPS.items()
        for key, value in {**step.get("env", {}), **step.get("with", {})}.items()
        if "token" in value
    ]
    assert places == [("Judge", "GATEKEEPER_TOKEN")]
    assert list(_STEPS["Judge"]["env"].items())[-1] == ("GATEKEEPER_TOKEN", "${{ inputs.publish == 'true' && inputs.token || '' }}")
