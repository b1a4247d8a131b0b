from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import TOKEN, Waiting

from gatekeeper.errors import UsageError
from gatekeeper.github.connect import connect

_ENVIRON = {"GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": "acme/widgets"}


def _connect(environ: dict[str, str] = _ENVIRON, **more: Any) -> Any:
    options: dict[str, Any] = {"repository": None, "token_file": None, "login": None, **more}
    return connect(environ=environ, patience=Waiting().patience, **options)


def test_the_environment_is_enough() -> None:
    repository = _connect()
    assert (repository.name, repository.session.base) == ("acme/widgets", "https://api.github.com")


def test_options_come_first() -> None:
    repository = _connect(repository="other/thing.js", login="some-app[bot]")
    assert (repository.name, repository.login()) == ("other/thing.js", "some-app[bot]")


def test_the_token_is_in_no_repr() -> None:
    repository = _connect()
    assert TOKEN not in repr(repository) + repr(repository.session) + repr(vars(repository)) + repr(vars(repository.session.wire))


@pytest.mark.parametrize(
    "name", ["acme", "acme/", "/widgets", "acme/widgets/x", "acme/..", "acme/.", "a b/c", "acme/w?x", "-a/b", "acme/widgets\n", "\u00e4/b"]
)
def test_names_that_no_repository_has(name: str) -> None:
    with pytest.raises(UsageError, match="--repo"):
        _connect(repository=name)
    with pytest.raises(UsageError, match="GITHUB_REPOSITORY"):
        _connect({**_ENVIRON, "GITHUB_REPOSITORY": name})


@given(st.text(min_size=1))
def test_a_repository_stays_two_segments(name: str) -> None:
    try:
        path = _connect(repository=name).path("issues")
    except UsageError:
        return
    assert path == f"/repos/{name}/issues"
    assert path.count("/") == 4
    assert not {"?", "#", "%", "\\"} & set(path)
    assert not {"", ".", ".."} & set(path[1:].split("/"))


@pytest.mark.parametrize("environ", [{"GITHUB_TOKEN": TOKEN}, {"GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": ""}])
def test_without_a_repository(environ: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="neither by --repo nor in GITHUB_REPOSITORY"):
        _connect(environ)


@pytest.mark.parametrize("login", ["", "a b", "x\n", "@me", "[bot]"])
def test_logins_that_nobody_has(login: str) -> None:
    with pytest.raises(UsageError, match="--login"):
        _connect(login=login)


def test_wrong_usage_does_not_load_pygithub() -> None:
    code = """
import sys
from gatekeeper.github.connect import connect
try:
    connect(environ={}, repository=None, token_file=None, login=None, patience=None)
except Exception as error:
    assert "no repository" in str(error)
assert not {"github", "requests"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
