"""What there is to configure, as values: every rule, every key, from the rules and structs themselves."""

from __future__ import annotations

import json
import sys
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any

from msgspec import NODEFAULT, UNSET
from msgspec.structs import fields as keys_of

from gatekeeper.config.audit_tables import AuditTable
from gatekeeper.config.document_tables import DocumentTable, PhaseTable, ReleaseTable
from gatekeeper.config.places import CriterionTable, GuardTable, IssueTable, LabelTable, StatusTable, TargetTable
from gatekeeper.config.structs import Gate, WaiverTable, category_table
from gatekeeper.documents.written import described, example_of, plain_kind, written
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from msgspec import Struct

    from gatekeeper.rules.base import Rule


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """One key of the configuration. ``default`` and ``example`` are TOML; no default is an empty text."""

    name: str
    text: str
    written: str
    default: str
    example: str
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One rule. ``question`` is what it judges, ``verdict`` what its failure gives."""

    id: str
    title: str
    question: str
    always: bool
    verdict: str
    exit_code: int
    waivable: bool
    excuses_tests: bool
    remedy: str
    settings: tuple[Key, ...]
    option: str = ""

    @property
    def in_force(self) -> str:
        """Say when the rule is asked: always, or when a setting or an option is given."""
        return "always" if self.always else self.option or ", ".join(key.name for key in self.settings)

    @property
    def heading(self) -> str:
        """Return the heading of a table that its settings may stand in."""
        return "[gate]" if self.option else "[categories.unit]"


def entries() -> tuple[Entry, ...]:
    """Return every rule, in order of the ids."""
    return tuple(_entry(rule) for rule in all_rules().values())


def category_keys() -> tuple[Key, ...]:
    """Return the keys of [categories.NAME] that belong to no rule."""
    of_rules = {each.name for rule in all_rules().values() for each in fields(rule)}
    return tuple(key for key in _keys(category_table()) if key.name not in of_rules)


def other_keys() -> dict[str, tuple[Key, ...]]:
    """Return the keys of every other table by its heading; what [[issues]] and [pull_request] share stands with the latter."""
    shared = {each.name for each in keys_of(TargetTable)}
    tables: dict[str, type[Struct]] = {
        "[gate]": Gate,
        "[[waivers]]": WaiverTable,
        "[[issues]]": IssueTable,
        "[[issues]] and [pull_request]": TargetTable,
        "[[NAME.criteria]]": CriterionTable,
        "[status]": StatusTable,
        "[labels.NAME]": LabelTable,
        "[guard]": GuardTable,
        "[[documents]]": DocumentTable,
        "[[documents.phases]]": PhaseTable,
        "[release]": ReleaseTable,
        "[audit]": AuditTable,
    }
    found = {heading: _keys(struct) for heading, struct in tables.items()}
    return {**found, "[[issues]]": tuple(key for key in found["[[issues]]"] if key.name not in shared)}


def _entry(rule: type[Rule]) -> Entry:
    by_name = {key.name: key for key in _keys(Gate if rule.option else category_table())}
    return Entry(
        id=rule.id(),
        title=rule.title(),
        question=(sys.modules[rule.__module__].__doc__ or "").strip().partition("\n")[0],
        always=rule().active,
        verdict=rule.verdict,
        exit_code=rule.verdict.exit_code,
        waivable=rule.waivable,
        excuses_tests=rule.excuses_tests,
        remedy=rule.remedy,
        settings=tuple(_with_default(by_name[each.name], each.default) for each in fields(rule)),
        option=rule.option,
    )


def _with_default(key: Key, default: object) -> Key:
    """Return the key with the rule's default: the struct has none for settings."""
    shown = "" if default in (None, ()) or default is MISSING else _toml(default)
    return Key(name=key.name, text=key.text, written=key.written, default=shown, example=key.example)


def _keys(struct: type[Struct]) -> tuple[Key, ...]:
    return tuple(_key(each) for each in keys_of(struct))


def _key(each: Any) -> Key:  # noqa: ANN401 - msgspec's FieldInfo has no public type
    default = each.default if each.default_factory is NODEFAULT else each.default_factory()
    kind = plain_kind(each.type)
    return Key(
        name=each.name,
        text=described(each.type),
        written=written(kind),
        default="" if default in (NODEFAULT, UNSET, "", (), {}) else _toml(default),
        example=f"{each.name} = {example_of(each.name, kind)}",
        required=default is NODEFAULT,
    )


def _toml(value: object) -> str:
    """Write a default as TOML: our own values know their written form."""
    if isinstance(value, tuple):
        return json.dumps(value)
    text = str(value)
    return str(value).lower() if isinstance(value, bool) or text.isdecimal() else json.dumps(text)
