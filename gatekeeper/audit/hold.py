"""Hold claims against records: each is what the evidence says, or not, and nothing is believed that no record speaks about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gatekeeper.audit.anchor import Anchor, parse
from gatekeeper.audit.claim import Kind
from gatekeeper.audit.finding import Finding, Held, State
from gatekeeper.audit.hold_numbers import hold_numbers
from gatekeeper.audit.hold_states import hold_state
from gatekeeper.audit.hold_tests import hold_tests
from gatekeeper.audit.hold_ticks import hold_tick

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from gatekeeper.audit.asked import Asking
    from gatekeeper.audit.claim import Claim
    from gatekeeper.audit.document import Document
    from gatekeeper.audit.evidence import Evidence, Snapshot
    from gatekeeper.audit.figure import Figure

CHECK = "run gatekeeper check, then audit again"
_SILENT = {
    Kind.COVERAGE: "coverage",
    Kind.HEALTH: "health or completeness in percent",
    Kind.PERFORMANCE: "performance",
}
_LEAVE = "leave it out, write it as a plan or a target, or bind it to evidence with an anchor"
_WRITE = "write what the record says, or put the number into a region that gatekeeper render writes"


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Everything that claims are held against. ``block`` are the kinds that fail the audit."""

    evidence: Evidence
    asking: Asking
    block: Collection[str]

    def findings(self, document: Document) -> Iterator[Finding]:
        """Return what came of every claim of a document, in its order."""
        counted: dict[int, Held] = {}
        claims = sorted(document.claims, key=lambda claim: claim.kind is Kind.STATUS)
        found: dict[int, Held] = {}
        for claim in claims:
            held = self.held(claim, document)
            if claim.kind in {Kind.PASS_RATE, Kind.TEST_COUNT}:
                counted.setdefault(claim.line, held)
            elif claim.kind is Kind.STATUS and claim.line in counted and claim.word.startswith(("pass", "fail", "green", "red", "success")):
                held = counted[claim.line]  # the word is about what is counted beside it
            found[id(claim)] = held
        for claim in document.claims:
            yield self.finding(claim, found[id(claim)])

    def finding(self, claim: Claim, held: Held) -> Finding:
        """Return a claim with what came of it."""
        blocking = claim.kind in self.block and held.state is not State.SUPPORTED
        return Finding(claim=claim, state=held.state, blocking=blocking, evidence=held.evidence, remedy=held.remedy, held=held.steps)

    def held(self, claim: Claim, document: Document) -> Held:
        """Return what came of one claim."""
        held = self._held(claim, document)
        if held.state is State.STALE and document.history:
            return replace(held, state=State.SUPPORTED, evidence=f"{held.evidence} ({document.history})", remedy="")
        if held.state is State.CONTRADICTED and document.history:
            evidence = f"no record says so; {held.evidence} ({document.history})"
            return replace(held, state=State.UNSUPPORTED, evidence=evidence)
        return held

    def _held(self, claim: Claim, document: Document) -> Held:
        if claim.anchor is not None:
            return self._anchored(claim, document)
        if claim.kind in _SILENT:
            return Held(state=State.UNSUPPORTED, evidence=f"nothing in a record speaks about {_SILENT[claim.kind]}", remedy=_LEAVE)
        if not (self.evidence.now or self.evidence.past):
            return Held(state=State.UNSUPPORTED, evidence=self.evidence.problem, remedy=CHECK)
        if claim.kind in {Kind.PASS_RATE, Kind.TEST_COUNT}:
            found = self.asking(claim, document)
            return hold_tick(hold_numbers(found, self.evidence), found, document.low(claim.line), self.evidence.now)
        return hold_tests(claim, document, self.evidence) or hold_state(claim, document, self.evidence, self.asking.scopes)

    def _anchored(self, claim: Claim, document: Document) -> Held:
        anchor = parse(claim.anchor or "", self.evidence.categories)
        if isinstance(anchor, Held):
            return anchor if self.evidence.now or self.evidence.past else replace(anchor, evidence=self.evidence.problem, remedy=CHECK)
        own = [each.figure for each in self.asking(claim, document)]
        if not anchor.state and not anchor.bound(own):
            problem = f"the anchor {anchor.text!r} asks for a number that the text does not have"
            return Held(state=State.UNSUPPORTED, evidence=problem, remedy="write the number, or give the anchor a threshold")
        steps = (f"the anchor {anchor.text!r}",)
        return replace(_bound(anchor, own, self.evidence), steps=steps)


def _bound(anchor: Anchor, own: Sequence[Figure], evidence: Evidence) -> Held:
    """Return what the records say about an anchor."""
    now = evidence.now
    answer = anchor.true_of(now, own) if now else None
    if now and answer:
        return Held(state=State.SUPPORTED, evidence=f"{_said(anchor, now, own)}")
    older = next((each for each in evidence.past if anchor.true_of(each, own)), None)
    against = _said(anchor, now, own) if now else evidence.problem
    if older:
        return Held(state=State.STALE, evidence=f"true of {older.about}; {against}", remedy=_WRITE)
    if answer is None:
        return Held(state=State.UNSUPPORTED, evidence=against, remedy=CHECK)
    return Held(state=State.CONTRADICTED, evidence=against, remedy=_WRITE)


def _said(anchor: Anchor, snapshot: Snapshot, own: Sequence[Figure]) -> str:
    return f"{anchor.says(snapshot, own)}: {snapshot.about}"
