from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.documents.cut import Part, Shown, fit

if TYPE_CHECKING:
    from collections.abc import Mapping


def _text(shown: Mapping[str, Shown]) -> str:
    return "".join(f"{name}{len(rows.rows):02}/{rows.all:02}" + "-" * len(rows.rows) for name, rows in shown.items())


def _part(name: str, rows: int, enough: int = 2) -> Part:
    return Part(name=name, rows=range(rows), enough=enough)


def test_what_fits_is_whole() -> None:
    assert fit([_part("a", 3), _part("b", 4)], 100, _text) == "a03/03---b04/04----"


@pytest.mark.parametrize(
    ("room", "rows"),
    [(52, (20, 20)), (51, (19, 20)), (34, (2, 20)), (33, (2, 19)), (17, (2, 3)), (16, (2, 2)), (15, (1, 2)), (14, (0, 2)), (13, (0, 1))],
)
def test_the_first_part_gives_way_first_and_down_to_what_is_enough(room: int, rows: tuple[int, int]) -> None:
    text = fit([_part("a", 20), _part("b", 20)], room, _text)
    assert text == "".join(f"{name}{most:02}/20{'-' * most}" for name, most in zip("ab", rows, strict=True))


def test_there_may_be_no_room_at_all() -> None:
    parts = [_part("a", 20), _part("b", 20)]
    assert (fit(parts, 12, _text), fit(parts, 11, _text)) == ("a00/20b00/20", None)


def test_urgent_rows_stay_longest_in_their_own_order() -> None:
    part = Part(name="a", rows="abcde", enough=0, urgent=lambda row: row in "ce")
    assert ["".join(part.first(most).rows) for most in range(6)] == ["", "c", "ce", "ace", "abce", "abcde"]


def test_there_may_be_more_than_the_rows() -> None:
    shown = Part(name="a", rows="ab", enough=0, all=7).first(2)
    assert (shown.rows, shown.all, shown.hidden) == (("a", "b"), 7, 5)


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 50)), min_size=1, max_size=5), st.integers(0, 5000))
def test_the_longest_that_fits_in_few_renderings(sizes: list[tuple[int, int]], room: int) -> None:
    rendered = []

    def render(shown: Mapping[str, Shown]) -> str:
        rendered.append(shown)
        return "-" * sum(len(each.rows) for each in shown.values())

    text = fit([_part(str(place), rows, enough) for place, (rows, enough) in enumerate(sizes)], room, render)
    assert text is not None
    assert len(text) == min(room, sum(min(rows, 600) for rows, _ in sizes))
    assert len(rendered) <= 18
    assert all(len(each.rows) <= 600 for shown in rendered for each in shown.values())
