"""Which rules must answer about a category, and whether an answer follows from the counts beside it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gatekeeper.model import Category, Counts, Outcome, Run
from gatekeeper.rules import all_rules
from gatekeeper.rules.base import Rule
from gatekeeper.rules.collection_errors import CollectionErrors
from gatekeeper.rules.evidence_found import EvidenceFound
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.max_failures import MaxFailures
from gatekeeper.rules.max_flaky import MaxFlaky
from gatekeeper.rules.max_skipped import MaxSkipped
from gatekeeper.rules.min_executed import MinExecuted
from gatekeeper.rules.pass_rate import PassRate
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from gatekeeper.evidence.record import CategoryRow, CountsRow, Record, RuleRow

    Place = tuple[str, str | None]

COUNTING = {rule.id(): rule for rule in (CollectionErrors, MaxFailures, MaxFlaky, MaxSkipped, MinExecuted, PassRate)}
_KINDS: dict[str, Any] = {"max_failures": Count, "max_flaky": Limit, "max_skipped": Limit, "min_executed": Count, "pass_rate": Threshold}
_NOW = datetime.min.replace(tzinfo=UTC)


def in_force(settings: Mapping[str, Any], *, witnessed: bool = False) -> tuple[type[Rule], ...]:
    """Return the rules that judge a category with these settings, as a record shows them, and have something to ask there."""
    kinds = (kind for kind in all_rules().values() if not kind.option)
    return tuple(
        kind
        for kind in kinds
        if _asks(kind, {each.name: settings[each.name] for each in fields(kind) if each.name in settings}, witnessed=witnessed)
    )


def _asks(kind: type[Rule], given: Mapping[str, Any], *, witnessed: bool) -> bool:
    return (kind.always or bool(given)) and kind(**given).concerns(witnessed=witnessed)


def is_witnessed(record: Record, category: str) -> bool:
    """Say whether somebody saw the category's command run."""
    return any(each.category == category for each in getattr(record, "witnesses", None) or ())


def wanted(rules: Iterable[type[Rule]], row: CategoryRow, expired: Collection[str] = ()) -> Iterator[Place]:
    """Yield the rule and the category of every answer that there must be; ``expired`` are rules with a waiver that has expired."""
    for rule in rules:
        if row.absent is None or issubclass(rule, EvidenceFound) or rule.id() in expired:
            yield rule.id(), row.name
        if is_of_run(rule):
            yield rule.id(), None


def is_of_run(rule: type[Rule]) -> bool:
    """Say whether a rule answers for the run as a whole."""
    return rule.judge_run is not Rule.judge_run


def unanswered(places: Collection[Place], answers: Iterable[RuleRow]) -> str:
    """Return which of these answers is missing or there twice, in words, or an empty text."""
    found = Counter((each.rule, each.category) for each in answers)
    for rule, category in sorted(places, key=str):
        if found[rule, category] != 1:
            return f"rule {rule} {'answers more than once' if found[rule, category] else 'gives no answer'} {where(category)}"
    return ""


def where(category: str | None) -> str:
    """Return what an answer is about, in words."""
    return f"for category {category}" if category else "for the run"


def passes(rule: Rule, counts: CountsRow) -> bool:
    """Say whether one of these rules passes by counts alone, without any waiver."""
    numbers = Counts(**{name: getattr(counts, name) for name in Counts.__slots__})
    run = Run(categories=(), now=_NOW)
    return rule.judge(Category(name="", counts=numbers), run).outcome is Outcome.PASSED


def as_recorded(kind: type[Rule], settings: Mapping[str, Any]) -> Rule:
    """Return a rule with the settings that a record shows, or with its defaults; raises ValueError for what is no setting."""
    return kind(**{each.name: _parsed(each.name, settings[each.name]) for each in fields(kind) if each.name in settings})


def _parsed(name: str, written: object) -> object:
    """Read what a record writes: a limit is a text there, even one that is a count."""
    number = isinstance(written, str) and re.fullmatch("[0-9]{1,12}", written)
    return _KINDS[name].parse(int(number[0]) if number else written)
