from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sites import config

from gatekeeper.cli._github import github_options, make_site, seconds
from gatekeeper.config.targets import IssueTarget, Target
from gatekeeper.errors import DeliveryError, UsageError
from gatekeeper.evidence.build import policy_row
from gatekeeper.evidence.event import Event
from gatekeeper.publishers.remote.artifact import find_record

if TYPE_CHECKING:
    from pathlib import Path

    from github_world.world import World

OPTIONS: dict[str, Any] = {"repo": None, "token_file": None, "login": None, "max_wait": "120s"}
PLACE = config(status="x", issues=(IssueTarget(target=Target(key="one"), number=1),))
SECRET = "ghp_0123456789SECRET"  # noqa: S105 - a made-up one


@pytest.fixture
def environ(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GITHUB_TOKEN", SECRET)
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/widgets")
    return folder


def test_every_command_that_speaks_to_github_has_the_same_options(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.delenv("GATEKEEPER_LOGIN", raising=False)

    @click.command()
    @github_options
    def command(**options: Any) -> None:
        given.update(options)

    runner = CliRunner()
    assert runner.invoke(command, []).exit_code == 0
    assert given == OPTIONS
    shown = runner.invoke(command, ["--help"]).output
    places = [shown.index(each) for each in ("--repo", "--token-file", "--login", "--max-wait")]
    assert places == sorted(places)
    monkeypatch.setenv("GATEKEEPER_LOGIN", "some-app[bot]")
    runner.invoke(command, ["--repo", "a/b", "--token-file", "t", "--max-wait", "1s"])
    assert (given["repo"], str(given["token_file"]), given["login"], given["max_wait"]) == ("a/b", "t", "some-app[bot]", "1s")


@pytest.mark.parametrize(("text", "length"), [("120s", 120), ("30m", 1800), ("7d", 604800), ("0s", 0), ("500ms", 0.5)])
def test_lengths_of_time(text: str, length: float) -> None:
    assert seconds(text, "--max-wait") == length


@given(st.text(max_size=8).filter(lambda text: not re.fullmatch(r"\s*\d+(\.\d+)?\s*(ms|s|m|h|d)\s*", text, re.ASCII)))
def test_what_is_no_length_of_time_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match=r"^--since: ") as caught:
        seconds(text, "--since")
    assert caught.value.remedy == "write --since 120s, 30m or 7d"


@pytest.mark.usefixtures("environ")
def test_the_place_has_everything_that_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    made = make_site(PLACE, Event(name="push"), {**OPTIONS, "only": ("one",), "dry_run": True})
    assert (made.config, made.event, made.only, made.dry_run) == (PLACE, Event(name="push"), ("one",), True)
    assert made.policy == policy_row(PLACE).sha256
    assert made.connect() is made.connect()
    assert made.connect().name == "acme/widgets"
    assert made.now.tzinfo
    made.tell("hello")
    made.complain(DeliveryError("oh", "do"))
    assert capsys.readouterr() == ("hello\n", "error: oh\nnext: do\n")
    bare = make_site(PLACE, Event(), OPTIONS)
    assert (bare.only, bare.dry_run) == ((), False)


@pytest.mark.usefixtures("environ")
def test_the_options_reach_the_connection() -> None:
    repository = make_site(PLACE, Event(), {**OPTIONS, "repo": "other/one", "login": "me", "max_wait": "7s"}).connect()
    assert (repository.name, repository.login(), repository.session.patience.left) == ("other/one", "me", 7)


@pytest.mark.usefixtures("environ")
@pytest.mark.parametrize(("style", "out"), [("text", True), ("json", False), ("markdown", False)])
def test_lines_go_where_they_are_in_nobodys_way(style: str, out: bool, capsys: pytest.CaptureFixture[str]) -> None:
    make_site(PLACE, Event(), {**OPTIONS, "style": style}).tell("hello")
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == (("hello\n", "") if out else ("", "hello\n"))


@pytest.mark.usefixtures("environ")
@pytest.mark.parametrize("style", ["text", "json"])
def test_quiet_is_quiet_but_for_errors(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = make_site(PLACE, Event(), {**OPTIONS, "quiet": True, "style": style})
    made.tell("hello")
    made.complain(DeliveryError("oh", "do"))
    assert capsys.readouterr() == ("", "error: oh\nnext: do\n")
    make_site(PLACE, Event(), {**OPTIONS, "quiet": False}).tell("hello")
    assert capsys.readouterr().out == "hello\n"


@pytest.mark.usefixtures("environ")
def test_the_same_error_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    made = make_site(PLACE, Event(), OPTIONS)
    for message in ("a", "b", "a", "a"):
        made.complain(DeliveryError(message))
    make_site(PLACE, Event(), OPTIONS).complain(DeliveryError("a"))
    assert capsys.readouterr().err == "error: a\nerror: b\nerror: a\n"


@pytest.mark.usefixtures("environ")
def test_no_line_is_an_order_to_the_runner(capsys: pytest.CaptureFixture[str]) -> None:
    make_site(PLACE, Event(), OPTIONS).tell("issue-1: the record is of x\n::error::y\r::add-mask::z ##[error]\x1b[31m\u202e" + "x" * 2000)
    shown = capsys.readouterr().out
    assert shown.startswith("issue-1: the record is of x ::error::y ::add-mask::z # #[error]x")
    assert (shown.count("\n"), len(shown) <= 1010) == (1, True)


@pytest.mark.usefixtures("environ")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"only": ("two",)}, "--only two: nothing of that name is published"),
        ({"max_wait": "soon"}, "--max-wait: "),
        ({"repo": "nonsense"}, "--repo nonsense"),
        ({"login": "no login"}, "--login no login"),
    ],
)
def test_wrong_options_are_said_at_once(options: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        make_site(PLACE, Event(), {**OPTIONS, **options})
    assert caught.value.message.startswith(said)
    assert caught.value.remedy


@pytest.mark.usefixtures("environ")
def test_what_could_have_been_named_is_listed() -> None:
    with pytest.raises(UsageError) as caught:
        make_site(PLACE, Event(), {**OPTIONS, "only": ("two",)})
    assert caught.value.remedy == "there is one, status"


def test_a_missing_token_is_said_at_once_unless_nothing_will_be_written(environ: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(environ)
    monkeypatch.delenv("GITHUB_TOKEN")
    with pytest.raises(UsageError):
        make_site(PLACE, Event(), OPTIONS)
    made = make_site(PLACE, Event(readonly=True), OPTIONS)
    with pytest.raises(UsageError):
        made.connect()


@pytest.mark.usefixtures("environ")
def test_the_token_is_nowhere_to_be_seen() -> None:
    made = make_site(PLACE, Event(), OPTIONS)
    made.connect()
    assert SECRET not in repr(made) + repr(made.connect())


def test_searches_and_the_head_are_asked_once(world: World, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in world.environ().items():
        monkeypatch.setenv(name, value)
    number = world.issue("one", labels=["e2e"])
    made = make_site(PLACE, Event(), OPTIONS)
    assert [made.search("label:e2e"), made.search("label:e2e"), made.search("label:x")] == [(number,), (number,), ()]
    assert made.head() == made.head()
    assert made.head().branch == "main"
    assert (world.requests("GET", "/search/"), world.requests("GET", "/branches/")) == (2, 1)
    assert find_record(replace(made), "none", folder) is None


def test_what_somebody_is_there_is_asked_once_and_nothing_where_github_does_not_say(
    world: World, environ: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in world.environ().items():
        monkeypatch.setenv(name, value)
    made = make_site(PLACE, Event(), OPTIONS)
    assert [made.role(login) for login in ("maint", "writer", "maint", "writer")] == ["maintain", "write", "maintain", "write"]
    assert world.requests("GET", "/collaborators/") == 2
    world.fault("GET .*/collaborators/", times=9, status=403, body={"message": "no"})
    assert [made.role("owner"), made.role("owner"), made.role("maint")] == ["none", "none", "maintain"]
    shown = capsys.readouterr().out
    assert shown.startswith("owner is not known to maintain the repository: ")
    assert shown.count("\n") == 1
    assert environ.exists()
