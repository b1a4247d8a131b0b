from __future__ import annotations

from fnmatch import translate
from re import match

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.selftest.globs import matches, text_for

GLOBS = st.text(alphabet="ab*?[:.", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("every", "none"),
    [
        (("*",), ()),
        (("*golden*", "*unit*", "?*::?*"), ("*must_fail*",)),
        (("a*b", "*c*"), ("*x*",)),
        (("test[chrome]", "*"), ()),
        (("????",), ("*x*", "*a*")),
        (("",), ()),
    ],
)
def test_a_text_that_they_all_match(every: tuple[str, ...], none: tuple[str, ...]) -> None:
    text = text_for(every, none)
    assert text is not None
    assert matches(text, every, none)


@pytest.mark.parametrize(("every", "none"), [(("a", "b"), ()), (("a*",), ("*",)), (("?",), ("?*",)), (("a?", "?"), ())])
def test_none_where_there_is_none(every: tuple[str, ...], none: tuple[str, ...]) -> None:
    assert text_for(every, none) is None


@given(GLOBS, GLOBS)
def test_whatever_is_found_matches_by_another_reading_of_globs(one: str, other: str) -> None:
    text = text_for((one, other))
    if text is not None:
        assert all(match(translate(each.replace("[", "[[]")), text) for each in (one, other))


@given(GLOBS)
def test_every_glob_alone_has_a_text(glob: str) -> None:
    assert text_for((glob,)) is not None


def test_a_search_without_an_end_is_given_up() -> None:
    assert text_for(tuple(f"*{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz")) is None
