from __future__ import annotations

from audits import document
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.prose import Prose


def _lines(text: str) -> list[tuple[int, str]]:
    return Prose(document(text)).lines()


def test_prose_is_what_people_read() -> None:
    text = "# A\n\ntext `code` more\n\n```\nx\n```\n\n> said\n\n- item\n  goes on\n\n| a |\n|---|\n| b |\n\n<!-- hidden -->\n"
    assert _lines(text) == [(1, "# A"), (3, "text        more"), (11, "- item"), (12, "  goes on"), (14, "| a |"), (16, "| b |")]


def test_our_own_regions_are_left_to_verify() -> None:
    begin, end = "<!-- gatekeeper:begin id=status -->", "<!-- gatekeeper:end id=status -->"
    assert [line for line, _ in _lines(f"before\n\n{begin}\n\ninside\n\n{end}\n\nafter\n")] == [1, 9]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
def test_lines_are_where_they_are(text: str) -> None:
    made = document(text)
    assert all(len(each) == len(made.source.lines[line - 1]) for line, each in Prose(made).lines())
