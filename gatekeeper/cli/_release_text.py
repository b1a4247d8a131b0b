"""The answer of ``release``, as text or as JSON."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.documents.escapes import log_line
from gatekeeper.documents.filters import link_of
from gatekeeper.documents.headline import judged_in
from gatekeeper.documents.release import word
from gatekeeper.documents.vocabulary import Word
from gatekeeper.evidence.ids import SHORT
from gatekeeper.evidence.question import concerns, waived
from gatekeeper.evidence.release import ago

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gatekeeper.cli._release import Answer
    from gatekeeper.documents.criterion_state import CriterionState
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.release import Decision

_WIDTH = 80
_WORD = max(map(len, Word)) + 2
_SETTLE = "commit the configuration and run the gate on that commit, or check out the commit that is released"
_MEASURE = "let the gate produce evidence for it on this commit; it cannot be signed off"


def show(answer: Answer, given: Sequence[Accepted], style: str) -> None:
    """Print the answer; its last line sums it up."""
    if style == "json":
        click.echo(json.dumps(_json(answer), indent=2))
        return
    for line in (*_strangers(answer, given), *_text(answer)):
        click.echo(line)


def _strangers(answer: Answer, given: Sequence[Accepted]) -> Iterator[str]:
    for each in given:
        if not concerns(each.record.subject, answer.named.commit, answer.named.tree):
            yield from _wrapped(f"{each.path}: it is about another commit, and decides nothing here", "note: ")
        elif each.record.policy.name != answer.gate:
            yield from _wrapped(f"{each.path}: it is of another gate, and decides nothing here", "note: ")


def _text(answer: Answer) -> Iterator[str]:
    if answer.unsettled:
        yield from _wrapped(f"configuration: {answer.unsettled}", f"{Word.UNVERIFIED:{_WORD}}")
        yield from _under("", _SETTLE)
    if answer.elsewhere:
        yield from _wrapped(f"{answer.elsewhere} is outside the repository, so no commit says that it is the right one", "note: ")
    for decision in answer.decisions:
        yield from _wrapped(f"{decision.category}: {_says(decision, answer)}", f"{word(decision):{_WORD}}")
        yield from _under(_link(decision), decision.next)
    for state in answer.criteria:
        yield from _wrapped(f"{state.text}: {_stand(state)}", f"{state.word:{_WORD}}")
        yield from _under("", _next(state))
    for each in answer.blind:
        yield from _wrapped(f"in the ledger {each}", f"{Word.UNVERIFIED:{_WORD}}")
        yield from _under("", "it could be about this commit: remove the file, and run gatekeeper ledger pull")
    for each in answer.other:
        yield from _wrapped(f"damaged in the ledger, and not used: {each}", "note: ")
    if answer.near:
        yield from _under("", f"gatekeeper release {answer.near[:SHORT]}, which differs from it only in documents")
    yield ""
    yield from _wrapped(_sum(answer), "")


def _says(decision: Decision, answer: Answer) -> str:
    if decision.by is None:
        return decision.why
    record = decision.by.record
    run = [f"run {record.run.id}"] if record.run and record.run.id else []
    exceptions = [f"waived {each.rule}" for each in waived(record, decision.category)]
    row = next((each for each in record.categories if each.name == decision.category), None)
    exceptions += ["advisory in that run"] if row and not row.blocking else []
    place = judged_in(record).get(decision.category)
    exceptions += [f"by the settings of {place}"] if place else []
    made = [f"record {decision.by.digest[:SHORT]}", *run, ago(record, answer.now)]
    return ", ".join([*([decision.why] if decision.why else []), *exceptions, *made])


def _link(decision: Decision) -> str:
    return link_of(decision.by.record) if decision.by else ""


def _stand(state: CriterionState) -> str:
    """Return what is known of a criterion; what people say is never shown as measured."""
    if state.word is Word.ATTESTED:
        return f"says {state.by} on {state.when[:10]}: {state.note}"
    return state.current if state.measured else "stated, not measured, and nobody signed it off for this tree"


def _next(state: CriterionState) -> str:
    if state.holds:
        return ""
    return "" if state.word is Word.FAILED else _MEASURE if state.measured else f"gatekeeper sign-off {state.id} --by LOGIN --note TEXT"


def _sum(answer: Answer) -> str:
    missing = [f"{each.category} {word(each)}" for each in answer.decisions if each.exit_code]
    missing += [f"{each.id} {each.word}" for each in answer.criteria if not each.holds]
    missing += ["the ledger is damaged"] * bool(answer.blind)
    missing += ["the configuration is not that of the commit"] * bool(answer.unsettled)
    commit = answer.named.commit[:SHORT]
    if missing:
        return f"{commit} is not ready: {', '.join(missing)}"
    accepted, held = len(answer.decisions), len(answer.criteria)
    categories = f"{accepted} {'category' if accepted == 1 else 'categories'} accepted"
    criteria = f" and {held} {'criterion holds' if held == 1 else 'criteria hold'}" if held else ""
    return f"{commit} is ready: {categories}{criteria}"


def _under(*lines: str) -> Iterator[str]:
    link, step = lines
    if link:
        yield " " * _WORD + log_line(link)
    if step:
        yield from _wrapped(f"next: {step}", " " * _WORD)


def _wrapped(text: str, opening: str) -> Iterable[str]:
    """Return lines of at most 80 characters where words allow it; whatever others wrote is made plain."""
    return wrap(
        log_line(text, 1000), _WIDTH, initial_indent=opening, subsequent_indent=" " * _WORD, break_long_words=False, break_on_hyphens=False
    )


def _json(answer: Answer) -> dict[str, Any]:
    return {
        "commit": answer.named.commit,
        "tree": answer.named.tree,
        "exit_code": answer.exit_code,
        "categories": [_category(each) for each in answer.decisions],
        "criteria": [
            {name: getattr(each, name) for name in ("id", "text", "group", "word", "measured", "current", "by", "when", "note")}
            for each in answer.criteria
        ],
        "next": answer.near or None,
        "configuration": answer.unsettled or None,
        "damaged": [*answer.blind, *answer.other],
    }


def _category(decision: Decision) -> dict[str, Any]:
    record = decision.by.record if decision.by else None
    return {
        "name": decision.category,
        "word": word(decision),
        "why": decision.why,
        "next": decision.next,
        "record": decision.by.digest if decision.by else None,
        "run": link_of(record) or None if record else None,
        "created": record.created if record else None,
        "environment": judged_in(record).get(decision.category) if record else None,
        "waived": [each.rule for each in waived(record, decision.category)] if record else [],
    }
