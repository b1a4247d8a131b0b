"""What a category wants from its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.model import Selection

KEEP = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Want:
    """Which tests belong to the category, which groups to count apart, how many failures to keep whole."""

    category: str
    tests: tuple[str, ...] = ()
    selections: frozenset[Selection] = field(default_factory=frozenset)
    reruns: bool = False
    keep: int = KEEP
