"""Which answers of the rules are worth showing: all that are not good, but none that only repeats another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.model import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection

    from gatekeeper.evidence.record import Record, RuleRow


def not_good(record: Record) -> list[RuleRow]:
    """Return the answers that are not good, in order, without echoes of one another."""
    bad = [row for row in record.rules if row.verdict is not Verdict.PASSED]
    given = {(row.rule, row.category) for row in bad}
    advisory = advisory_categories(record)
    rateless = {each.name for each in record.categories if each.pass_rate is None}
    counted = {name for rule, name in given if name not in advisory}
    return [row for row in bad if not (_echoes_category(row, given, counted) or _echoes_nothing(row, given, rateless))]


def advisory_categories(record: Record) -> frozenset[str]:
    """Return the names of the categories that are judged outside the verdict."""
    return frozenset(each.name for each in record.categories if not each.blocking)


def placed(category: str | None, advisory: Collection[str]) -> str:
    """Return what an answer is about, for brackets: ``unit``, ``run``, or ``lint, advisory``."""
    return f"{category}, advisory" if category in advisory else category or "run"


def waived_categories(record: Record) -> frozenset[str | None]:
    """Return the names of the categories in which a waiver excuses something, and None where it is the run as a whole."""
    return frozenset(each.category for each in record.rules if each.outcome is Outcome.WAIVED)


def _echoes_category(row: RuleRow, given: set[tuple[str, str | None]], counted: set[str | None]) -> bool:
    """Say whether the run as a whole says what a category has said that the verdict rests on."""
    return row.category is None and any((row.rule, name) in given for name in counted if name is not None)


def _echoes_nothing(row: RuleRow, given: set[tuple[str, str | None]], rateless: set[str]) -> bool:
    """Say whether there is no pass rate for the only reason that nothing was executed."""
    return row.rule == "pass-rate" and row.category in rateless and ("tests-executed", row.category) in given
