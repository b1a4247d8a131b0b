"""Where a document contradicts itself or another one, and what that does to the findings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gatekeeper.audit.finding import Finding, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gatekeeper.audit.claim import Kind

CORRECT = "correct the one that is wrong"


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """A contradiction that concerns the claims of these kinds in a line.

    ``own`` is one that no evidence can excuse: the arithmetic of the line itself is wrong. Otherwise a claim that the evidence
    supports is not the wrong one.
    """

    path: str
    line: int
    text: str
    kinds: frozenset[Kind]
    own: bool = False


def clashed(findings: Sequence[Finding], clashes: Iterable[Clash]) -> tuple[Finding, ...]:
    """Return the findings with the contradictions in them."""
    by_line: dict[tuple[str, int], list[Clash]] = {}
    for each in clashes:
        by_line.setdefault((each.path, each.line), []).append(each)
    return tuple(_with(each, by_line.get((each.claim.path, each.claim.line), ())) for each in findings)


def _with(finding: Finding, clashes: Sequence[Clash]) -> Finding:
    mine = [each for each in clashes if finding.claim.kind in each.kinds]
    if not mine or (finding.state is State.SUPPORTED and not any(each.own for each in mine)):
        return finding
    text = "; ".join(dict.fromkeys(each.text for each in mine))
    if finding.state in {State.CONTRADICTED, State.STALE} and not any(each.own for each in mine):
        return replace(finding, evidence=f"{finding.evidence}; {text}")
    evidence = text if finding.state in {State.UNSUPPORTED, State.SUPPORTED} else f"{text}; {finding.evidence}"
    return replace(finding, state=State.INCONSISTENT, evidence=evidence, remedy=CORRECT)
