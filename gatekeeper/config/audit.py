"""What `gatekeeper audit` reads and which claims it fails on: the table [audit] once it is sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BLOCKING = ("pass_rate", "test_count", "coverage", "health_pct", "readiness")


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """Globs are relative to the configuration's folder; no ``paths`` are all Markdown files below it.

    ``block`` are the kinds of claims that fail the audit, the others only warn; ``words`` adds to the words that make a claim, by kind.
    Documents that match ``history`` may be true of an older record. ``categories`` maps words of a text, in lower case, to categories.
    """

    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    block: tuple[str, ...] = BLOCKING
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    history: tuple[str, ...] = ()
    categories: Mapping[str, str] = field(default_factory=dict)
