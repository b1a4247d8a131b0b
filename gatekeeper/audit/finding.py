"""What came of holding a claim against the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.audit.claim import Claim


class State(StrEnum):
    """What a claim is, held against the evidence and against its own document. Declared from best to worst."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    STALE = "stale"
    CONTRADICTED = "contradicted"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A state with its reason: ``steps`` say for --explain which evidence was asked, and about what."""

    state: State
    evidence: str
    remedy: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A claim and what it was found to be; ``accepted`` is one that the baseline lets pass."""

    claim: Claim
    state: State
    blocking: bool
    evidence: str
    remedy: str = ""
    held: tuple[str, ...] = ()
    accepted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Something about a document that is no claim of a checkable kind; it never fails an audit. ``line`` 0 is the document as a whole."""

    path: str
    line: int
    text: str
