"""Is the configuration at hand that of the commit: in a real repository."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from clones import bare_configuration, committed, repository

from gatekeeper.config.default import default_config
from gatekeeper.evidence import settled as module
from gatekeeper.evidence.git import Answer
from gatekeeper.evidence.settled import is_elsewhere, unsettled, unsettled_shared

if TYPE_CHECKING:
    from collections.abc import Callable

    Put = Callable[[str, str], Path]

_OURS = "[tool.gatekeeper.categories.unit]\nreports = ['a.xml']\n"


@pytest.fixture
def home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bare_configuration(monkeypatch)
    return repository(folder)


def put(path: Path, text: str = "a = 1\nb = 2\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("name", ["gatekeeper.toml", ".github/gatekeeper.toml", "sub/gatekeeper.toml", "odd \u00e9 [x].toml"])
def test_the_one_of_the_commit_is_settled_and_any_other_is_not(home: Path, name: str) -> None:
    source = put(home / name)
    first = committed(home)
    start = source.parent.parent if ".github" in name else source.parent
    for begin in (None, start):
        put(source)
        assert unsettled(source, first, begin) == ""
        put(source, "a = 1\r\nb = 2\r\n")
        assert unsettled(source, first, begin) == ""
        put(source, "a = 1\nb = 3\n")
        assert unsettled(source, first, begin) == f"{source.name} is not as in the commit"
    second = committed(home)
    assert (unsettled(source, second, None), unsettled(source, first, None)) == ("", f"{source.name} is not as in the commit")


def test_one_that_is_in_no_commit(home: Path) -> None:
    commit = committed(home)
    source = put(home / "gatekeeper.toml")
    assert unsettled(source, commit, home) == "gatekeeper.toml is not in the commit"


def test_a_link_says_nothing_of_what_the_commit_has(home: Path) -> None:
    put(home / "weak.toml")
    (home / "gatekeeper.toml").symlink_to("weak.toml")
    assert unsettled(home / "gatekeeper.toml", committed(home), home) == "gatekeeper.toml is a link, not the file of the commit"


@pytest.mark.parametrize("name", ["gatekeeper.toml", ".github/gatekeeper.toml", "pyproject.toml"])
def test_one_that_was_taken_away_or_would_have_been_found_first(home: Path, name: str) -> None:
    upper = put(home / "gatekeeper.toml")
    inner = home / "sub/inner"
    inner.mkdir(parents=True)
    nearer = put(home / "sub" / name, _OURS)
    commit = committed(home)
    nearer.unlink()
    assert unsettled(upper, commit, inner) == f"the commit has a {name} that is not here"
    assert unsettled(None, commit, inner) == f"the commit has a {name} that is not here"
    assert unsettled(upper, commit, None) == ""
    assert unsettled(upper, commit, home) == ""


@pytest.mark.parametrize("text", ["[project]\nname = 'a'\n", "# gatekeeper\n[tool.other]\n"])
def test_another_project_file_is_none(home: Path, text: str) -> None:
    put(home / "pyproject.toml", text)
    assert unsettled(None, committed(home), home) == ""


@pytest.mark.parametrize("text", ["gatekeeper = ", "tool = 'gatekeeper'", "tool.gatekeeper = 1"])
def test_a_project_file_that_may_be_ours_is_one(home: Path, text: str) -> None:
    put(home / "pyproject.toml", text)
    assert unsettled(None, committed(home), home) == "the commit has a pyproject.toml that is not here"


def test_where_git_cannot_tell_nothing_is_settled(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = put(home / "gatekeeper.toml")
    monkeypatch.setattr(module, "run", lambda *_: Answer(code=None, complaint="git took more than 20 seconds"))
    assert unsettled(source, "a" * 40, None).endswith("is that of the commit: git took more than 20 seconds")


def test_a_file_that_cannot_be_read_is_not_settled(home: Path) -> None:
    source = put(home / "gatekeeper.toml")
    commit = committed(home)
    source.unlink()
    assert unsettled(source, commit, None) == "gatekeeper.toml is not as in the commit"


def test_elsewhere(home: Path) -> None:
    assert is_elsewhere(home.parent / "gatekeeper.toml", home)
    assert not is_elsewhere(home / "sub/gatekeeper.toml", home)
    assert not is_elsewhere(Path("/nowhere/gatekeeper.toml"), Path("/nowhere/else"))


def test_a_shared_policy_of_the_repository_is_the_commit_s_too(home: Path) -> None:
    put(home / "policy/all.toml")
    commit = committed(home)
    config = replace(default_config(home, {}), extends="a/../policy/all.toml")
    assert unsettled_shared(config, commit) == ""
    put(home / "policy/all.toml", "a = 2\n")
    assert unsettled_shared(config, commit) == "all.toml is not as in the commit"
    put(home.parent / "outside.toml")
    assert [unsettled_shared(replace(config, extends=each), commit) for each in ("", "../outside.toml")] == ["", ""]
