"""Which programs a command names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.witness.words import bare, programs


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (["pytest", "-q", "tests/java"], ["pytest"]),
        (["python", "-m", "pytest", "-m", "slow"], ["python", "pytest", "slow"]),
        (["/opt/x/python3.12", "t.py"], ["/opt/x/python3.12"]),
        (["env", "-i", "A=1", "go", "test"], ["go"]),
        (["A=1", "npx", "--yes", "jest", "x"], ["npx", "jest", "x"]),
        (["sh", "-c", "cd a && node --test | tee log; B=2 java -jar x"], ["sh", "cd", "node", "tee", "java"]),
        (["bash", "-c", "pytest"], ["bash", "pytest"]),
        (["time", "-p", "cargo", "test"], ["cargo"]),
        ([], []),
        (["env"], []),
    ],
)
def test_programs(argv: list[str], named: list[str]) -> None:
    assert list(programs(tuple(argv))) == named


def test_bare_names() -> None:
    assert (bare("/usr/bin/npm"), bare("npm.cmd"), bare("node.EXE"), bare("")) == ("npm", "npm", "node", "")


@given(st.lists(st.sampled_from(["sh", "-c", "env", "A=1", "", "sh -c sh", "a;b", "-m", "npx"]), max_size=80))
def test_any_command_has_an_end(argv: list[str]) -> None:
    assert len(programs(tuple(argv))) <= 50
