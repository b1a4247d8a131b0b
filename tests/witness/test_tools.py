"""Versions as far as they are found, and no waiting."""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from gatekeeper.witness.tools import Tools

if TYPE_CHECKING:
    from pathlib import Path

_PYTHON = ".".join(map(str, sys.version_info[:3]))


def script(folder: Path, name: str, text: str) -> None:
    path = folder / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def ask(folder: Path, *argv: str, patience: float = 20.0) -> dict[str, str]:
    return Tools(argv, {"PATH": f"{folder / 'bin'}:/bin:/usr/bin"}).versions(patience)


def test_this_python_and_its_pytest(folder: Path) -> None:
    assert ask(folder, sys.executable, "-m", "pytest") == {"python": _PYTHON, "pytest": version("pytest")}


def test_the_python_beside_a_script(folder: Path) -> None:
    script(folder, "pytest", "exit 9")
    script(folder, "python", "echo python 3.99.1; echo pytest 77.0")
    assert ask(folder, "pytest", "-q") == {"python": "3.99.1", "pytest": "77.0"}


@pytest.mark.parametrize(
    ("name", "says", "found"), [("go", "go version go1.22.3 linux/amd64", "1.22.3"), ("java", 'openjdk version "21.0.2"', "21.0.2")]
)
def test_others_say_it_in_their_own_way(folder: Path, name: str, says: str, found: str) -> None:
    script(folder, name, f"echo '{says}' >&2")
    assert ask(folder, "sh", "-c", f"cd x && {name} test") == {name: found}


def test_only_what_the_command_names(folder: Path) -> None:
    script(folder, "go", "echo 1.2.3")
    assert ask(folder, "make", "test") == {}


def test_runners_of_node_by_their_own_description(folder: Path) -> None:
    script(folder, "node", "echo v20.1.0")
    script(folder, "npm", "echo 10.1.0")
    for name, text in (("jest", {"version": "29.7.0"}), ("vitest", []), ("mocha", {"version": 1})):
        path = folder / "node_modules" / name / "package.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(text))
    assert ask(folder, "npm", "test") == {"jest": "29.7.0", "node": "20.1.0", "npm": "10.1.0"}


def test_a_tool_that_fails_or_says_nothing_has_no_version(folder: Path) -> None:
    script(folder, "go", "echo 1.2.3; exit 1")
    script(folder, "cargo", "echo unknown")
    assert ask(folder, "sh", "-c", "go test; cargo test") == {}


def test_a_slow_tool_is_not_waited_for(folder: Path) -> None:
    script(folder, "go", "exec sleep 60")
    before = time.monotonic()
    assert ask(folder, "go", "test", patience=0.02) == {}
    assert time.monotonic() - before < 10


def test_hostile_versions_are_one_short_line(folder: Path) -> None:
    script(folder, "python", "printf 'python 1\\033[31m%s\\n' $(head -c 2000 /dev/zero | tr '\\0' x)")
    (found,) = ask(folder, "python", "x.py").values()
    assert (found.isprintable(), len(found) < 1100) == (True, True)
