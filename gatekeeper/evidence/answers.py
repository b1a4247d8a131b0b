"""Does the answer of a rule follow from the counts beside it? Of the rules that look at nothing else."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gatekeeper.model import Category, Counts, Outcome, Run
from gatekeeper.rules.collection_errors import CollectionErrors
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.max_failures import MaxFailures
from gatekeeper.rules.max_flaky import MaxFlaky
from gatekeeper.rules.max_skipped import MaxSkipped
from gatekeeper.rules.min_executed import MinExecuted
from gatekeeper.rules.pass_rate import PassRate
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.evidence.record import CountsRow
    from gatekeeper.rules.base import Rule

COUNTING = {rule.id(): rule for rule in (CollectionErrors, MaxFailures, MaxFlaky, MaxSkipped, MinExecuted, PassRate)}
_KINDS: dict[str, Any] = {"max_failures": Count, "max_flaky": Limit, "max_skipped": Limit, "min_executed": Count, "pass_rate": Threshold}
_NOW = datetime.min.replace(tzinfo=UTC)


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
