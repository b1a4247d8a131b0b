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
from gatekeeper.config.waivers import check_in_force, make_waivers
from gatekeeper.policy import CategoryPolicy, Policy

if TYPE_CHECKING:
    from datetime import date

    from gatekeeper.config.decode import Tables
    from gatekeeper.config.find import Found

_NAME = re.compile(NAME)
_OWN = ("tests", "reruns", "same_bytes")


def load(found: Found, today: date) -> Config:
    """Turn a configuration file into a Config, or raise ConfigError naming the key."""
    decoder = Decoder(found.source)
    tables = decoder.tables(found.table)
    gate = tables.gate
    _check_names(decoder, tables.categories)
    categories = tuple(_category(decoder, name, table, found) for name, table in tables.categories.items())
    waivers = make_waivers(decoder, tables.waivers, gate, today)
    check_in_force(decoder, waivers, categories)
    policies = tuple(each.policy for each in categories)
    return Config(
        base=found.base,
        gate=gate.name,
        categories=categories,
        policy=Policy(name=gate.name, categories=policies, waivers=waivers, rules=run_rules(_given(gate))),
        source=found.source,
        max_waiver=gate.max_waiver,
        **{key: _given(gate).get(key, "") for key in ("baseline_ref", "policy_ref", "extends")},
        publishing=_publishing(decoder, tables),
        **_composed(decoder, tables, found),
        **_audited(decoder, tables, found),
    )


def _composed(decoder: Decoder, tables: Tables, found: Found) -> dict[str, Any]:
    """Return the documents and the release; a gate without them does not load what they take."""
    if not tables.documents and tables.release is None:
        return {}
    from gatekeeper.config.compose import Compose  # noqa: PLC0415

    compose = Compose(decoder, tuple(tables.categories), found)
    release = {"release": compose.release(tables.release)} if tables.release else {}
    return {"documents": compose.documents(tables.documents), **release}


def _audited(decoder: Decoder, tables: Tables, found: Found) -> dict[str, Any]:
    """Return what is audited; a gate without the table does not load what it takes."""
    if tables.audit is None:
        return {}
    from gatekeeper.config.audited import audited  # noqa: PLC0415

    return {"audit": audited(decoder, tables.audit, tuple(tables.categories), found)}


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
    environments = {each: _given(settings) for each, settings in given.get("env", {}).items()}
    own = {key: given[key] for key in _OWN if key in given}
    return CategoryConfig(policy=policy, reports=given["reports"], environments=environments, **own)


def _given(table: Any) -> dict[str, Any]:  # noqa: ANN401 - any table of the configuration
    return {key: value for key, value in asdict(table).items() if value is not UNSET}
