from __future__ import annotations

from typing import Annotated, Literal

import pytest
from msgspec import UNSET, Meta, UnsetType

from gatekeeper.config.words import description, explain, missing_key


@pytest.mark.parametrize(
    ("problem", "hint", "said"),
    [
        ("Expected `array`, got `str`", tuple[str, ...], 'is written as a list, such as ["..."], not as a text'),
        ("Expected `str`, got `float`", str, "is written as a text in quotes, not as a number with a fraction"),
        ("Expected `bool`, got `object`", bool, "is written true or false, without quotes, not as a table"),
        ("Expected `str`, got `int`", Annotated[Literal["a", "b"] | UnsetType, Meta(description="x")], 'is "a" or "b"'),
        ("Invalid enum value 'c'", Literal["a", "b"], 'is "a" or "b"'),
        ("Invalid RFC3339 encoded date", None, "is written as a date without quotes, such as 2027-01-31"),
        ("a sentence of our own", str, "a sentence of our own"),
        ("Expected `something`, got `new`", str, "Expected `something`, got `new`"),
    ],
)
def test_problems_in_words(problem: str, hint: object, said: str) -> None:
    assert explain(problem, hint) == said


def test_a_missing_key_is_found_by_name() -> None:
    assert missing_key("Object missing required field `expires`") == "expires"
    assert missing_key("Expected `str`, got `int`") is None


def test_the_description_of_a_key_is_found() -> None:
    assert description(Annotated[str, Meta(min_length=1), Meta(description="What it is.")]) == "What it is."
    assert description(str) == description(UNSET) == ""
