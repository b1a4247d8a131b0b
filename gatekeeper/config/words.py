"""What the decoder says about a wrong value, in the words of TOML."""

from __future__ import annotations

import re
from typing import Any, Literal, get_args, get_origin

from msgspec import Meta

_EXPECTED = re.compile(r"Expected `([^`]+)`.*, got `([^`]+)`")
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_WANTED = {
    "array": 'is written as a list, such as ["..."]',
    "str": "is written as a text in quotes",
    "bool": "is written true or false, without quotes",
    "date": "is written as a date without quotes, such as 2027-01-31",
}
_GIVEN = {
    "array": "a list",
    "bool": "true or false",
    "date": "a date",
    "datetime": "a date with a time",
    "float": "a number with a fraction",
    "int": "a whole number",
    "object": "a table",
    "str": "a text",
    "time": "a time of day",
}


def explain(problem: str, hint: Any) -> str:  # noqa: ANN401 - a type expression
    """Return the problem with a value of the type ``hint`` in words; what is in words already is returned as it is."""
    choices = _choices(hint)
    if choices and problem.startswith(("Expected", "Invalid enum")):
        return "is " + " or ".join(f'"{choice}"' for choice in choices)
    expected = _EXPECTED.fullmatch(problem)
    if expected and expected[1] in _WANTED:
        return f"{_WANTED[expected[1]]}, not as {_GIVEN.get(expected[2], expected[2])}"
    if "matching regex" in problem:
        return f"is not written like one: {description(hint)}"
    return _WANTED["date"] if "RFC3339" in problem else problem


def missing_key(problem: str) -> str | None:
    """Return the name of the required key that the problem is about, if it is about one."""
    found = _MISSING.fullmatch(problem)
    return found[1] if found else None


def description(hint: Any) -> str:  # noqa: ANN401 - a type expression
    """Return the sentence that describes a key."""
    texts = [each.description for each in get_args(hint) if isinstance(each, Meta) and each.description]
    return texts[-1] if texts else ""


def _choices(hint: Any) -> tuple[str, ...]:  # noqa: ANN401 - a type expression
    """Return the texts that a key may have, or nothing when any text will do."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return next((found for each in get_args(hint) if not isinstance(each, (str, Meta)) and (found := _choices(each))), ())
