from __future__ import annotations

import html
import re

import cmarkgfm
import hostile
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gatekeeper.documents.escapes import plain
from gatekeeper.documents.quiet import quiet


def _shown(text: str) -> str:
    page: str = cmarkgfm.github_flavored_markdown_to_html(text, cmarkgfm.Options.CMARK_OPT_UNSAFE)
    return page.removesuffix("\n")


@given(
    hostile.texts
    | st.text(max_size=60)
    | st.text("_*~[](){}<>&;:/.wW@#\\`'\" a1-=+!|^$", max_size=30)
    | st.sampled_from([name[:250] for name in hostile.NAMES.values()])
)
@example("_a_ __b__ a_b_ _a_b")
def test_it_is_text_and_nothing_else(text: str) -> None:
    page = _shown(f"- [ ] a (currently {quiet(text)}) <!-- gatekeeper: x -->")
    inner = re.fullmatch(r"<ul>\n<li><input[^<>]*/> a \(currently ([^<>\n]*)\) <!-- gatekeeper: x --></li>\n</ul>", page)
    assert inner, page
    seen = html.unescape(inner[1]).replace("\u200b", "")
    assert seen.split() == plain(text).split()


@pytest.mark.parametrize(
    "text",
    [
        "@me",
        "a @me",
        "org/repo#12",
        "#12",
        "GH-12",
        "gh-12",
        "www.evil.example",
        "WWW.evil.example",
        "me@evil.example",
        "https://evil.example",
    ],
)
def test_nobody_is_mentioned_and_nothing_linked(text: str) -> None:
    page = html.unescape(_shown(f"a {quiet(text)}"))
    assert "<a" not in page
    assert not re.search(r"@\w|#\d|(?i:gh-)\d", page)


@pytest.mark.parametrize("text", ["45.9%, 17 of 37, run 812, 2026-09-16", "a_b was not judged: x; y", "100.0%, e2e/api + ui"])
def test_what_we_say_ourselves_stays_readable(text: str) -> None:
    assert quiet(text) == text
