"""One rule's answer, placed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.model.outcome import Outcome, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleResult:
    """One rule's answer for one category, or for the run when ``category`` is None."""

    rule: str
    category: str | None
    outcome: Outcome
    verdict: Verdict
    reason: str
    remedy: str = ""
    blocking: bool = True
