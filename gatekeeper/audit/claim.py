"""What a document claims: one value for each line and kind, with all that is needed to hold it against evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

LONGEST = 300


class Kind(StrEnum):
    """What a claim is about."""

    PASS_RATE = "pass_rate"  # noqa: S105 - no password
    TEST_COUNT = "test_count"
    COVERAGE = "coverage"
    HEALTH = "health_pct"
    PERFORMANCE = "performance"
    READINESS = "readiness"
    STATUS = "status_word"


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number of a claim: ``of`` is the other half of a pair such as 51 of 61; columns count from 1."""

    value: Fraction
    unit: str
    text: str
    column: int
    of: Fraction | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A sentence, bullet, heading or table row that asserts a checkable state in the document's own voice.

    ``line`` and ``column`` count from 1, in characters of the file as it is; ``headings`` has the outermost first; ``subject``
    holds the words around that may name a category; ``why`` says which words and which structure made it a claim.
    """

    path: str
    line: int
    column: int
    text: str
    kind: Kind
    numbers: tuple[Number, ...] = ()
    word: str = ""
    positive: bool | None = None
    headings: tuple[str, ...] = ()
    ticked: bool | None = None
    subject: str = ""
    anchor: str | None = None
    why: tuple[str, ...] = ()
