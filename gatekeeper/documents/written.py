"""How the value of a key is written: in words, and as an example."""

from __future__ import annotations

import json
from datetime import date
from inspect import isclass
from typing import Annotated, Any, Literal, get_args, get_origin

from msgspec import Meta, Struct, UnsetType

from gatekeeper.rules.duration import Duration
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count, Expected

_IN_WORDS: dict[Any, str] = {bool: "true or false", str: "A text", int: "A whole number", date: "A date such as 2027-01-31"}
_EXAMPLES: dict[Any, str] = {
    Threshold: '"> 90%"',
    Limit: '"5%"',
    Count: "37",
    Duration: '"30m"',
    Expected: "12",
    bool: "false",
    str: '"why, in words"',
    date: "2027-01-31",
}
# Where the type alone would give an example that nobody would write.
_BY_NAME = {
    "reports": '["build/reports/**/*.xml"]',
    "tests": '["tests.e2e.*"]',
    "required_tests": '["*test_golden_path*"]',
    "empty_files": '["TEST-Empty*.xml"]',
    "optional": '"not run on documentation-only changes"',
    "min_duration": '"0.1s"',
    "max_age": '"24h"',
    "max_waiver": '"30d"',
    "max_duplicates": "0",
    "max_failures": "3",
    "max_removed": "0",
    "no_regression": "true",
    "fresh": "true",
    "allow_reused": "true",
    "inventory": '["pytest", "--collect-only", "-q"]',
    "baseline_ref": '"main"',
    "policy_ref": '"base"',
    "extends": '"../policies/gatekeeper.toml"',
    "target": '"100%"',
    "environment": '"staging"',
    "env": '{ staging = { pass_rate = "> 90%" } }',
    "max_deselected": "0",
    "may_skip": '["deploy-preview"]',
    "reruns": "true",
    "same_bytes": '"count"',
    "rule": '"pass-rate"',
    "category": '"unit"',
    "reason": '"#123"',
    "owner": '"payments-team"',
    "name": '"Payments"',
}


def described(kind: Any) -> str:  # noqa: ANN401 - a type expression
    """Return the description that an annotated type carries, or an empty text."""
    return next((each.description for each in getattr(kind, "__metadata__", ()) if isinstance(each, Meta) and each.description), "")


def plain_kind(kind: Any) -> Any:  # noqa: ANN401 - type expressions
    """Return the type without its annotations and without the possibility to leave it out."""
    if get_origin(kind) is Annotated:
        return plain_kind(get_args(kind)[0])
    given = [each for each in get_args(kind) if each not in (UnsetType, type(None))]
    return plain_kind(given[0]) if UnsetType in get_args(kind) else kind


def written(kind: Any) -> str:  # noqa: ANN401 - a type expression
    """Say in words how a value of this type is written."""
    if hasattr(kind, "schema"):
        return str(kind.schema["description"]).rstrip(".")
    if get_origin(kind) is Literal:
        return " or ".join(json.dumps(each) for each in get_args(kind))
    if get_origin(kind) is dict:
        return _table(plain_kind(get_args(kind)[1]))
    inner = plain_kind(get_args(kind)[0]) if get_origin(kind) is tuple else None
    if get_origin(inner) is Literal:
        return f"A list of {written(inner)}"
    if isclass(inner) and issubclass(inner, Struct):
        return "Tables of their own"
    return _IN_WORDS.get(kind, "A list of texts")


def _table(values: Any) -> str:  # noqa: ANN401 - a type expression
    if isclass(values) and issubclass(values, Struct):
        return "Tables of their own"
    return "A table of texts" if values is str else "A table of lists"


def example_of(name: str, kind: Any) -> str:  # noqa: ANN401 - a type expression
    """Return a value as TOML that could stand behind ``name =``."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    if get_origin(kind) is Literal:
        return json.dumps(get_args(kind)[-1])
    return _EXAMPLES.get(kind, '["*"]')
