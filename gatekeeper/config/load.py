"""Load the configuration and hold it together: nothing is read before it is sound."""

from __future__ import annotations

import posixpath
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec import UNSET
from msgspec.structs import asdict

from gatekeeper.config.decode import Decoder
from gatekeeper.config.settings import CategoryConfig, Config, rules_for
from gatekeeper.policy import CategoryPolicy, Policy, Waiver
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from datetime import date

    from gatekeeper.config.find import Found
    from gatekeeper.config.structs import Gate, WaiverTable

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_OWN = ("tests", "reruns", "same_bytes")


def load(found: Found, today: date) -> Config:
    """Turn a configuration file into a Config, or raise ConfigError naming the key."""
    decoder = Decoder(found.source)
    gate, tables, waiver_tables = decoder.table(found.table)
    _check_names(decoder, tables)
    categories = tuple(_category(decoder, name, table, found) for name, table in tables.items())
    waivers = tuple(_waiver(decoder, number, table, categories, gate, today) for number, table in enumerate(waiver_tables))
    policies = tuple(each.policy for each in categories)
    return Config(
        base=found.base,
        gate=gate.name,
        categories=categories,
        policy=Policy(name=gate.name, categories=policies, waivers=waivers),
        source=found.source,
    )


def _check_names(decoder: Decoder, tables: dict[str, Any]) -> None:
    seen: dict[str, str] = {}
    for name in tables:
        if not _NAME.fullmatch(name):
            raise decoder.error(f"categories.{name!r}", "a name is letters, digits, dots, dashes and underscores, 64 at most")
        if name.casefold() in seen:
            raise decoder.error(f"categories.{name}", f"two categories with one name: {seen[name.casefold()]} and {name}")
        seen[name.casefold()] = name


def _category(decoder: Decoder, name: str, table: Any, found: Found) -> CategoryConfig:  # noqa: ANN401 - a generated struct
    given = {key: value for key, value in asdict(table).items() if value is not UNSET}
    path = f"categories.{name}.reports"
    for pattern in given["reports"]:
        _check_pattern(decoder, path, pattern, found)
    if all(pattern.startswith("!") for pattern in given["reports"]):
        raise decoder.error(path, "only excludes", "add a pattern without ! that finds the reports")
    policy = CategoryPolicy(name=name, rules=rules_for(given), blocking=given["blocking"], target=given.get("target"))
    return CategoryConfig(policy=policy, reports=given["reports"], **{key: given[key] for key in _OWN if key in given})


def _check_pattern(decoder: Decoder, path: str, pattern: str, found: Found) -> None:
    bare = pattern.removeprefix("!")
    place = posixpath.normpath(posixpath.join(found.base.as_posix(), bare))
    root = found.root.as_posix().rstrip("/")
    fixed, _, rest = bare.partition("*")
    if not fixed.strip() and not rest and "*" not in bare:
        raise decoder.error(path, f"the pattern {pattern!r} is empty")
    if posixpath.isabs(bare) or ".." in rest.split("/") or not place.startswith(f"{root}/"):
        raise decoder.error(path, f"the pattern {pattern!r} leaves the repository", "write it relative to the configuration's folder")


def _waiver(decoder: Decoder, number: int, table: WaiverTable, categories: tuple[CategoryConfig, ...], gate: Gate, today: date) -> Waiver:
    path = f"waivers[{number}]"
    decoder.one_of(f"{path}.rule", "rule", table.rule, all_rules())
    rule = all_rules()[table.rule]
    category = None if table.category is UNSET else table.category
    tests = () if table.tests is UNSET else table.tests
    if not rule.waivable:
        raise decoder.error(f"{path}.rule", f"{table.rule} cannot be waived", "without evidence there is nothing to make an exception for")
    if tests and not rule.excuses_tests:
        raise decoder.error(f"{path}.tests", f"{table.rule} is not about single failing tests", "remove tests to waive the whole rule")
    if category is not None:
        decoder.one_of(f"{path}.category", "category", category, (each.name for each in categories))
    concerned = [each for each in categories if category in (None, each.name)]
    if not any(type(active) is rule for each in concerned for active in each.policy.rules):
        raise decoder.error(f"{path}.rule", f"{table.rule} is not in force there, so there is nothing to waive")
    if table.expires > today + timedelta(seconds=float(gate.max_waiver.seconds)):
        raise decoder.error(
            f"{path}.expires", f"lies more than {gate.max_waiver} ahead", "choose an earlier date, or raise max_waiver in [gate]"
        )
    return Waiver(rule=table.rule, reason=table.reason, owner=table.owner, expires=table.expires, category=category, tests=tests)
