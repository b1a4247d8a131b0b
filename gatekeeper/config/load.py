"""Load the configuration and hold it together: nothing is read before it is sound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import UNSET
from msgspec.structs import asdict

from gatekeeper.config.decode import Decoder
from gatekeeper.config.patterns import check_patterns
from gatekeeper.config.places import NAME
from gatekeeper.config.settings import CategoryConfig, Config, rules_for, run_rules
from gatekeeper.config.targets import Publishing
from gatekeeper.policy import CategoryPolicy, Policy, Waiver
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from datetime import date

    from gatekeeper.config.decode import Tables
    from gatekeeper.config.find import Found
    from gatekeeper.config.structs import Gate, WaiverTable

_NAME = re.compile(NAME)
_OWN = ("tests", "reruns", "same_bytes")
_DAY = 86400


def load(found: Found, today: date) -> Config:
    """Turn a configuration file into a Config, or raise ConfigError naming the key."""
    decoder = Decoder(found.source)
    tables = decoder.tables(found.table)
    gate = tables.gate
    _check_names(decoder, tables.categories)
    categories = tuple(_category(decoder, name, table, found) for name, table in tables.categories.items())
    waivers = tuple(_waiver(decoder, number, table, categories, gate, today) for number, table in enumerate(tables.waivers))
    policies = tuple(each.policy for each in categories)
    return Config(
        base=found.base,
        gate=gate.name,
        categories=categories,
        policy=Policy(name=gate.name, categories=policies, waivers=waivers, rules=run_rules(_given(gate))),
        source=found.source,
        baseline_ref=_given(gate).get("baseline_ref", ""),
        publishing=_publishing(decoder, tables),
        **_composed(decoder, tables, found),
    )


def _composed(decoder: Decoder, tables: Tables, found: Found) -> dict[str, Any]:
    """Return the documents and the release; a gate without them does not load what they take."""
    if not tables.documents and tables.release is None:
        return {}
    from gatekeeper.config.compose import Compose  # noqa: PLC0415

    compose = Compose(decoder, tuple(tables.categories), found)
    release = {"release": compose.release(tables.release)} if tables.release else {}
    return {"documents": compose.documents(tables.documents), **release}


def _publishing(decoder: Decoder, tables: Tables) -> Publishing:
    """Return what is to be published; a gate that publishes nothing does not load what it takes."""
    if not tables.published:
        return Publishing()
    from gatekeeper.config.aim import Aim  # noqa: PLC0415

    return Aim(decoder, tuple(tables.categories)).publishing(tables)


def _check_names(decoder: Decoder, tables: dict[str, Any]) -> None:
    seen: dict[str, str] = {}
    for name in tables:
        if not _NAME.fullmatch(name):
            raise decoder.error(f'categories."{name}"', "a name is letters, digits, dots, dashes and underscores, 64 at most")
        if name.casefold() in seen:
            raise decoder.error(
                f"categories.{name}", f"two categories with one name: {seen[name.casefold()]} and {name}", "rename one of them"
            )
        seen[name.casefold()] = name


def _category(decoder: Decoder, name: str, table: Any, found: Found) -> CategoryConfig:  # noqa: ANN401 - a generated struct
    given = _given(table)
    check_patterns(decoder, f"categories.{name}.reports", given["reports"], found)
    policy = CategoryPolicy(name=name, rules=rules_for(given), blocking=given["blocking"], target=given.get("target"))
    return CategoryConfig(policy=policy, reports=given["reports"], **{key: given[key] for key in _OWN if key in given})


def _given(table: Any) -> dict[str, Any]:  # noqa: ANN401 - any table of the configuration
    return {key: value for key, value in asdict(table).items() if value is not UNSET}


def _waiver(decoder: Decoder, number: int, table: WaiverTable, categories: tuple[CategoryConfig, ...], gate: Gate, today: date) -> Waiver:
    path = f"waivers[{number}]"
    decoder.one_of(f"{path}.rule", "rule", table.rule, all_rules())
    rule = all_rules()[table.rule]
    category = None if table.category is UNSET else table.category
    tests = () if table.tests is UNSET else table.tests
    if not rule.waivable:
        raise decoder.error(f"{path}.rule", f"{table.rule} cannot be waived: without evidence there is no exception", "remove this waiver")
    if tests and not rule.excuses_tests:
        raise decoder.error(f"{path}.tests", f"{table.rule} is not about single failing tests", "remove tests to waive the whole rule")
    if category is not None:
        decoder.one_of(f"{path}.category", "category", category, (each.name for each in categories))
    concerned = [each for each in categories if category in (None, each.name)]
    if not any(type(active) is rule for each in concerned for active in each.policy.rules):
        where = f"category {category}" if category else "any category"
        raise decoder.error(f"{path}.rule", f"{table.rule} is not in force in {where}, so there is nothing to waive", "remove this waiver")
    if (table.expires - today).days * _DAY > gate.max_waiver.seconds:
        problem = f"{table.expires.isoformat()} lies more than {gate.max_waiver} ahead of today, {today.isoformat()}"
        raise decoder.error(f"{path}.expires", problem, "choose an earlier date, or raise max_waiver in [gate]")
    return Waiver(rule=table.rule, reason=table.reason, owner=table.owner, expires=table.expires, category=category, tests=tests)
