"""The settings that the rules declare, for a category and for a single environment of it."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from typing import Annotated, Any, get_type_hints

import msgspec
from msgspec import UNSET, Meta, UnsetType

from gatekeeper.config.places import NAME, Text, Texts
from gatekeeper.rules import all_rules
from gatekeeper.rules.environment import Environment

Shape = tuple[str, Any, Any]
_NAME = Annotated[str, Meta(pattern=f"^{NAME}$")]


@cache
def rule_settings() -> tuple[Shape, ...]:
    """Return the settings of all rules about categories, as the fields of a table."""
    return tuple(shape for rule in all_rules().values() if not rule.option for shape in _of_rule(rule))


@cache
def environment_table() -> type[msgspec.Struct]:
    """Return the struct of [categories.NAME.env.ENVIRONMENT]: what the rules declare, but for which environment there has to be."""
    own = {each.name for each in fields(Environment)}
    return msgspec.defstruct(
        "EnvironmentTable",
        [shape for shape in rule_settings() if shape[0] not in own],
        frozen=True,
        forbid_unknown_fields=True,
        kw_only=True,
        namespace={"__doc__": "[categories.NAME.env.ENVIRONMENT]: settings for evidence of one environment."},
    )


def environments() -> Any:  # noqa: ANN401 - a type expression
    """Return the type of the tables by environment; neither they nor one of them is empty."""
    one: Any = Annotated[environment_table(), Meta(extra_json_schema={"minProperties": 1})]
    return Annotated[dict[_NAME, one], Meta(min_length=1)]


def misnamed(raw: object) -> tuple[str, str, str] | None:
    """Return what is wrong about the tables of environments but for what is in them: behind which key, the problem, and what to do."""
    if not isinstance(raw, dict) or not raw:
        return "", "is written [categories.NAME.env.ENVIRONMENT], one table for each environment", "add a table, or remove env"
    seen: dict[str, str] = {}
    for name, table in raw.items():
        other = seen.setdefault(name.casefold(), name)
        if not re.fullmatch(NAME, name):
            return f'."{name}"', "a name is letters, digits, dots, dashes and underscores, 64 at most", "rename this environment"
        if other != name:
            return f".{name}", f"two environments with one name: {other} and {name}", "rename one of them"
        if table == {}:
            return f".{name}", "no setting is given for this environment", "give one, or remove the table"
    return None


def described(kind: Any, text: str) -> Any:  # noqa: ANN401 - type expressions
    """Return a type with the sentence that explains it."""
    return Annotated[kind, Meta(description=text)]


def _of_rule(rule: Any) -> list[Shape]:  # noqa: ANN401 - a dataclass, which has no type
    hints = get_type_hints(rule)
    return [(each.name, described(_required(hints[each.name]) | UnsetType, each.metadata["text"]), UNSET) for each in fields(rule)]


def _required(hint: Any) -> Any:  # noqa: ANN401 - a type expression
    """Return what may be written: TOML has no null, and a list that is given is not empty."""
    kinds = [kind for kind in getattr(hint, "__args__", ()) if kind is not type(None)]
    if type(None) in getattr(hint, "__args__", ()):
        hint = kinds[0]
    return Texts if hint == tuple[str, ...] else Text if hint is str else hint
