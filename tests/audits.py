"""Documents held against records, in this process: what tests of the audit start from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from records import category, counts, record

from gatekeeper.audit.asked import Asked, Asking
from gatekeeper.audit.audit import Report, audit
from gatekeeper.audit.detect import claims
from gatekeeper.audit.document import Document, document_of
from gatekeeper.audit.evidence import Evidence, Snapshot, of_record
from gatekeeper.audit.scope import Scopes
from gatekeeper.audit.source import read
from gatekeeper.audit.words import Words
from gatekeeper.config.audit import BLOCKING
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.audit.finding import Finding

STATUS = "# Status report\n\n"  # a text in which plain words assert


def document(text: str, path: str = "STATUS.md", history: str = "") -> Document:
    """Return a document with its claims."""
    source = read(text.encode(), path)
    return document_of(source, claims(source, Words()), history)


def snapshot(verdict: Verdict = Verdict.FAILED, digest: str = "a", **categories: Any) -> Snapshot:
    """Return what a record says; categories are (passed, failed) and maybe (…, errored, skipped)."""
    names = ("passed", "failed", "errored", "skipped")
    more = {each: categories.pop(each) for each in ("partial", "created", "tests") if each in categories}
    tests = more.pop("tests", None)
    rows = [
        category(name, Verdict.FAILED if sum(numbers[1:3]) else Verdict.PASSED, counts=counts(**dict(zip(names, numbers, strict=False))))
        for name, numbers in categories.items()
    ]
    made = record(verdict, categories=rows, **more)
    return of_record(made, digest * 64, tests) if tests else of_record(made, digest * 64)


def evidence(now: Snapshot | None = None, *past: Snapshot) -> Evidence:
    """Return the record at hand, of 17 of 37 unit and 34 of 34 integration tests unless another is given, and older ones."""
    return Evidence(now=now or snapshot(unit=(17, 20), integration=(34, 0)), past=past)


def report(text: str | Document, *more: Document, held: Evidence | None = None, mapped: Mapping[str, str] | None = None) -> Report:
    """Return what an audit finds in documents; there is no evidence unless some is given."""
    whole = document(text) if isinstance(text, str) else text
    held = held or Evidence()
    return audit([whole, *more], held, Scopes(held.categories, mapped or {}), BLOCKING)


def found(text: str | Document, *more: Document, held: Evidence | None = None) -> list[tuple[int, str, str]]:
    """Return line, kind and state of every finding."""
    return [(each.claim.line, str(each.claim.kind), str(each.state)) for each in report(text, *more, held=held).findings]


def one(text: str, held: Evidence | None = None, kind: str | None = None) -> Finding:
    """Return the only finding of a sentence, or the only one of a kind, in a status report."""
    every = [each for each in report(f"{STATUS}{text}\n", held=held).findings if kind in (None, str(each.claim.kind))]
    assert len(every) == 1, [(each.claim.kind, each.claim.text) for each in every]
    return every[0]


def asked(sentence: str, categories: tuple[str, ...] = ("unit", "integration")) -> tuple[Asked, ...]:
    """Return what the numbers of a sentence ask."""
    made = document(f"{STATUS}{sentence}\n")
    asking = Asking(Scopes(categories, {}))
    return tuple(each for claim in made.claims if claim.numbers for each in asking(claim, made))
