"""A shared policy: what many repositories are held to, without a word about where their reports are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gatekeeper.config.decode import Decoder
from gatekeeper.config.terms import Terms, of_environments
from gatekeeper.config.waivers import make_waivers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from gatekeeper.config.decode import Tables
    from gatekeeper.config.structs import Gate

EVERY = "*"
_TABLES = ("gate", "categories", "waivers")
_NOT_SHARED = ("name", "policy_ref", "extends")
_ANY: dict[str, Any] = {"reports": ["*"]}  # what a category cannot be decoded without


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """Only what the file says; ``categories`` may hold ``*``, for what no table of its own says otherwise."""

    terms: Terms

    def over(self, head: Terms) -> Terms:
        """Return what is asked of a policy, category by category of its own."""
        every = self.terms.categories.get(EVERY, {})
        categories = {name: {**every, **(self.terms.named(name) or {})} for name in head.categories}
        return Terms(gate=self.terms.gate, categories=categories, waivers=self.terms.waivers)


def make_shared(source: Path, raw: dict[str, Any], today: date) -> Shared:
    """Turn the table of a shared policy into its terms, or raise ConfigError naming the key."""
    decoder = Decoder(source)
    for key in raw:
        if key not in _TABLES:
            raise decoder.error(key, "a shared policy has only [gate], [categories.NAME] and [[waivers]]", "move it to each repository")
    tables = decoder.tables({**raw, "categories": _with_reports(decoder, raw.get("categories"))})
    for key in _NOT_SHARED:
        if key in raw.get("gate", {}):
            raise decoder.error(f"gate.{key}", "is each repository's own", "move it to [gate] of each repository")
    waivers = make_waivers(decoder, tables.waivers, tables.gate, today)
    return Shared(terms=Terms(gate=_gate(tables.gate, raw.get("gate", {})), categories=_categories(tables, raw), waivers=waivers))


def _with_reports(decoder: Decoder, raw: object) -> object:
    if raw is None:
        return {EVERY: _ANY}
    if not isinstance(raw, dict):
        return raw
    for name, each in raw.items():
        if isinstance(each, dict) and "reports" in each:
            raise decoder.error(f"categories.{name}.reports", "a shared policy names no reports", "move them to each repository")
    return {name: {**each, **_ANY} if isinstance(each, dict) else each for name, each in raw.items()}


def _gate(table: Gate, raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: getattr(table, key) for key in raw}


def _categories(tables: Tables, raw: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what is written; what a table fills in by itself is said by nobody."""
    return {name: _settings(tables.categories[name], each) for name, each in raw.get("categories", {}).items()}


def _settings(table: Any, raw: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a generated struct
    own = {key: getattr(table, key) for key in raw if key != "env"}
    return own | of_environments({name: {key: getattr(table.env[name], key) for key in each} for name, each in raw.get("env", {}).items()})
