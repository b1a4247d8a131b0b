"""What one measure comes to in one record. Without sound evidence nothing is met, and nothing has a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.config.measures import PassRate, TestsPass
from gatekeeper.documents.answers import advisory_categories
from gatekeeper.documents.marker import instant
from gatekeeper.documents.standing import Stand
from gatekeeper.evidence.cases import Missing
from gatekeeper.evidence.ids import named_run
from gatekeeper.evidence.record import rate_of
from gatekeeper.model import REFUSED, Outcome, Rate, Verdict
from gatekeeper.rules.value import MOST

if TYPE_CHECKING:
    from gatekeeper.config.measures import Measure, RuleHolds
    from gatekeeper.evidence.cases import Cases, Tally
    from gatekeeper.evidence.record import CategoryRow, Record, RuleRow

_SOUND = (Verdict.PASSED, Verdict.FAILED)
_GOOD = (Outcome.PASSED, Outcome.WAIVED)
_WORDS = {Outcome.PASSED: "held", Outcome.WAIVED: "waived", Outcome.FAILED: "failed", Outcome.INCONCLUSIVE: "could not tell"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What criteria are measured by: a record, if there is one, and what its inventory answered."""

    record: Record | None
    cases: Cases | Missing


NOTHING = Facts(record=None, cases=Missing(reason="there is no record"))


def stand(measure: Measure, facts: Facts) -> tuple[Stand, str]:
    """Return whether a measure is met, and its current value with the run and day it is from."""
    record = facts.record
    if record is None:
        return Stand.UNMET, "no record yet"
    if record.verdict in REFUSED:
        met, words = False, ["no evidence"]
    elif isinstance(measure, PassRate):
        met, words = _pass_rate(measure, record)
    elif isinstance(measure, TestsPass):
        met, words = _tests(measure, facts.cases, record)
    else:
        met, words = _rule(measure, record)
    return Stand.MET if met else Stand.UNMET, ", ".join(words + _origin(record))


def sound(record: Record | None, categories: set[str]) -> bool:
    """Say whether what a record says about these categories is evidence: of nothing at all it is not."""
    return record is not None and record.verdict not in REFUSED and not _unsound(record, categories)


def _origin(record: Record) -> list[str]:
    """Return the run and the day, as far as they are known."""
    run = named_run(record.run.id if record.run else None)
    moment = instant(record.created)
    return [run] * bool(run) + ([f"{moment:%Y-%m-%d}"] if moment else [])


def _pass_rate(measure: PassRate, record: Record) -> tuple[bool, list[str]]:
    row = next((each for each in record.categories if each.name == measure.category), None)
    if row is None:
        return False, [f"{measure.category} was not judged"]
    if row.verdict is None or row.absent is not None:
        return False, [f"{measure.category} was absent"]
    if row.verdict in REFUSED:
        return False, [f"no evidence for {measure.category}"]
    rate = _rate(row)
    if rate is None:
        return False, [f"{measure.category} has no pass rate"]
    enough = row.counts.executed >= measure.least
    unsound = _unsound(record, {measure.category})
    words = [str(rate), f"{rate.numerator} of {rate.denominator}"] + [f"needs {measure.least} executed"] * (not enough) + unsound
    return measure.threshold.accepts(rate) and enough and not unsound, words


def _rate(row: CategoryRow) -> Rate | None:
    """Return the rate that the counts give; None where the record does not agree with itself, or there is no share."""
    counts = row.counts
    numbers = (counts.passed, counts.failed, counts.errored, counts.collection_errors)
    if row.pass_rate is None or not counts.weighed or not all(0 <= each <= MOST for each in numbers):
        return None
    agrees = (row.pass_rate.numerator, row.pass_rate.denominator) == (counts.passed, counts.weighed)
    agrees = agrees and counts.executed == counts.weighed - counts.collection_errors
    return rate_of([counts]) if agrees else None


def _unsound(record: Record, categories: set[str]) -> list[str]:
    """Return the verdicts that make evidence of these categories no evidence: their own, and those about the run as a whole."""
    own = {each.name: each.verdict or Verdict.NO_EVIDENCE for each in record.categories}
    verdicts = [own.get(name, Verdict.NO_EVIDENCE) for name in sorted(categories)]
    verdicts += [each.verdict for each in record.rules if each.category is None and each.verdict is not Verdict.PASSED]
    return [str(each) for each in dict.fromkeys(verdicts) if each not in _SOUND]


def _tests(measure: TestsPass, cases: Cases | Missing, record: Record) -> tuple[bool, list[str]]:
    if isinstance(cases, Missing):
        return False, [f"the inventory is missing: {cases.reason}"]
    tally = cases.answers.get(measure.tests)
    if tally is None or not measure.tests:
        return False, ["no test was asked for"]
    idle = [glob for glob in measure.tests if not tally.ran.get(glob)]
    if idle:
        return False, [f"no test matching {idle[0]} ran" + (f" (and {len(idle) - 1} more)" if idle[1:] else "")]
    return _all_passed(tally, _unsound(record, tally.categories))


def _all_passed(tally: Tally, unsound: list[str]) -> tuple[bool, list[str]]:
    return not tally.broken and not unsound, [f"{tally.passed} of {tally.executed} passed", *unsound]


def _rule(measure: RuleHolds, record: Record) -> tuple[bool, list[str]]:
    rows = [each for each in record.rules if each.rule == measure.rule]
    if not rows:
        return False, [f"{measure.rule} was not asked"]
    bad = [each for each in rows if each.outcome not in _GOOD]
    shown = bad or [each for each in rows if each.outcome is Outcome.WAIVED] or rows
    advisory = advisory_categories(record)
    words = [f"{_WORDS[outcome]} in {_places(shown, outcome, advisory)}" for outcome in dict.fromkeys(each.outcome for each in shown)]
    absent = {each.name for each in record.categories if each.verdict is None}
    unsound = _unsound(record, {each.category for each in rows if each.category is not None} - absent)
    return not bad and not unsound, words + unsound


def _places(rows: list[RuleRow], outcome: Outcome, advisory: frozenset[str]) -> str:
    names = dict.fromkeys(each.category or "the run" for each in rows if each.outcome is outcome)
    return " and ".join(f"{name} (advisory)" if name in advisory else name for name in names)
