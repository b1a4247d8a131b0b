"""What a policy was held against, and what differs: a loosening shows, and is not in force."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec


class Kind(StrEnum):
    """How a setting differs from the base. What is loosened, removed or changed is not in force: the base's stands."""

    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"


OVERRULED = (Kind.LOOSENED, Kind.CHANGED, Kind.REMOVED)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference in written form. ``category`` is None for the gate as a whole, ``setting`` for a whole category."""

    change: Kind
    category: str | None = None
    setting: str | None = None
    base: str | None = None
    head: str | None = None


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What a policy was held against; pull-request is for files that one edits. ``ref`` is a git ref or a path.

    No ref is that there was no pull request, no digest that there was no file.
    """

    kind: Literal["base", "extends", "pull-request"]
    ref: str | None = None
    commit: str | None = None
    sha256: str | None = None
    changes: tuple[Change, ...] = ()
