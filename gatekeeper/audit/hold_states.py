"""Hold words against verdicts: ready, resolved and passing are true of a PASSED record about what is checked out, and of no other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.asked import scope_of
from gatekeeper.audit.claim import Kind
from gatekeeper.audit.clause import clause
from gatekeeper.audit.finding import Held, State
from gatekeeper.audit.scope import Scope
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from gatekeeper.audit.claim import Claim
    from gatekeeper.audit.document import Document
    from gatekeeper.audit.evidence import Evidence, Snapshot
    from gatekeeper.audit.scope import Scopes

_TESTS = re.compile(r"\btests?\b|\bsuites?\b|\bbuilds?\b|\bci\b|\bpipeline\b|\bspecs?\b|\bpass(?:es|ed|ing)?\b")
_WORDS = "say what the record says: its verdict and its numbers"
_AGAIN = "run gatekeeper check, then audit again"
_WHOLE = "run gatekeeper check for the whole policy"
_BIND = "name the category, add the words to [audit.categories], or leave it out"


def hold_state(claim: Claim, document: Document, evidence: Evidence, scopes: Scopes) -> Held:
    """Return what the verdicts say about a claim in words."""
    about_tests = claim.kind is Kind.STATUS and bool(_TESTS.search(claim.subject.lower()))
    scope = Scope()
    if claim.kind is Kind.STATUS:
        around = clause(document.low(claim.line), document.index(claim.line, claim.column))
        scope = scope_of(claim, document, scopes, around, strict=about_tests)
    steps = (scope.unknown or scope.why,)
    if scope.unknown:
        return Held(state=State.UNSUPPORTED, evidence=scope.unknown, remedy=_BIND, steps=steps)
    if claim.positive is None:
        return Held(state=State.UNSUPPORTED, evidence="what it says of the state is unclear to a program", remedy=_BIND, steps=steps)
    if not claim.positive and claim.kind is Kind.STATUS and not about_tests:
        return Held(state=State.UNSUPPORTED, evidence="no test of the record speaks about it", remedy=_BIND, steps=steps)
    return _held(scope, evidence, good=claim.positive, steps=steps)


def _held(scope: Scope, evidence: Evidence, *, good: bool, steps: tuple[str, ...]) -> Held:
    now = evidence.now
    verdict = now.judged(scope.category) if now else None
    if now is None or verdict is None:
        return _unjudged(scope, evidence, good=good, steps=steps)
    said = f"{scope.category or 'the run'} is {verdict}: {now.about}{', with changes that are not committed' if now.dirty else ''}"
    if (verdict is Verdict.PASSED) is good:
        return Held(state=State.SUPPORTED, evidence=said, steps=steps)
    return Held(state=State.CONTRADICTED, evidence=said, remedy=_WORDS, steps=steps)


def _unjudged(scope: Scope, evidence: Evidence, *, good: bool, steps: tuple[str, ...]) -> Held:
    if evidence.now is not None:
        names = ", ".join(evidence.now.parts)
        problem = f"{evidence.now.about} is partial (only {names})"
        return Held(state=State.UNSUPPORTED, evidence=problem, remedy=_WHOLE, steps=steps)
    older = next((each for each in evidence.past if _says(each, scope, good=good)), None)
    if older:
        return Held(state=State.STALE, evidence=f"true of {older.about}; {evidence.problem}", remedy=_AGAIN, steps=steps)
    return Held(state=State.UNSUPPORTED, evidence=evidence.problem, remedy=_AGAIN, steps=steps)


def _says(snapshot: Snapshot, scope: Scope, *, good: bool) -> bool:
    verdict = snapshot.judged(scope.category)
    return verdict is not None and (verdict is Verdict.PASSED) is good
