"""Blocks know their lines, headings, boxes, quotes and cells."""

from __future__ import annotations

import pytest

from gatekeeper.audit.blocks import Block, Shape
from gatekeeper.audit.source import read
from gatekeeper.audit.walk import blocks
from gatekeeper.errors import AuditError


def found(text: str) -> list[Block]:
    return list(blocks(read(text.encode(), "a.md")))


def test_puts_each_block_under_its_headings() -> None:
    made = found("# A\n\n## B\n\ntext\n\n## C\n\nmore\n\n# D\n\nlast\n")
    assert [block.headings for block in made if block.shape is Shape.TEXT] == [("A", "B"), ("A", "C"), ("D",)]


def test_takes_a_bold_line_for_a_heading_until_the_next() -> None:
    made = found("# A\n\n**B**\n\ntext\n\n**C:**\n\n- item\n\n## D\n\nlast\n")
    assert [block.headings for block in made[2::2]] == [("A", "B"), ("A", "C:"), ("A", "D")]


def test_knows_what_introduces_a_list_and_what_an_item_stands_in() -> None:
    made = found("so it is:\n\n- one\n  - two\n\nplain\n\n- three\n")
    assert [block.leads for block in made if block.shape is Shape.ITEM] == [("so it is:",), ("so it is:", "one"), ()]


def test_reads_boxes_for_all_of_an_item() -> None:
    made = found("- [x] done\n\n  more\n- [ ] open\n- none\n")
    assert [block.ticked for block in made] == [True, True, False, None]


def test_knows_quotes_from_own_text() -> None:
    assert [block.quoted for block in found("> a\n\nb\n\n> > c\n")] == [True, False, True]


def test_takes_more_than_for_no_quote() -> None:
    assert [block.quoted for block in found("- >90% covered\n\n>= 3 tests\n\n> 3 tests\n")] == [False, False, True]


def test_holds_cells_under_their_headers() -> None:
    made = found("| a | b |\n|---|---|\n| one | two |\n| x \\| y |  |\n")
    assert [block.shape for block in made] == [Shape.HEADER, Shape.ROW, Shape.ROW]
    assert [(cell.header, cell.line.raw, cell.first) for cell in made[1].cells] == [("a", "one", True), ("b", "two", False)]


@pytest.mark.parametrize("text", ["```\nall pass\n```\n", "    all pass\n", "<div>\nall pass\n</div>\n", "<!-- all pass -->\n"])
def test_holds_neither_code_nor_raw_html(text: str) -> None:
    assert found(text) == []


def test_finds_each_line_where_it_stands() -> None:
    text = "> - first\n>   second\n\n1. third\n   fourth\n"
    places = [(line.number, line.start, line.text) for block in found(text) for line in block.lines]
    assert places == [(0, 4, "first"), (1, 4, "second"), (3, 3, "third"), (4, 3, "fourth")]


def test_ends_in_time_on_deep_nesting() -> None:
    with pytest.raises(AuditError, match=r"a\.md, line 1: nested deeper than is read"):
        found(">" * 5000 + " all tests pass\n")


def test_ends_in_time_on_many_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gatekeeper.audit.walk.MOST", 0)
    with pytest.raises(AuditError, match="too deep, or has too wide tables"):
        found(("- " * 18 + "x\n") * 50)
