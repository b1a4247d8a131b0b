"""Places in a shorter text are found again in the longer one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.audit.shift import STILL, Shift


def test_moves_nothing_without_a_change() -> None:
    assert [STILL.before(offset) for offset in range(3)] == [0, 1, 2]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=8))
def test_finds_what_stands_behind_each_change(parts: list[tuple[int, int]]) -> None:
    longer, changes = "", []
    for plain, blanks in parts:
        longer += "x" * plain + " " * blanks
        changes.append((len(longer), blanks, 1))
    longer += "x"
    shorter = "".join("x" * plain + " " for plain, _ in parts) + "x"
    shift = Shift.of(changes)
    assert all(longer[shift.before(offset)] == each for offset, each in enumerate(shorter) if each == "x")
