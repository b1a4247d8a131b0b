"""Does a part hold together? It may come from anybody's pull request: nothing of it is believed unread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from gatekeeper.config.places import NAME
from gatekeeper.evidence.ids import DIGEST
from gatekeeper.evidence.witnesses import MOST_WORDS, is_number_of_ours, leaves, strange
from gatekeeper.junit.identity import one_line
from gatekeeper.model import Counts, FileStatus, Problem, Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gatekeeper.evidence.parts.part import Part
    from gatekeeper.model import File

MOST_READINGS = 100_000
_MOST_TEXT = 100_000


def flaw(part: Part) -> str:
    """Return the first thing that no part of ours says, in words, or an empty text."""
    checks: tuple[Callable[[Part], Iterator[str]], ...] = (_sizes, _values, _names, _witness, _readings)
    return next((problem for check in checks for problem in check(part)), "")


def _sizes(part: Part) -> Iterator[str]:
    if len(part.readings) > MOST_READINGS:
        yield f"it lists more than {MOST_READINGS} report files"


def _values(part: Part) -> Iterator[str]:
    """Check every text and number of the readings, wherever it stands."""
    rows = [msgspec.to_builtins(each) for each in part.readings]
    for each in leaves(rows, MOST_READINGS):
        if (isinstance(each, str) and len(each) > _MOST_TEXT) or not is_number_of_ours(each):
            yield "it holds a text or a number that is none of ours"


def _names(part: Part) -> Iterator[str]:
    if not re.fullmatch(NAME, part.category) or part.witness.category != part.category:
        yield "it does not say which category it is of"
    if not re.fullmatch(r"[\w.+!-]{1,64}", part.tool.version, re.ASCII) or part.tool.name != "gatekeeper":
        yield "it does not say which version made it"
    if part.inventory is None or not re.fullmatch(DIGEST, part.inventory.sha256):
        yield "it names no inventory"


def _witness(part: Part) -> Iterator[str]:
    yield from strange(part.witness)


def _readings(part: Part) -> Iterator[str]:
    paths = [row.file.path for row in part.readings]
    if len(set(paths)) != len(paths):
        yield "it lists a report file twice"
    for row in part.readings:
        if not _is_file(row.file):
            yield "a report file is not written like one"
        if row.lost_rows is not None:
            yield "its inventory is not whole"
        yield from _numbers(row)


def _numbers(row: Any) -> Iterator[str]:  # noqa: ANN401 - a struct that is made from the reading's fields
    """Check that the counts and samples of one report agree with each other."""
    samples = (value for name in row.__struct_fields__ if isinstance(value := getattr(row, name), Sample))
    if any(each.count < len(each.first) for each in samples):
        yield "it counts fewer things than it lists"
    if len(row.failures) > row.results or not all(one_line(each.id) == each.id for each in row.failures):
        yield "its failures are not written like ours"
    if row.counts.flaky > row.counts.passed or row.counts.collection_errors > row.counts.errored:
        yield "its counts do not add up"
    if any(not _is_within(counts, row.counts) for _, counts in row.selected):
        yield "it counts more tests of a kind than there are"


def _is_file(file: File) -> bool:
    """Say whether a file is one that was counted, with its digest, or refused with a problem; a path leads somewhere from here."""
    sound = file.sha256 is None or re.fullmatch(DIGEST, file.sha256)
    path = 0 < len(file.path) <= MOST_WORDS and file.path.isprintable() and not file.path.startswith("/")
    if file.status is FileStatus.COUNTED:
        return bool(sound and path and file.sha256 and file.problem is None)
    return bool(sound and path and file.status is FileStatus.REFUSED and isinstance(file.problem, Problem))


def _is_within(part: Counts, whole: Counts) -> bool:
    return all(getattr(part, name) <= getattr(whole, name) for name in Counts.__slots__ if name != "cases")
