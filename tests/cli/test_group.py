"""gatekeeper/cli/__init__.py: commands are found, and every way to end has its exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import hostile
import pytest

from gatekeeper import cli
from gatekeeper.errors import ConfigError, DeliveryError, GatekeeperError, ReportError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Return main as a function: arguments in, exit code out."""

    def call(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["gatekeeper", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(str(ended.value.code))

    return call


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Return a function that lets the command end in an exception."""

    def put(error: BaseException) -> None:
        @click.command()
        def broken_check() -> None:
            raise error

        monkeypatch.setattr(cli.Commands, "get_command", lambda *_: broken_check)

    return put


def test_the_commands_are_the_public_modules(run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert "\n  check " in capsys.readouterr().out
    for name in ("_output", "nothing", "check.x", ".", "sign_off", "-output"):
        assert run(name) == 2


def test_a_module_of_two_words_is_a_command_with_a_dash(run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert "\n  sign-off " in capsys.readouterr().out
    assert run("sign-off", "--help") == 0
    assert capsys.readouterr().out.startswith("Usage: gatekeeper sign-off [OPTIONS] ID\n")


def test_without_a_command_nothing_was_judged(run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2
    shown = capsys.readouterr()
    assert (shown.out, "Usage: gatekeeper" in shown.err) == ("", True)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (GatekeeperError("x", "y"), 3),
        (ReportError("x", "y"), 3),
        (UsageError("x", "y"), 2),
        (ConfigError("x", "y"), 2),
        (DeliveryError("x", "y"), 4),
    ],
)
def test_our_errors_say_what_happened_and_what_to_do(
    run: Callable[..., int], broken: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str], error: GatekeeperError, code: int
) -> None:
    broken(error)
    assert run("check") == code
    assert capsys.readouterr().err == "error: x\nnext: y\n"


@pytest.mark.parametrize("error", [ValueError("x"), RecursionError(), MemoryError(), OSError(5, "x"), AssertionError(), StopIteration()])
def test_anything_unexpected_is_3(
    run: Callable[..., int], broken: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str], error: BaseException
) -> None:
    broken(error)
    assert run("check") == 3
    assert capsys.readouterr().err.endswith("internal error: there is no verdict; please report the lines above\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort(), EOFError()])
def test_an_interruption_is_130(
    run: Callable[..., int], broken: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str], error: BaseException
) -> None:
    broken(error)
    assert run("check") == 130
    assert capsys.readouterr().err.endswith("interrupted: there is no verdict\n")


@pytest.mark.parametrize("text", hostile.NAMES.values(), ids=hostile.NAMES)
def test_no_message_writes_a_workflow_command(
    run: Callable[..., int], broken: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str], text: str
) -> None:
    for error in (UsageError(text, text), ValueError(text), click.UsageError(text)):
        broken(error)
        assert run("check") in {2, 3}
        assert hostile.obeyed(capsys.readouterr().err) == []


def test_wrong_options_name_the_next_step(run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--pass-rate") == 2
    assert "next: quote the threshold" in capsys.readouterr().err
    assert run("check", "--min-executed", "many") == 2
    assert capsys.readouterr().err.splitlines() == [
        "Usage: gatekeeper check [OPTIONS] [REPORTS]...",
        "error: Invalid value for '--min-executed': 'many' is not a valid integer range.",
        "next: gatekeeper check --help lists what can be given",
    ]
