from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.documents.markdown import blocks
from gatekeeper.documents.offsets import Offsets, lines_of

_PIECES = st.sampled_from(
    ["- ", "> ", "1. ", "\t", "  ", "\n", "\r\n", "\r", "a", "1", "-", ">", "b c", "\u2028", "\x85", "\x0b", "    ", "[ ] ", " \n"]
)


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_every_character_of_a_paragraph_is_found_where_it_stands(body: str) -> None:
    lines = lines_of(body)
    for block in blocks(body):
        offsets = Offsets(block=block, lines=lines)
        if block.content.partition("\n")[0].lstrip(" \t") not in lines[block.first][1]:
            continue  # the parser drops whole lines of odd white space
        for position, each in enumerate(block.content):
            if not each.isspace():
                assert body[offsets.of(position)] == each


def test_rows() -> None:
    body = "x\n\n- a\r\n  b\rc  "
    block = list(blocks(body))[1]
    offsets = Offsets(block=block, lines=lines_of(body))
    assert [offsets.row(position) for position in range(len("a\nb\nc"))] == [2, 2, 3, 3, 4]
    assert [offsets.of(position) for position in (0, 2, 4)] == [5, 10, 12]


def test_a_line_that_looks_like_its_own_marker() -> None:
    (block,) = blocks("1. 1")
    assert Offsets(block=block, lines=lines_of("1. 1")).of(0) == 3
