"""From a table of criteria to criteria: every name in it must exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from gatekeeper.config.measures import PassRate, RuleHolds, TestsPass
from gatekeeper.config.targets import Criterion
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gatekeeper.config.decode import Decoder
    from gatekeeper.config.measures import Measure
    from gatekeeper.config.places import CriterionTable

_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 64


def slug(text: str) -> str:
    """Return a text in lower case with dashes, 64 characters at most; empty where no letter or digit of ASCII is in it."""
    return _SLUG.sub("-", text.lower()).strip("-")[:_LONGEST].strip("-")


def given(value: Any) -> Any:  # noqa: ANN401 - any key of a table
    """Return the value of a key, None where it is not there."""
    return None if value is UNSET else value


def make_criteria(decoder: Decoder, path: str, tables: Sequence[CriterionTable], categories: Collection[str]) -> tuple[Criterion, ...]:
    """Return the criteria below a key, or raise ConfigError naming the key."""
    return tuple(_criterion(decoder, f"{path}.criteria[{number}]", each, categories) for number, each in enumerate(tables))


def _criterion(decoder: Decoder, path: str, table: CriterionTable, categories: Collection[str]) -> Criterion:
    found = (_pass_rate(decoder, path, table, categories), _tests(table), _rule(decoder, path, table))
    measures = [each for each in found if each]
    if len(measures) > 1:
        raise decoder.error(path, "a criterion is measured in one way", "keep one of category with pass_rate, tests, and rule")
    name = given(table.id) or slug(table.text) or "criterion"
    return Criterion(text=table.text, id=name, group=table.group, measure=measures[0] if measures else None)


def _pass_rate(decoder: Decoder, path: str, table: CriterionTable, categories: Collection[str]) -> Measure | None:
    category, threshold, least = (given(getattr(table, key)) for key in ("category", "pass_rate", "min_executed"))
    if category is None and threshold is None and least is None:
        return None
    if category is None or threshold is None:
        missing = "category" if category is None else "pass_rate"
        raise decoder.error(f"{path}.{missing}", "the key is missing", 'write category = "unit" and pass_rate = "> 90%" together')
    decoder.one_of(f"{path}.category", "category", category, categories)
    return PassRate(category=category, threshold=threshold, least=least or 0)


def _tests(table: CriterionTable) -> Measure | None:
    tests = given(table.tests)
    return TestsPass(tests=tests) if tests else None


def _rule(decoder: Decoder, path: str, table: CriterionTable) -> Measure | None:
    rule = given(table.rule)
    if rule is None:
        return None
    decoder.one_of(f"{path}.rule", "rule", rule, all_rules())
    return RuleHolds(rule=rule)
