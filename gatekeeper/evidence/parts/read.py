"""Read a part that somebody hands over: strictly, with bounds, and held to the files that are where it says."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from gatekeeper.errors import why
from gatekeeper.evidence.disk import unwaiting
from gatekeeper.evidence.parts.opened import Opened
from gatekeeper.evidence.parts.part import decode, encode
from gatekeeper.evidence.parts.places import RUNS
from gatekeeper.evidence.parts.row import reading_of
from gatekeeper.evidence.parts.sound import flaw
from gatekeeper.evidence.parts.tally import tally
from gatekeeper.junit.source import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from gatekeeper.evidence.parts.part import Part
    from gatekeeper.model import File, Selection

MOST_BYTES = 64 << 20
_HOW = "let every run write its reports to {out}, a folder of its own"


class ChangedError(Refused):
    """A report that is where the part says, and is another one."""


def bytes_of(path: Path) -> bytes:
    """Return what a part's file holds, or raise Refused; a pipe would be waited for, and a large file is none of ours."""
    try:
        with open(path, "rb", opener=unwaiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Refused("it is no regular file")
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Refused(f"it cannot be read: {why(error)}") from error
    if len(data) > MOST_BYTES:
        raise Refused(f"it has more than {MOST_BYTES >> 20} MiB")
    return data


def part_of(data: bytes) -> Part:
    """Return the part that bytes are, or raise Refused."""
    try:
        part = decode(data)
        # Of a key that stands there twice, each reader believes another one.
        written = encode(part) == data
    except (ValueError, RecursionError) as error:
        raise Refused(f"it is no partial record of this version: {error}") from error
    problem = flaw(part) if written else "it is not as gatekeeper run writes it"
    if problem:
        raise Refused(problem)
    return part


def open_part(
    path: Path,
    data: bytes,
    part: Part,
    base: Path,
    wanted: Callable[[Part], Collection[Selection]],
    known: Callable[[str], bool] = lambda _: False,
) -> Opened:
    """Return a part with its readings, or raise Refused where the inventory or a report is not the one that it was written with.

    ``wanted`` says which tests its category counts apart, ``known`` whether a file is a report that another part lists: shards that
    write to one place, one after the other, take the place of each other's.
    """
    inventory, counted = tally(path, part, wanted(part))
    for file in (row.file for row in part.readings):
        _check_report(path, file, base, known)
    readings = (reading_of(row, str(inventory)) for row in part.readings)
    whole = tuple(replace(each, selected={**each.selected, **more}) for each, more in zip(readings, counted, strict=True))
    return Opened(path=path, digest=sha256(data).hexdigest(), part=part, readings=whole)


def _check_report(part: Path, file: File, base: Path, known: Callable[[str], bool]) -> None:
    """Refuse a report that is where the part says, and is another one. One that is not there says nothing: parts travel alone."""
    for place in _places(part, file, base):
        try:
            with open(place, "rb", opener=unwaiting) as opened:
                found = os.fstat(opened.fileno())
                same = stat.S_ISREG(found.st_mode) and found.st_size == file.bytes
                same = same and file_digest(opened, "sha256").hexdigest() == file.sha256
            if not (same or known(place)):
                raise ChangedError(f"the report {file.path[:200]} was changed since it was witnessed: {_HOW}")
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, ValueError) as error:
            raise Refused(f"the report {file.path[:200]} cannot be read: {why(error)}") from error


def _places(part: Path, file: File, base: Path) -> Iterator[str]:
    """Yield where a report is; a path that leads out of the part's folder must stay in the configuration's.

    A part that was moved alone leads to what stands there by chance, such as the report of another job.
    """
    outside, home = ".." in file.path.split("/"), Path(os.path.abspath(part.parent))
    if file.sha256 is None or (outside and home.parts[-len(RUNS.parts) :] != RUNS.parts):
        return
    path = os.path.normpath(home / file.path)
    if os.path.commonpath([path, root := os.path.abspath(base if outside else home)]) == root:
        yield path
