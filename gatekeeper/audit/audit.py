"""From documents and evidence to findings: the whole audit on one screen."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gatekeeper.audit.arithmetic import arithmetic
from gatekeeper.audit.aside import asides
from gatekeeper.audit.asked import Asking
from gatekeeper.audit.clash import clashed
from gatekeeper.audit.conflicts import conflicts
from gatekeeper.audit.finding import State
from gatekeeper.audit.hold import Holder
from gatekeeper.audit.hold_tests import questions_of
from gatekeeper.audit.opposites import opposites
from gatekeeper.audit.prose import Prose
from gatekeeper.audit.unverifiable import notes

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gatekeeper.audit.claim import Claim
    from gatekeeper.audit.document import Document
    from gatekeeper.audit.evidence import Evidence
    from gatekeeper.audit.finding import Finding, Note
    from gatekeeper.audit.scope import Scopes
    from gatekeeper.audit.source import Source

_WRONG = (State.CONTRADICTED, State.STALE, State.INCONSISTENT)
_DATED = ("date", "updated", "last_updated", "last-updated", "lastmod", "as_of", "as-of")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Everything that an audit found, in the order of the documents and of their lines; ``gone`` are accepted findings that are no more."""

    findings: tuple[Finding, ...]
    notes: tuple[Note, ...] = ()
    documents: int = 0
    evidence: str = ""
    gone: tuple[str, ...] = ()

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Return what fails the audit."""
        return tuple(each for each in self.findings if each.blocking)


def audit(documents: Sequence[Document], evidence: Evidence, scopes: Scopes, block: Collection[str]) -> Report:
    """Hold every claim of the documents against the evidence, and the documents against themselves."""
    asking = Asking(scopes)
    read = [Prose(each) for each in documents]
    extra = [asides(each) for each in read]
    whole = [_with(each, more) for each, more in zip(documents, extra, strict=True)]
    holder = Holder(evidence=replace(evidence, questions=questions_of(whole)), asking=asking, block=block)
    clashes = [clash for each in whole for clash in (*arithmetic(each, asking), *opposites(each))]
    clashes += conflicts(whole, asking)
    found = clashed([finding for each in whole for finding in holder.findings(each)], clashes)
    beside = {(each.path, each.line, each.kind) for more in extra for each in more}
    return Report(
        findings=tuple(each for each in found if each.state in _WRONG or _place(each) not in beside),
        notes=tuple(notes(read)),
        documents=len(documents),
        evidence=evidence.now.about if evidence.now else evidence.problem,
    )


def history(source: Source, evidence: Evidence, *, listed: bool) -> str:
    """Say why a document is about the past, or return an empty text: it is listed, or its date is before the record's."""
    if listed:
        return "a document about the past"
    day = next((found[0] for key in _DATED if (found := _DAY.match(source.front.get(key, "")))), "")
    return f"a document of {day}" if day and evidence.now and day < evidence.now.created[:10] else ""


def _with(document: Document, more: tuple[Claim, ...]) -> Document:
    if not more:
        return document
    claims = sorted((*document.claims, *more), key=lambda each: (each.line, each.column))
    return replace(document, claims=tuple(claims))


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.claim.path, finding.claim.line, finding.claim.kind
