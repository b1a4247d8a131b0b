"""The folders of a ledger's records: one for each month, and what only looks like one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.evidence.ids import DIGEST
from gatekeeper.evidence.ledger import files
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YEAR, MONTH = "[0-9]{4}", "0[1-9]|1[0-2]"
RECORD = re.compile(rf"{DIGEST}\.json")
_YEAR, _MONTH = re.compile(YEAR), re.compile(MONTH)
_IN_ANY_CASE = re.compile(RECORD.pattern, re.IGNORECASE)


def months(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the folder of every month with its name, the newest first."""
    for year in files.folders(folder, _YEAR):
        yield from ((f"{year.name}/{month.name}", month) for month in files.folders(year, _MONTH))


def strangers(folder: Path) -> Iterator[str]:
    """Yield what has the name of a year, a month or a record and is none, with the reason: nobody knows what it holds."""
    odd = [*files.odd(folder, _YEAR, folders=True)]
    odd += [each for year in files.folders(folder, _YEAR) for each in files.odd(year, _MONTH, folders=True)]
    odd += [each for _, month in months(folder) for each in files.odd(month, _IN_ANY_CASE, folders=False)]
    yield from (printable(f"{path.relative_to(folder)}: {why}") for path, why in odd)
