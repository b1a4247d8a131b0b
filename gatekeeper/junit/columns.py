"""From the cases of a suite to columns: ids, durations, and what their attributes say about running.

Working on whole suites keeps the inner loops in C: the slow paths below see only cases that are
written in an unusual way.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from gatekeeper.junit import codes, numbers
from gatekeeper.junit.identity import LONGEST, one_line
from gatekeeper.junit.source import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Attributes = dict[str, str]

_NAME = itemgetter("name")
_TIME = itemgetter("time")
_USUAL = 3
MOST_ATTRIBUTES = 1000
_CONTROLS = "\0\t\n\r\x7f"
_NOT_RUN = frozenset({"notrun", "disabled", "skipped", "suppressed"})
_UNDECIDED = frozenset(
    {"untested", "undefined", "inconclusive", "notrunnable", "blocked", "cancelled", "canceled", "interrupted", "ambiguous", "unknown"}
)
_FAILED = frozenset(
    {"failed", "failure", "fail", "error", "errored", "broken", "timeout", "timedout", "aborted", "crashed", "hook_error", "cleanup_error"}
)


class Columns(NamedTuple):
    """The cases of a suite. ``usual`` is true when no case has other attributes than classname, name and time.

    A case without a name has an id of its own that starts with NUL, which no XML can hold: nobody
    can say that two of them are the same test. ``unreadable`` is the durations that are no number.
    """

    ids: list[str]
    seconds: Sequence[float | None]
    unreadable: list[str]
    usual: bool


def columns(cases: list[Attributes], suite: str, first: int) -> Columns:
    """Return the columns. ``first`` is how many cases of the suite came before these."""
    ids: list[str] = []
    try:
        ids = [f"{attrs['classname'] or suite}::{attrs['name']}" for attrs in cases]
        texts = list(map(_TIME, cases))
        usual = set(map(len, cases)) == {_USUAL}
        named = all(map(_NAME, cases))
    except KeyError:
        texts = [attrs.get("time", "") for attrs in cases]
        usual = named = False
    if not usual and max(map(len, cases), default=0) > MOST_ATTRIBUTES:
        raise Refused(f"an element has more than {MOST_ATTRIBUTES} attributes")
    if not named:
        ids = [_odd_id(attrs, suite, first + index) for index, attrs in enumerate(cases)]
    quick = numbers.all_seconds(texts)
    if quick is not None:
        return Columns(ids, quick, [], usual)
    slow = [numbers.seconds(text) for text in texts]
    return Columns(ids, slow, [text for text, each in zip(texts, slow, strict=True) if text and each is None], usual)


def id_of(attrs: Mapping[str, str], suite: str) -> str:
    """Return the id of one case as it is printed."""
    return one_line(f"{attrs.get('classname') or suite}::{attrs.get('name', '')}")


def _odd_id(attrs: Mapping[str, str], suite: str, index: int) -> str:
    name = f"{attrs.get('classname') or suite}::{attrs.get('name', '')}"
    return name if attrs.get("name") else f"\0{index}\0{name}"


def printed(name: str) -> str:
    """Return an id without the mark of a nameless case."""
    return name.rpartition("\0")[2]


def on_one_line(ids: list[str]) -> list[str]:
    """Return the ids without line breaks and control characters, and not too long; marks stay."""
    joined = "".join(ids)
    # XML turns raw line breaks into spaces and forbids most controls: only references can bring these few.
    clean = not any(each in joined for each in _CONTROLS) if joined.isascii() else joined.isprintable()
    if clean and max(map(len, ids), default=0) <= LONGEST:
        return ids
    return [name[: -len(printed(name)) or None] + one_line(printed(name)) if "\0" in name else one_line(name) for name in ids]


def says_not_run(attrs: Mapping[str, str]) -> bool:
    """Say whether the attributes of a case say that it was not run."""
    return bool(_says(attrs) & _NOT_RUN) or attrs.get("executed", "").lower() == "false"


def says_failed(attrs: Mapping[str, str]) -> bool:
    """Say whether the attributes of a case say that it failed, or that nobody can say it passed."""
    return bool(_says(attrs) & (_FAILED | _UNDECIDED)) or attrs.get("success", "").lower() == "false"


def mark_not_run(cases: list[Attributes], marks: dict[int, int]) -> list[int]:
    """Mark the cases that say they were not run; return those that say they failed and show no result."""
    lost = []
    for index, attrs in enumerate(cases):
        if says_not_run(attrs):
            marks[index] = codes.merge(marks.get(index, codes.PASSED), codes.SKIPPED)
        elif says_failed(attrs) and _unshown(attrs, marks.get(index, codes.PASSED) & codes.OUTCOME):
            lost.append(index)
    return lost


def _unshown(attrs: Mapping[str, str], outcome: int) -> bool:
    """Say whether the result that a case shows is better than what its attributes say; one that is undecided is often skipped."""
    says = _says(attrs)
    undecided = bool(says & _UNDECIDED) and not says & _FAILED
    return outcome < codes.FAILED and not (undecided and outcome == codes.SKIPPED)


def _says(attrs: Mapping[str, str]) -> set[str]:
    return {attrs.get("status", "").lower(), attrs.get("result", "").lower()}
