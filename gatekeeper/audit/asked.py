"""What a claim asks of a record: each of its numbers with the part of the run that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.audit.document import cells
from gatekeeper.audit.figure import Measure, figures
from gatekeeper.audit.measured import holds

if TYPE_CHECKING:
    from gatekeeper.audit.claim import Claim, Kind
    from gatekeeper.audit.clause import Clause
    from gatekeeper.audit.document import Document
    from gatekeeper.audit.evidence import Snapshot, Sums
    from gatekeeper.audit.figure import Figure
    from gatekeeper.audit.scope import Scope, Scopes


_SUMS = frozenset({"total", "totals", "overall", "all", "all tests", "sum"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A figure and its scope. ``apart`` is true where the claim counts errored tests on their own."""

    kind: Kind
    figure: Figure
    scope: Scope
    apart: bool = False

    def answered(self, snapshot: Snapshot) -> Sums | None:
        """Return the numbers of a record that speak about it, or None where there are none."""
        if self.figure.measure is None or self.scope.unknown:
            return None
        return snapshot.sums(self.scope.category)

    @property
    def key(self) -> str:
        """Return what it speaks of, as far as that can be compared: nothing is the whole run."""
        return self.scope.category or self.scope.unknown

    def true_of(self, snapshot: Snapshot) -> bool:
        """Say whether a record says the same."""
        sums = self.answered(snapshot)
        return sums is not None and holds(self.figure, sums, errors_apart=self.apart)


class Asking:
    """Finds what claims ask, each once: a document has one claim of a kind in a line."""

    def __init__(self, scopes: Scopes) -> None:
        self.scopes = scopes
        self._known: dict[tuple[str, int, Kind], tuple[Asked, ...]] = {}

    def __call__(self, claim: Claim, document: Document) -> tuple[Asked, ...]:
        """Return every figure of a claim with what it speaks of."""
        key = (claim.path, claim.line, claim.kind)
        if key not in self._known:
            self._known[key] = _asked(claim, document, self.scopes)
        return self._known[key]


def _asked(claim: Claim, document: Document, scopes: Scopes) -> tuple[Asked, ...]:
    found = figures(claim, document)
    apart = any(each.measure is Measure.ERRORED for each in found)
    return tuple(Asked(kind=claim.kind, figure=each, scope=scope_of(claim, document, scopes, each.clause), apart=apart) for each in found)


def scope_of(claim: Claim, document: Document, scopes: Scopes, around: Clause, *, strict: bool = True) -> Scope:
    """Return what the words of a claim around a place in its line speak of."""
    headings = claim.headings
    sentence, place = around.sentence, around.at - around.start
    if document.header(claim.line):
        first = cells(document.low(claim.line))[0]
        headings = () if first in _SUMS and _parts(document, claim.line, scopes) else headings
        sentence, place = f"{first}: {sentence}", place + len(first) + 2
    return scopes.scope(sentence, place, claim.subject.lower(), headings, strict=strict)


def _parts(document: Document, line: int, scopes: Scopes) -> bool:
    """Say whether the rows above a sum name parts of the run: then it is not of the one that the heading names."""
    return any(scopes.mentions(each) for each in document.rows_above(line))
