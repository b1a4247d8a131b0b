"""Our action on this machine: its folder, and the parts of it that a test runs."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from action import composite
from action.checkout import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Spied = tuple[list[str], dict[str, str], list[str]]
_SPY = """#!{python}
import json, os, sys
names = ("GITHUB_TOKEN", "GATEKEEPER_TOKEN", "GITHUB_STEP_SUMMARY", "GATEKEEPER_LOGIN")
known = {{name: os.environ[name] for name in names if name in os.environ}}
values = [name for name, value in os.environ.items() if "the-runners-token" in value]
print(json.dumps([sys.argv[1:], known, values]))
"""


@pytest.fixture
def judge(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., composite.Result]:
    """Return the action without its first half: Gatekeeper is installed already, and ``inputs`` are given by name."""

    def act(inputs: dict[str, str] | None = None, python: str = sys.executable, **environ: str) -> composite.Result:
        return composite.run(
            CHECKOUT,
            inputs or {},
            work=folder,
            temp=tmp_path_factory.mktemp("runner"),
            environ={"PATH": "/usr/bin:/bin", "GITHUB_ACTIONS": "true", **environ},
            given={"install": {"python": python}},
        )

    return act


@pytest.fixture
def spied(judge: Callable[..., composite.Result], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Spied]:
    """Return the action as a function that tells what it would run: arguments, some variables, and where the token stands."""
    spy = tmp_path_factory.mktemp("spy") / "python"
    spy.write_text(_SPY.format(python=sys.executable), "utf-8")
    spy.chmod(0o755)

    def look(inputs: dict[str, str] | None = None, **environ: str) -> Spied:
        result = judge(inputs, str(spy), **environ)
        assert result.code == 0, result.log
        arguments, known, values = json.loads(result.log)
        assert arguments[:4] == ["-I", "-m", "gatekeeper", "check"]
        return arguments[4:], known, values

    return look
