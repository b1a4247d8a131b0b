"""The inventory of a part, held to what its readings say: digest, rows, and their number by outcome. One pass, some rows at a time."""

from __future__ import annotations

import os
from collections import Counter
from hashlib import file_digest
from typing import TYPE_CHECKING, Any

import msgspec

from gatekeeper.evidence.cases import Row, beside
from gatekeeper.evidence.disk import regular, unfollowed
from gatekeeper.evidence.inventory import EMPTY
from gatekeeper.evidence.lines import MOST_PACKED, lines
from gatekeeper.junit.identity import LONGEST, matcher, one_line
from gatekeeper.junit.source import Refused
from gatekeeper.model import CaseOutcome, Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from io import BufferedReader
    from pathlib import Path

    from gatekeeper.evidence.parts.part import Part
    from gatekeeper.model import Selection

_OUTCOMES = tuple(CaseOutcome)


class _Window:
    """Some bytes of an open file, as a file of their own."""

    def __init__(self, file: BufferedReader, begin: int, end: int) -> None:
        self._file, self._left = file, end - begin
        file.seek(begin)

    def read(self, size: int) -> bytes:
        """Return the next bytes, or none at the end."""
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        return data


def tally(path: Path, part: Part, selections: Collection[Selection]) -> tuple[Path, list[Mapping[Selection, Counts]]]:
    """Return where the inventory of a part is, and for every reading the counts of the selections that it does not bring.

    Raises Refused where the inventory is not the one that the part was written with.
    """
    if part.inventory is None:
        raise Refused("it names no inventory")
    for place in beside(path, part.inventory):
        try:
            with open(place, "rb", opener=unfollowed) as file:
                return place, _tallied(file, part, selections)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise Refused(f"its inventory cannot be read: {error.strerror}") from error
        except (ValueError, RecursionError) as error:
            raise Refused("its inventory is damaged") from error
    raise Refused(f"its inventory {part.inventory.path[:200]} is not beside it")


def _tallied(file: BufferedReader, part: Part, selections: Collection[Selection]) -> list[Mapping[Selection, Counts]]:
    if not regular(file, MOST_PACKED):
        raise Refused("its inventory is no file, or larger than is read")
    if part.inventory and file_digest(file, "sha256").hexdigest() != part.inventory.sha256:
        raise Refused("its inventory was changed: the SHA-256 is not the one in the part")
    _check_spans(file, part.readings, os.fstat(file.fileno()).st_size)
    counted = [_count(file, part.category, row, selections) for row in part.readings]
    if part.inventory and sum(row.rows for row in part.readings) != part.inventory.tests:
        raise Refused("its inventory does not list as many tests as it says")
    return counted


def _check_spans(file: BufferedReader, readings: Sequence[Any], size: int) -> None:
    """Check that the rows of the readings are the whole of the inventory, in order: what nobody counted is no row of it."""
    file.seek(0)
    end = len(EMPTY) if file.read(len(EMPTY)) == EMPTY else -1
    for row in readings:
        begin, after = row.span
        if begin != end or after < begin:
            raise Refused("its inventory does not follow its report files")
        end = after
    if end != size:
        raise Refused("its inventory holds more than its report files")


def _count(file: BufferedReader, category: str, row: Any, selections: Collection[Selection]) -> Mapping[Selection, Counts]:  # noqa: ANN401
    known = {selection for selection, _ in row.selected}
    groups = {each: _Group(each) for each in selections if each not in known}
    decoder = msgspec.json.Decoder(Row)
    outcomes: Counter[str] = Counter()
    total = 0
    for block in lines(_Window(file, *row.span)):  # type: ignore[arg-type] # it reads as a file does
        rows = decoder.decode_lines(block)
        _check_rows(rows, category)
        total += len(rows)
        if total > row.rows:  # what is small when packed may have a billion
            break
        outcomes.update([each[2] for each in rows])
        for group in groups.values():
            group.take(rows)
    if total != row.rows or any(outcomes[each] != getattr(row.counts, each) for each in _OUTCOMES):
        raise Refused(f"its inventory does not agree with its counts of {row.file.path[:200]}")
    return {each: group.counts() for each, group in groups.items()}


def _check_rows(rows: Sequence[Row], category: str) -> None:
    if {each[0] for each in rows} - {category}:
        raise Refused("its inventory lists tests of another category")
    ids = [each[1] for each in rows]
    if not ("".join(ids).isprintable() and max(map(len, ids), default=0) <= LONGEST) and not all(one_line(each) == each for each in ids):
        raise Refused("its inventory holds an id that cannot be printed")


class _Group:
    """The tests of one selection, counted."""

    def __init__(self, selection: Selection) -> None:
        self._tests: Callable[[str], object] = matcher(selection.tests)
        self._excused = matcher(selection.excused) if selection.excused else None
        self._outcomes: Counter[str] = Counter()

    def take(self, rows: Sequence[Row]) -> None:
        """Count the rows that belong to it."""
        tests, excused = self._tests, self._excused
        self._outcomes.update(each[2] for each in rows if tests(each[1]) and (excused is None or excused(each[1])))

    def counts(self) -> Counts:
        """Return the counts; what an inventory does not tell, such as which errors are of collection, is none of them."""
        return Counts(**{str(each): self._outcomes[each] for each in _OUTCOMES})
