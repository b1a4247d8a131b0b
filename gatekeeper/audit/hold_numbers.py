"""Hold numbers of tests against records, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.audit.figure import Measure
from gatekeeper.audit.finding import Held, State
from gatekeeper.audit.measured import shown, swapped
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.audit.asked import Asked
    from gatekeeper.audit.evidence import Evidence, Snapshot, Sums

_CORRECT = "write what the record says, or put the number into a region that gatekeeper render writes"
_OLD = "write what the newest record says, or list the document in history of [audit]"
_BIND = "name the category, add the words to [audit.categories], or bind it with <!-- gatekeeper:claim unit.pass_rate -->"
_WHOLE = "run gatekeeper check for the whole policy"
_AGAIN = "run gatekeeper check, then audit again"
_RATES = (Measure.PASS_RATE, Measure.FAILURE_RATE)


def hold_numbers(found: Sequence[Asked], evidence: Evidence) -> Held:
    """Return what the records say about the figures of one claim: the worst of them decides."""
    now = evidence.now
    answers = [_one(each, now, evidence) for each in found]
    if not answers:
        return Held(state=State.UNSUPPORTED, evidence="it has no number that a record could say, or too many in one line", remedy=_BIND)
    worst = max(answers, key=lambda each: list(State).index(each.state))
    same = list(dict.fromkeys(each.evidence for each in answers if each.state is worst.state))
    older = _older(found, evidence) if worst.state in {State.CONTRADICTED, State.UNSUPPORTED} else None
    steps = tuple(_step(each) for each in found)
    if older:
        return Held(state=State.STALE, evidence=f"true of {older.about}; {'; '.join(same)}", remedy=_OLD, steps=steps)
    return Held(state=worst.state, evidence="; ".join(same), remedy=worst.remedy, steps=steps)


def _one(asked: Asked, now: Snapshot | None, evidence: Evidence) -> Held:
    """Return what the record at hand says about one figure."""
    figure = asked.figure
    if figure.measure is None:
        return Held(state=State.UNSUPPORTED, evidence=f"no record says how many {figure.said} there are", remedy=_BIND)
    if asked.scope.unknown:
        return Held(state=State.UNSUPPORTED, evidence=f"{figure.said}: {asked.scope.unknown}{_instead(now)}", remedy=_BIND)
    if now is None:
        return Held(state=State.UNSUPPORTED, evidence=evidence.problem, remedy=_AGAIN)
    sums = asked.answered(now)
    return _silent(asked, now) if sums is None else _spoken(asked, sums, now)


def _spoken(asked: Asked, sums: Sums, now: Snapshot) -> Held:
    said = f"{_where(asked)}{shown(asked.figure, sums)}: {now.about}"
    judged = now.judged(asked.scope.category)
    if Verdict.STALE in (now.verdict, judged):
        return Held(state=State.STALE, evidence=f"{said}, which is STALE", remedy=_AGAIN)
    if not asked.true_of(now):
        hint = f"; {asked.figure.said} is the failure rate" if swapped(asked.figure, sums) else ""
        return Held(state=State.CONTRADICTED, evidence=said + hint, remedy=_CORRECT)
    if judged is Verdict.INCOMPLETE and asked.figure.measure in _RATES:
        return Held(state=State.UNSUPPORTED, evidence=f"{said}, which is INCOMPLETE: a rate of some of the tests", remedy=_WHOLE)
    return Held(state=State.SUPPORTED, evidence=said)


def _silent(asked: Asked, now: Snapshot) -> Held:
    if now.refused:
        return Held(state=State.UNSUPPORTED, evidence=f"{now.about} is {now.verdict}: it has no numbers", remedy=_AGAIN)
    if asked.scope.category is None:
        names = ", ".join(now.parts)
        return Held(state=State.UNSUPPORTED, evidence=f"{now.about} is partial (only {names})", remedy=_WHOLE)
    return Held(state=State.UNSUPPORTED, evidence=f"{now.about} has no category {asked.scope.category}", remedy=_AGAIN)


def _older(found: Sequence[Asked], evidence: Evidence) -> Snapshot | None:
    """Return the newest other record that says all of it."""
    return next((each for each in evidence.past if all(one.true_of(each) for one in found)), None)


def _instead(now: Snapshot | None) -> str:
    sums = now.sums(None) if now else None
    return f"; in the whole run {sums.passed} of {sums.weighed} tests passed" if sums else ""


def _where(asked: Asked) -> str:
    return f"{asked.scope.category}: " if asked.scope.category else ""


def _step(asked: Asked) -> str:
    return f"{asked.figure.said}: {asked.figure.measure or 'no measure'}; {asked.scope.unknown or asked.scope.why}"
