"""Small JSON files that anybody may have written: what they say, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gatekeeper.evidence.disk import regular, unfollowed

if TYPE_CHECKING:
    from pathlib import Path

_Kind = TypeVar("_Kind")


def read_small(path: Path | str, kind: type[_Kind], most: int) -> _Kind | None:
    """Return the value in a regular file of at most ``most`` bytes; None where there is none that can be read."""
    import msgspec  # noqa: PLC0415 - most runs have no such file

    try:
        with open(path, "rb", opener=unfollowed) as file:
            return msgspec.json.decode(file.read(most), type=kind) if regular(file, most) else None
    except (OSError, ValueError, RecursionError):  # what msgspec raises is a ValueError
        return None
