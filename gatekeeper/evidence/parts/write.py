"""Write a part: read the reports of a witnessed run, and keep what they say beside what was seen.

Part and inventory take their places together. A part is written where there is no report at all, too: that nothing came of a run
is what the witness has to say.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from gatekeeper.errors import DeliveryError
from gatekeeper.evidence.inventory import EMPTY
from gatekeeper.evidence.parts.opened import Opened
from gatekeeper.evidence.parts.part import Part, encode
from gatekeeper.evidence.parts.row import row_of
from gatekeeper.evidence.place import Place
from gatekeeper.junit.find import printable
from gatekeeper.junit.pool import Task, read_all
from gatekeeper.junit.wanted import as_asked, want_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gatekeeper.config.settings import CategoryConfig, Config
    from gatekeeper.evidence.expected import Expected
    from gatekeeper.junit.reading import Reading
    from gatekeeper.model.witness import Witness

_HOW = "let gatekeeper run write into its folder: a run without its partial record cannot be judged elsewhere"


class UnwrittenError(DeliveryError):
    """A part that could not be written. The verdict stands: ``opened`` is judged in its place."""

    def __init__(self, message: str, opened: Opened) -> None:
        super().__init__(message, _HOW)
        self.opened = opened


def write(  # noqa: PLR0913 - all that is known of one run
    config: Config,
    category: CategoryConfig,
    witness: Witness,
    files: Mapping[str, str],
    path: Path,
    progress: Callable[[int], None] | None = None,
    *,
    expected: Expected | None = None,
) -> Path:
    """Read the reports, of which ``files`` maps a path that can be opened to the path that is shown, and write the part to ``path``.

    ``expected`` is what was listed before the run (gatekeeper.evidence.expected), where the category asks for it.
    Raises UnwrittenError where the disk refuses.
    """
    config = config.in_environment(category.name, witness.environment)
    want = want_of(next(each for each in config.categories if each.name == category.name), config)
    with Place(path) as place:
        tasks = [
            Task(path=name, shown=_from(name, path), want=want, part=f"{place.part}-{number}" if place.part else None)
            for number, name in enumerate(files)
        ]
        readings = list(read_all(tasks, progress))
        inventory = place.join(readings)
        part = Part(
            gate=config.gate,
            category=category.name,
            witness=witness,
            want=as_asked(want),
            readings=tuple(map(row_of, _placed(readings))),
            inventory=inventory,
            expected=expected,
        )
        place.settle(encode(part))
    if place.error:
        bare = tuple(replace(each, part=None, span=(0, 0), rows=0) for each in readings)
        raise UnwrittenError(place.error.message, Opened(path=path, digest="", part=part, readings=bare))
    return path


def _from(name: str, path: Path) -> str:
    """Return the path of a report as the part says it: relative to the part's folder, with ``/`` on every system."""
    try:
        relative = os.path.relpath(name, path.parent)
    except ValueError:  # another drive
        relative = os.path.basename(name)
    return printable(relative.replace(os.sep, "/"))


def _placed(readings: list[Reading]) -> list[Reading]:
    """Return the readings with their rows where they are in the inventory, which begins with an empty member."""
    placed, begin = [], len(EMPTY)
    for reading in readings:
        end = begin + reading.span[1] - reading.span[0]
        placed.append(replace(reading, part=None, span=(begin, end)))
        begin = end
    return placed
