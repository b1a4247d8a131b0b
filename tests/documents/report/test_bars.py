from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.documents.report.bars import part, shares

_NAMES = ("passed", "failed", "errored", "skipped")


def _rects(drawn: str) -> list[tuple[str, float, float]]:
    return [(each.attrib["class"], float(each.attrib["x"]), float(each.attrib["width"])) for each in fromstring(drawn)]


def test_a_bar_is_parted_like_the_numbers() -> None:
    assert _rects(shares([("passed", 3), ("failed", 1), ("errored", 0)])) == [("passed", 0.0, 75.0), ("failed", 75.0, 25.0)]


def test_the_one_that_failed_among_many_is_seen() -> None:
    assert _rects(shares([("passed", 10**6), ("failed", 1)]))[1] == ("failed", 99.2, 0.8)


@given(st.lists(st.integers(0, 10**9), min_size=4, max_size=4))
def test_whatever_the_numbers_the_bar_stays_within_itself(numbers: list[int]) -> None:
    rects = _rects(shares(list(zip(_NAMES, numbers, strict=True))))
    assert [name for name, _, _ in rects] == [name for name, number in zip(_NAMES, numbers, strict=True) if number]
    assert all(left >= 0 and width > 0 and left + width <= 100.01 for _, left, width in rects)


@pytest.mark.parametrize(("value", "most", "width"), [(5.0, 10.0, 50.0), (10.0, 10.0, 100.0), (0.0, 0.0, 0.8)])
def test_a_part_is_as_long_as_its_share(value: float, most: float, width: float) -> None:
    assert _rects(part(value, most)) == [("time", 0.0, width)]
