from __future__ import annotations

from io import StringIO

import pytest
from records import category, record

from gatekeeper.model import Verdict
from gatekeeper.publishers.terminal import show


class _Screen(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")


def test_a_pipe_gets_aligned_text() -> None:
    pipe = StringIO()
    show(record(categories=[category("a"), category("longer")]), color=True, stream=pipe)
    lines = pipe.getvalue().splitlines()
    assert (lines[0], lines[-1]) == ("commit unknown", "PASSED: 6 of 6 tests passed (100.0%)")
    assert lines[1:4] == [
        "category  passed  failed  errored  skipped  flaky  executed    rate    needs  time",
        "a              3       0        0        0      0         3  100.0%  >= 100%  1.5s",
        "longer         3       0        0        0      0         3  100.0%  >= 100%  1.5s",
    ]


def test_a_pipe_shows_the_target_as_a_column() -> None:
    pipe = StringIO()
    show(record(categories=[category(target="= 100%")]), color=True, stream=pipe)
    assert ("  needs  target  time" in pipe.getvalue(), "the target is" in pipe.getvalue()) == (True, False)


@pytest.mark.parametrize("columns", [1, 20, 40, 71, 72, 73, 80, 90, 200])
def test_no_number_is_cut_however_narrow_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    screen = _Screen()
    show(record(categories=[category("a category with a long name", target="> 95%")]), color=False, stream=screen)
    shown = " ".join(screen.getvalue().split())
    assert "100.0% >= 100%" in shown
    assert ("> 95% 1.5s" in shown) is not ("the target is > 95%" in shown)


def test_quiet_is_the_last_line() -> None:
    for stream in (StringIO(), _Screen()):
        show(record(), color=True, quiet=True, stream=stream)
        assert stream.getvalue() == "PASSED: 3 of 3 tests passed (100.0%)\n"


@pytest.mark.parametrize(("verdict", "style"), [(Verdict.PASSED, "1;32"), (Verdict.FAILED, "1;31"), (Verdict.STALE, "1;33")])
def test_the_verdict_has_its_colour(verdict: Verdict, style: str) -> None:
    screen = _Screen()
    show(record(verdict), color=True, stream=screen)
    assert screen.getvalue().splitlines()[-1] == f"\x1b[{style}m{verdict}: 3 of 3 tests passed (100.0%)\x1b[0m"


def test_without_colour_there_is_no_escape_sequence() -> None:
    screen = _Screen()
    show(record(Verdict.FAILED), color=False, stream=screen)
    assert "\x1b" not in screen.getvalue()


def test_square_brackets_and_colons_are_text() -> None:
    screen = _Screen()
    show(record(categories=[category(absent="[red]x[/red] :smile:")]), color=True, stream=screen)
    assert "[red]x[/red] :smile:" in screen.getvalue()
