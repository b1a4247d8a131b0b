"""Hold claims that name a test against how that test ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.claim import Kind
from gatekeeper.audit.finding import Held, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gatekeeper.audit.claim import Claim
    from gatekeeper.audit.document import Document
    from gatekeeper.audit.evidence import Evidence, Snapshot
    from gatekeeper.evidence.cases import Globs, Tally

_NAME = re.compile(r"(?<![\w/.-])test_\w+(?![\w/]|\.\w)")
_OLD = "run the test again, or say in which record it passed last"
_RUN = "run the test, or take the mark away"
_MOST_RECORDS = 20


def hold_tests(claim: Claim, document: Document, evidence: Evidence) -> Held | None:
    """Return what came of the tests that a claim names; None where it names none, or nobody kept how each test ended."""
    if claim.kind is not Kind.STATUS or claim.positive is None or evidence.now is None:
        return None
    names = _names(document, claim)
    questions = [globs_of(each) for each in names]
    answers = evidence.now.tests(evidence.questions) if names else {}
    if not answers:
        return None
    steps = (f"it names {', '.join(names)}",)
    broken = [name for name, globs in zip(names, questions, strict=True) if answers[globs].broken]
    absent = [name for name, globs in zip(names, questions, strict=True) if not answers[globs].executed]
    if broken:
        state = State.CONTRADICTED if claim.positive else State.SUPPORTED
        return Held(
            state=state, evidence=f"{_list(broken)} failed: {evidence.now.about}", remedy="" if not claim.positive else _RUN, steps=steps
        )
    if absent:
        return _absent(claim, absent, evidence, steps)
    state = State.SUPPORTED if claim.positive else State.CONTRADICTED
    return Held(state=state, evidence=f"{_list(names)} passed: {evidence.now.about}", remedy="" if claim.positive else _RUN, steps=steps)


def questions_of(documents: Iterable[Document]) -> tuple[Globs, ...]:
    """Return what is asked about all tests that the documents name, so that an inventory is read once."""
    claims = ((document, claim) for document in documents for claim in document.claims if claim.kind is Kind.STATUS)
    return tuple(dict.fromkeys(globs_of(name) for document, claim in claims for name in _names(document, claim)))


def _names(document: Document, claim: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_NAME.findall(document.source.lines[claim.line - 1])))


def globs_of(name: str) -> Globs:
    """Return globs over the ids of the tests that a name means: a number stands for the words behind it."""
    numbered = (f"*::{name}_*",) if name[-1].isdigit() else ()
    return (f"*::{name}", f"*::{name}[*", *numbered)


def _absent(claim: Claim, absent: Sequence[str], evidence: Evidence, steps: tuple[str, ...]) -> Held:
    """Say in which record the tests ran last that did not run in this one."""
    now = evidence.now.about if evidence.now else ""
    questions = [globs_of(each) for each in absent]
    for each in evidence.past[:_MOST_RECORDS]:
        if _agree(each, evidence, questions, good=bool(claim.positive)):
            problem = f"{_list(absent)} did not run in {now}; true of {each.about}"
            return Held(state=State.STALE, evidence=problem, remedy=_OLD, steps=steps)
    return Held(state=State.UNSUPPORTED, evidence=f"{_list(absent)} did not run: {now}", remedy=_RUN, steps=steps)


def _agree(snapshot: Snapshot, evidence: Evidence, questions: Sequence[Globs], *, good: bool) -> bool:
    answers = snapshot.tests(evidence.questions)
    return bool(answers) and all(_ended(answers[each]) is good for each in questions)


def _ended(tally: Tally) -> bool | None:
    return None if not tally.executed else not tally.broken


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
