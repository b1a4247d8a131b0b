"""The exception that a failure is about: what its trace ends in, or what that was caused by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.model import Case

Lines = tuple[str, ...]

_MOST_LINES, _LONGEST_LINE, _MOST_BELOW = 600, 2000, 5
_TYPED = re.compile(r"(?:[\w./\\-]{1,300}:\d{1,7}: )?(?:Uncaught |\w{1,60}\.\w{1,60}: )?([A-Za-z_$][\w.$]{0,300})(?: ?:(?: |$)(.*)|$)")
_ENDINGS = ("Error", "Exception", "Failure", "Failed", "Timeout", "Exit", "Interrupt", "Fault", "Warning", "Group")
_INNER = re.compile(r"\s{0,40}(?:Caused by:|\[cause\]:|-{3,4}>) {0,4}(\S.*)")
_FROM = "The above exception was the direct cause of the following exception:"
_DURING = "During handling of the above exception, another exception occurred:"
_FRAME = re.compile(r"\s{0,60}(?:at \S|File \"|\.\.\. \d)")
_PANIC = re.compile(r"\s{0,20}panic: (.*)")
_RUST = re.compile(r"\s{0,20}thread '[^']{1,300}'(?: \(\d{1,9}\))? panicked at (?:\S{1,300}:\d{1,7}:\d{1,7}:$)?(.*)")
_TESTIFY = re.compile(r"\s{1,40}Error: {1,20}\t(\S.*)")
_GO_PLACE = re.compile(r"\s{0,40}[\w./-]{1,300}\.go:\d{1,7}(?::\d{1,7})?: ")
_FIXTURE = re.compile(r'failed on (?:setup|teardown) with "(.*)"?')
_VAGUE = frozenset(
    {"", "failed", "failure", "fail", "error", "exception", "timeout", "test failed", "test failure", "assertion failed"}
    | {"collection failure", "collection error", "runtime error", "build error", "test suite failed to run"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Thrown:
    """The last part of an exception's type, its message on one line, and the lines of the trace that belong to it."""

    type: str
    message: str
    lines: Lines = ()


def thrown(case: Case) -> Thrown:
    """Return the exception that a case shows in its trace, else what its runner says about it."""
    lines = tuple(line[:_LONGEST_LINE] for line in islice(case.text.splitlines(), _MOST_LINES))
    chain = _chain(lines)
    return _caused(lines) or _pytest(chain) or _python(chain) or _other(lines) or _told(case, lines)


def is_vague(message: str) -> bool:
    """Say whether a message is only how a runner puts that something did not pass."""
    return message.strip(" \t●.:").lower() in _VAGUE


def _chain(lines: Lines) -> Lines:
    """Return the part of Python's trace that is about the root: what was raised on purpose from what, but not what merely followed."""
    bare = [line.strip() for line in lines]
    first = len(bare) - bare[::-1].index(_DURING) if _DURING in bare else 0
    last = bare.index(_FROM, first) if _FROM in bare[first:] else len(bare)
    return lines[first:last]


def _caused(lines: Lines) -> Thrown | None:
    """Return the innermost cause, which is printed last."""
    for index in range(len(lines) - 1, -1, -1):
        if found := _INNER.match(lines[index]):
            return _worded(found[1], lines[index + 1 :])
    return None


def _pytest(lines: Lines) -> Thrown | None:
    """Return what pytest marks with E: its first line, unless only a later one names an exception."""
    marked = [line[1:].strip() for line in lines if line.startswith("E ")]
    if not marked:
        return None
    start = 0
    if not marked[0].startswith("assert") and not _names(marked[0]):
        start = next((index for index, line in enumerate(marked) if _names(line)), 0)
    made = _worded(marked[start], marked[start + 1 :], any_type=True)
    kind = made.type or ("AssertionError" if made.message.startswith("assert") else "")
    return Thrown(type=kind, message=made.message, lines=lines)


def _python(lines: Lines) -> Thrown | None:
    """Return what stands behind the last frame of Python's own trace."""
    frames = [index for index, line in enumerate(lines) if line.lstrip(" |").startswith('File "')]
    for index in range(frames[-1] + 1, len(lines)) if frames else ():
        if not lines[index].startswith("  ") and _names(lines[index], any_type=True):
            made = _worded(lines[index], lines[index + 1 :], any_type=True)
            return Thrown(type=made.type, message=made.message, lines=lines)
    return None


def _other(lines: Lines) -> Thrown | None:
    """Return the first exception or panic that any other trace names."""
    for index, line in enumerate(lines):
        if panic := _PANIC.match(line) or _RUST.match(line):
            return Thrown(type="panic", message=_worded(panic[1], lines[index + 1 :]).message, lines=lines[index:])
        if found := _TESTIFY.match(line):
            return Thrown(type="", message=_worded(found[1], lines[index + 1 :]).message, lines=lines)
        if _names(line.strip()) and not _FRAME.match(line):
            return _worded(line, lines[index + 1 :])
    return None


def _told(case: Case, lines: Lines) -> Thrown:
    """Return the runner's message, or the first line of the text that says more."""
    message = case.message
    if found := _FIXTURE.match(message):
        message = found[1].rstrip('"')
    if is_vague(message):
        message = next(filter(None, map(_said, lines)), message)
    made = _worded(message, ())
    return Thrown(type=made.type or case.type.rpartition(".")[2], message=made.message, lines=lines)


def _said(line: str) -> str:
    """Return what a line of a text says, unless that is nothing or only what the test is called."""
    if line.startswith(("=== ", "--- ", "====")):
        return ""
    said = _GO_PLACE.sub("", line, count=1)
    return "" if is_vague(said) else said.strip(" \t●")


def _names(line: str, *, any_type: bool = False) -> bool:
    """Say whether a line begins with the name of an exception."""
    found = _TYPED.match(line)
    kind = _last(found[1]) if found else ""
    return kind.endswith((*_ENDINGS, "error")) or (any_type and kind[:1].isupper())


def _last(kind: str) -> str:
    return kind.rpartition(".")[2]


def _worded(line: str, rest: Sequence[str], *, any_type: bool = False) -> Thrown:
    """Split a line into type and message; a message that has not begun, or goes on below, is read there."""
    line = line.strip()
    found = _TYPED.match(line) if _names(line, any_type=any_type) else None
    message = (found[2] or "").strip() if found else line
    below = iter([each.strip() for each in islice(rest, _MOST_BELOW) if each.strip()])
    while not message or message.endswith(":"):
        more = next(below, "")
        if not more or _FRAME.match(more):
            break
        message = f"{message} {more}".strip()
    return Thrown(type=_last(found[1]) if found else "", message=message, lines=tuple(rest))
