"""A partial record: canonical JSON with everything that a later ``check`` needs of one witnessed run.

It stands at ``.gatekeeper/runs/NAME-K.json``, its inventory at ``NAME-K.cases.jsonl.gz`` beside it, and what the command wrote
into its own folder in ``NAME-K/``. Paths of reports are relative to the folder that the part is in.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from gatekeeper import __version__
from gatekeeper.evidence.canonical import canonical
from gatekeeper.evidence.expected import Expected
from gatekeeper.evidence.inventory import Inventory
from gatekeeper.evidence.parts.row import Row
from gatekeeper.model.witness import Witness


class Tool(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who made the part."""

    name: str = "gatekeeper"
    version: str = __version__


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"format": "$format"}):
    """One witnessed run of a category's command, and what its reports say.

    ``want`` is what was asked of the reports: where ``check`` asks for anything else, they must be read again.
    ``expected`` are the tests that were listed before the run, where the category has a command that does so.
    """

    format: Literal["gatekeeper-part-1"] = "gatekeeper-part-1"  # sorts first, so that a part is known by its first bytes
    tool: Tool = Tool()
    gate: str
    category: str
    witness: Witness
    want: dict[str, bool | int | str | list[str]]
    readings: tuple[Row, ...]
    inventory: Inventory | None
    expected: Expected | None = None


def encode(part: Part) -> bytes:
    """Return the canonical bytes."""
    return canonical(part)


def decode(data: bytes) -> Part:
    """Read a part; raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return msgspec.json.decode(data, type=Part)
