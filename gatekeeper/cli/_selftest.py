"""From the options of ``selftest`` to one line for each kind of bad evidence."""

from __future__ import annotations

import os
import sys
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.cli._request import load_config
from gatekeeper.config.override import narrow
from gatekeeper.documents.escapes import log_line
from gatekeeper.selftest.findings import selftest
from gatekeeper.selftest.trial import Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gatekeeper.selftest.findings import Answer, Findings

_AMISS = 1
_WIDTH = 80
_NAME, _RESULT, _IMITATES, _GAP = 18, 7, 31, "  "
_INDENT = " " * (_NAME + _RESULT + 2 * len(_GAP))
_COLOURS = {Result.REFUSED: "green", Result.FAILED: "green", Result.PASSED: "yellow"}
_DEFAULT = "default"
_NO_GOOD = "no evidence that selftest can make meets this policy: correct the setting that is named, or try it on real reports"


def show_selftest(options: Mapping[str, Any]) -> int:
    """Try everything, print what was found, and return the exit code."""
    config = narrow(load_config(options["config"]), options["categories"])
    findings = selftest(config)
    if options["style"] == "json":
        _json(findings)
    else:
        colour = sys.stdout.isatty() and not (options["no_color"] or os.environ.get("NO_COLOR"))
        for line in _lines(findings, colour=colour):
            click.echo(line, color=colour)
    return 0 if findings.sound else _AMISS


def _json(findings: Findings) -> None:
    from gatekeeper.cli._selftest_json import as_json  # noqa: PLC0415 - people read lines

    sys.stdout.write(as_json(findings))


def _lines(findings: Findings, *, colour: bool) -> Iterator[str]:
    for each in findings.answers:
        yield from _answer(each, colour=colour)
    yield from _controls(findings, colour=colour)
    if findings.bad_controls:
        yield from _indented(f"next: {_NO_GOOD}")
    if findings.left_out:
        yield from wrap(
            f"not tried, since this policy leaves no room for it: {', '.join(findings.left_out)}", _WIDTH, break_on_hyphens=False
        )
    yield total(findings)


def _answer(answer: Answer, *, colour: bool) -> Iterator[str]:
    kind = answer.kind
    first, *more = wrap(kind.imitates, _IMITATES)
    result = _painted(answer.result, "red" if answer.amiss else _COLOURS[answer.result], colour=colour)
    yield f"{kind.name:<{_NAME}}{_GAP}{result}{_GAP}{first:<{_IMITATES}}{_GAP}{kind.setting or _DEFAULT}"
    yield from (f"{_INDENT}{each}" for each in more)
    yield from _indented(_note(answer))


def _note(answer: Answer) -> str:
    """Return what there is to add: that it is not stopped as it must be, or what would stop it."""
    worst, names = answer.worst, ", ".join(answer.unguarded)
    if answer.amiss:
        what = f"is {answer.result}, but not by" if answer.result is not Result.PASSED else "came through, past"
        return f"in {worst.target.name} it {what} {', '.join(worst.expected)}: please report it"
    if not names:
        return ""
    only = answer.result is Result.PASSED
    return f"add {answer.kind.example} to {names}" if only else f"not in {names}: there add {answer.kind.example}"


def _controls(findings: Findings, *, colour: bool) -> Iterator[str]:
    """Yield a line for every category, and why the policy does not accept what is good."""
    for name in dict.fromkeys(each.target.name for each in findings.controls):
        own = [each for each in findings.controls if each.target.name == name]
        bad = next((each for each in own if each in findings.bad_controls), None)
        result = bad.judged.result.value if bad else "passed"
        painted = _painted(result, "red" if bad else "green", colour=colour)
        yield f"{'control':<{_NAME}}{_GAP}{painted}{_GAP}{log_line(f'good evidence of {name}', _WIDTH - len(_INDENT))}"
        for reason in bad.judged.reasons if bad else ():
            yield from _indented(reason)


def _indented(text: str) -> Iterator[str]:
    clean = log_line(text, 400)
    yield from (f"{_INDENT}{each}" for each in wrap(clean, _WIDTH - len(_INDENT), break_on_hyphens=False))


def _painted(result: str, tone: str, *, colour: bool) -> str:
    padded = f"{result:<{_RESULT}}"
    return click.style(padded, fg=tone) if colour else padded


def total(findings: Findings) -> str:
    """Return the last line."""
    through = [each for each in findings.answers if each.result is Result.PASSED and not each.amiss]
    amiss = f", {len(findings.amiss)} not stopped as they must be" if findings.amiss else ""
    stopped = len(findings.answers) - len(through) - len(findings.amiss)
    named = " (the setting is named)" if through and not amiss else ""
    control = "passed" if not findings.bad_controls else "failed"
    return f"{len(findings.answers)} kinds: {stopped} stopped, {len(through)} passed{named}{amiss}, control {control}"
