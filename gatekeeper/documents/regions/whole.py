"""A file that is one region as a whole, where no Markdown is: its first line and its last one are the markers."""

from __future__ import annotations

import re

from gatekeeper.documents.regions.errors import RegionError
from gatekeeper.documents.regions.find import BOM, Region
from gatekeeper.documents.regions.marks import Begin, End, read

Ends = Region | None
_FIRST = re.compile(rf"{BOM}?(?P<mark>[^\r\n]*)(?P<ending>\r\n?|\n)")


def ends(text: str, name: str) -> Ends:
    """Return the region between the first and the last line, or None where these are no markers; raises RegionError."""
    first, stop = _FIRST.match(text), len(text.rstrip(" \t\r\n"))
    last = max(text.rfind("\n", 0, stop), text.rfind("\r", 0, stop)) + 1
    if first is None or last < first.end():
        return None
    try:
        begin, end = read(first["mark"]), read(text[last:stop])
    except ValueError as error:
        raise RegionError(f"{name}: its first or last line is {error}", f"remove {name}, and run gatekeeper render again") from error
    if not (isinstance(begin, Begin) and isinstance(end, End) and begin.id == end.id):
        return None
    return Region(
        begin=begin,
        sum=end.sum,
        inner=text[first.end() : last],
        ending=first["ending"],
        line=1,
        start=first.start("mark"),
        end=stop,
    )
