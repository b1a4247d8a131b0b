"""Where the listed tests of a category are: beside its partial records, or in a file. Nothing in it is believed unchecked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest
from typing import TYPE_CHECKING

from gatekeeper.errors import why
from gatekeeper.evidence.disk import regular, unfollowed
from gatekeeper.evidence.expected import list_beside
from gatekeeper.evidence.expected_lines import UnlistedError, ids
from gatekeeper.evidence.lines import MOST_PACKED, lines
from gatekeeper.junit.identity import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gatekeeper.evidence.expected import Expected
    from gatekeeper.model import Category
    from gatekeeper.rules.source import Source

_MOST_FILE = 512 << 20
Lines = Callable[[], "Iterator[str]"]
_WITNESS = "let gatekeeper run run the tests: it lists them first"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A partial record of a category: where it stands, and what was listed before its run, or None."""

    category: str
    part: Path
    expected: Expected | None


def lists_of(source: Source, listed: Sequence[Listed], category: Category) -> list[Lines]:
    """Return what was listed before every run that was seen, the same list once: each shard may list all tests.

    Raises UnlistedError where one of them has no list.
    """
    if not category.witnesses or not listed:
        raise UnlistedError(f"no run of {category.name} was seen, so nothing was listed before", _WITNESS)
    found: dict[str, Lines] = {}
    for each in listed:
        if each.expected is None:
            raise UnlistedError(f"{one_line(each.part.name)} was made without a list of tests", _WITNESS)
        if each.expected.missing or not each.expected.path or not each.expected.sha256:
            missing = one_line(each.expected.missing) or "it was not kept"
            raise UnlistedError(f"{source.words}: {missing}", one_line(each.expected.remedy))
        found.setdefault(each.expected.sha256, partial(_of_part, each.part, each.expected))
    return list(found.values())


def _of_part(part: Path, expected: Expected) -> Iterator[str]:
    """Yield the ids beside a part; raises UnlistedError where they are not what the part says."""
    path, number = list_beside(part), 0
    try:
        with open(path, "rb", opener=unfollowed) as file:
            if not regular(file, MOST_PACKED):
                raise UnlistedError(f"{one_line(path.name)} is no list of tests")
            if file_digest(file, "sha256").hexdigest() != expected.sha256:
                raise UnlistedError(f"the SHA-256 of {one_line(path.name)} is not the one in {one_line(part.name)}", _WITNESS)
            file.seek(0)
            for block in lines(file):
                for line in block.decode().split("\n"):
                    number += 1
                    yield line
    except (OSError, ValueError) as error:
        why_not = why(error) if isinstance(error, OSError) else "it is damaged"
        raise UnlistedError(f"{one_line(path.name)} cannot be read: {why_not}", "keep it beside its partial record") from error
    if number != expected.tests:
        raise UnlistedError(f"{one_line(path.name)} lists {number} tests, {one_line(part.name)} says {expected.tests}", _WITNESS)


def of_file(base: Path, name: str) -> Iterator[str]:
    """Yield the ids in a file of the configuration's folder."""
    try:
        with open(base / name, "rb", opener=unfollowed) as file:
            if not regular(file, _MOST_FILE):
                raise UnlistedError(f"{name} is no list of tests")
            yield from ids(file)
    except OSError as error:
        raise UnlistedError(f"{name} cannot be read: {why(error)}", "commit the file, or name another one") from error
