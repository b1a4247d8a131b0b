from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.junit.identity import LONGEST, matcher, one_line


@given(st.text())
def test_one_line_is_one_short_line(text: str) -> None:
    folded = one_line(text)
    assert len(folded) <= LONGEST
    assert len(folded.splitlines()) <= 1
    assert one_line(folded) == folded


def test_what_can_be_printed_stays() -> None:
    assert one_line(" a  b ") == " a  b "


def test_line_breaks_and_controls_become_one_space() -> None:
    assert one_line("a\r\n\x1b\u2028b") == "a b"


def test_long_names_stay_different() -> None:
    one, other = one_line("x" * 3000 + "1"), one_line("x" * 3000 + "2")
    assert one != other
    assert len(one) <= LONGEST


def test_lone_surrogates_do_not_crash() -> None:
    assert one_line("\udc80" * 3000)


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("a.T::test_x[chrome]", "a.T::test_x[chrome]", True),
        ("a.T::test_x[chrome]", "a.T::test_xc", False),
        ("a.*", "a.T::x", True),
        ("a.*", "b.a.T::x", False),
        ("a::?", "a::x", True),
        ("a::?", "a::xy", False),
        ("*[!x]", "a[!x]", True),
        ("a+b", "aab", False),
        ("*", "a\nb", True),
    ],
)
def test_only_star_and_question_mark_are_special(pattern: str, name: str, matches: bool) -> None:
    assert bool(matcher((pattern,))(name)) is matches


def test_any_of_several_patterns_is_enough() -> None:
    either = matcher(("a", "b*"))
    assert [bool(either(name)) for name in ("a", "bb", "c", "ab")] == [True, True, False, False]


@given(st.text(min_size=1))
def test_a_name_without_wildcards_matches_only_itself(name: str) -> None:
    plain = name.replace("*", "-").replace("?", "-")
    assert matcher((plain,))(plain)
    assert not matcher((plain,))(f"{plain}x")
