"""A reading as a row of a part. Its fields are those of the reading itself: what the reader finds, a part carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Annotated, Any, get_type_hints

import msgspec

from gatekeeper.junit.reading import Reading
from gatekeeper.model import Counts, Selection

_HERE = "part"  # where the rows are on this machine, which is nobody else's business
_KNOWN = {"Mapping": Mapping, "datetime": Annotated[datetime, msgspec.Meta(tz=True)]}


def _kinds() -> dict[str, Any]:
    hints = get_type_hints(Reading, localns=_KNOWN, include_extras=True)
    kinds = {each.name: hints[each.name] for each in fields(Reading) if each.name != _HERE}
    return {**kinds, "selected": list[tuple[Selection, Counts]]}  # JSON has no keys but texts


_FIELDS = _kinds()
Row: Any = msgspec.defstruct("Row", list(_FIELDS.items()), frozen=True, kw_only=True, forbid_unknown_fields=True)


def row_of(reading: Reading) -> Any:  # noqa: ANN401 - a struct that is made from the reading's fields
    """Return a reading as a row."""
    values = {name: getattr(reading, name) for name in _FIELDS}
    return Row(**{**values, "selected": sorted(reading.selected.items(), key=str)})


def reading_of(row: Any, part: str | None) -> Reading:  # noqa: ANN401
    """Return the reading that a row was made from; ``part`` is the file that its inventory rows are in."""
    values = {name: getattr(row, name) for name in _FIELDS}
    return Reading(**{**values, "selected": dict(row.selected)}, part=part)
