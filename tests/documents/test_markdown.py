from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.documents.markdown import DEEPEST, TOO_DEEP, TOO_MUCH, blocks, opaque


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
        ("> " * (DEEPEST - 1) + "a", [("paragraph_open", DEEPEST - 1, False)]),
        ("> " * DEEPEST + "a", [(TOO_DEEP, DEEPEST - 1, False)]),
        ("- " * (DEEPEST // 2) + "a", [(TOO_DEEP, DEEPEST - 1, False)]),
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
_WIDE = "|a" * 50 + "\n" + "|-" * 50 + "\n"
_WIDER = "|a" * 200 + "\n" + "|-" * 200 + "\n"
_LAZY = "b\n" * 32_000


@pytest.mark.parametrize(
    "body",
    [
        ">" * 90 + " a\n" + _LAZY,
        ">" * 19 + " a\n" + _LAZY,
        "> - " * 45 + "a\n" + _LAZY,
        ">" * 30 + " a\n" + "<b\n" * 20_000,
        (">" * 19 + "a\n" + "b\n" * 200) * 150,
        (_WIDE + "|\n" * 1300 + "\n") * 23,
        _WIDER + _LAZY,
    ],
    ids=["deep", "less deep", "lists in quotes", "tags", "many quotes", "wide tables", "wider table"],
)
def test_what_would_take_forever_is_not_read_at_all(body: str) -> None:
    begun = time.process_time()
    assert [each.kind for each in blocks(f"a\n\n{body}")] == [TOO_MUCH]
    assert time.process_time() - begun < 8


@pytest.mark.parametrize(
    "piece", ["a\n", "- a\n", "> a\nb\n", "- [ ] a word\n  - and more\n", "> > > some words\nlazy ones\n", "| x | x |\n"]
)
def test_long_bodies_are_read(piece: str) -> None:
    body = "# a\n|a|b\n|-|-\n" + "\n" * ("|" not in piece) + piece * (_MOST // len(piece))
    assert all(each.kind != TOO_MUCH for each in blocks(body))
    assert next(blocks(body)).kind == "heading_open"
    assert [each.kind for each in blocks("a")] == ["paragraph_open"]


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
        "- - - ",
        "a <!--\n",
        "> <!--\n",
        "[a]: b '\n",
        "[a]:\n",
        "```\n",
        "&#0;",
        "&amp",
        "<a ",
        "a|b\n-|-\n\n",
        "- - - - a\nb\nb\n",
        ">>>>>>>>>>>>>>>>>>>a\n\n",
    ],
)
def test_hostile_bodies_take_no_time(piece: str) -> None:
    body = (piece * _MOST)[:_MOST]
    begun = time.process_time()
    assert len(list(blocks(body))) <= _MOST
    opaque(body)
    assert time.process_time() - begun < 5
