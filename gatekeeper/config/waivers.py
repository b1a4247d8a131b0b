"""From [[waivers]] to waivers that can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from gatekeeper.policy import Waiver
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from datetime import date

    from gatekeeper.config.decode import Decoder
    from gatekeeper.config.settings import CategoryConfig
    from gatekeeper.config.structs import Gate, WaiverTable

_DAY = 86400


def make_waivers(decoder: Decoder, tables: tuple[WaiverTable, ...], gate: Gate, today: date) -> tuple[Waiver, ...]:
    """Return the waivers, or raise ConfigError naming the key: each is about a rule that can be waived, and does not last too long."""
    return tuple(_waiver(decoder, f"waivers[{number}]", table, gate, today) for number, table in enumerate(tables))


def check_in_force(decoder: Decoder, waivers: tuple[Waiver, ...], categories: tuple[CategoryConfig, ...]) -> None:
    """Raise ConfigError for a waiver that waives nothing in these categories."""
    for number, each in enumerate(waivers):
        path = f"waivers[{number}]"
        if each.category is not None:
            decoder.one_of(f"{path}.category", "category", each.category, (one.name for one in categories))
        concerned = [one for one in categories if each.category in (None, one.name)]
        if not any(active.id() == each.rule for one in concerned for active in one.possible):
            where = f"category {each.category}" if each.category else "any category"
            raise decoder.error(
                f"{path}.rule", f"{each.rule} is not in force in {where}, so there is nothing to waive", "remove this waiver"
            )


def _waiver(decoder: Decoder, path: str, table: WaiverTable, gate: Gate, today: date) -> Waiver:
    decoder.one_of(f"{path}.rule", "rule", table.rule, all_rules())
    rule = all_rules()[table.rule]
    tests = () if table.tests is UNSET else table.tests
    if not rule.waivable:
        raise decoder.error(f"{path}.rule", f"{table.rule} cannot be waived: without evidence there is no exception", "remove this waiver")
    if tests and not rule.excuses_tests:
        raise decoder.error(f"{path}.tests", f"{table.rule} is not about single failing tests", "remove tests to waive the whole rule")
    if (table.expires - today).days * _DAY > gate.max_waiver.seconds:
        problem = f"{table.expires.isoformat()} lies more than {gate.max_waiver} ahead of today, {today.isoformat()}"
        raise decoder.error(f"{path}.expires", problem, "choose an earlier date, or raise max_waiver in [gate]")
    category = None if table.category is UNSET else table.category
    return Waiver(rule=table.rule, reason=table.reason, owner=table.owner, expires=table.expires, category=category, tests=tests)
