from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.documents.markdown import TOO_DEEP, blocks, opaque


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("a", [("paragraph_open", 0, False)]),
        ("- a\n  b\n\n  c\n- d", [("paragraph_open", 2, True), ("paragraph_open", 2, False), ("paragraph_open", 2, True)]),
        ("-\n  a", [("paragraph_open", 2, False)]),
        ("> - a", [("paragraph_open", 3, True)]),
        ("# a", [("heading_open", 0, False)]),
        ("a\n===", [("heading_open", 0, False)]),
        ("    a\n\n```\nb\n```", []),
        ("<!-- a\nb -->\n", [("html_block", 0, False)]),
        ("a|b\n-|-\nc|d", [("th_open", 3, False)] * 2 + [("td_open", 3, False)] * 2),
        ("> " * 99 + "a", [("paragraph_open", 99, False)]),
        ("> " * 100 + "a", [(TOO_DEEP, 99, False)]),
        ("[a]: https://example.org", [("paragraph_open", 0, False)]),
    ],
)
def test_blocks(body: str, kinds: list[tuple[str, int, bool]]) -> None:
    assert [(each.kind, each.level, each.item) for each in blocks(body)] == kinds


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a `b` c", ["`b`"]),
        ("a `` b ` c", []),
        ("`a` `` b", ["`a`"]),
        (r"\`a` b`", ["` b`"]),
        (r"\<!-- a -->", []),
        ("a <!-- b\nc --> <b> <https://example.org>", ["<!-- b\nc -->", "<b>", "<https://example.org>"]),
        ("`<!-- a -->` <!-- `b -->`", ["`<!-- a -->`", "<!-- `b -->"]),
        ("[a <!-- b -->](c)", ["<!-- b -->"]),
        ("a < b <!-- c", []),
    ],
)
def test_opaque(content: str, found: list[str]) -> None:
    spans = opaque(content)
    assert [span.text for span in spans] == found
    assert all(content[span.start : span.end] == span.text for span in spans)


@given(st.text(st.sampled_from("`<>!-\\ab \n/?[]=\"'"), max_size=60))
def test_spans_are_in_order_and_apart(content: str) -> None:
    last = 0
    for span in opaque(content):
        assert last <= span.start < span.end
        last = span.end


_MOST = 65_536


@pytest.mark.parametrize(
    "piece",
    [
        ">",
        "> ",
        "[",
        "![",
        "+ ",
        "1. ",
        "> - ",
        "- a\n",
        "a|",
        "`",
        "`` ` ",
        "<",
        "<!--",
        "<?",
        "<![CDATA[",
        "<a b='",
        "\\",
        "\n",
        "\t",
        "*_",
        "<!-- gatekeeper: ",
        "a\n===\n",
    ],
)
def test_hostile_bodies_take_no_time(piece: str) -> None:
    body = (piece * _MOST)[:_MOST]
    begun = time.process_time()
    assert len(list(blocks(body))) <= _MOST
    opaque(body)
    assert time.process_time() - begun < 5
