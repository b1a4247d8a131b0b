from __future__ import annotations

import time

import pytest

from gatekeeper.documents.regions.normal import normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a b</p>", "<p>\n  a\n  b\n</p>\n"),
        ("<BR>", "<br />"),
        ('<td class="a  b" hidden>', '<td\n  class="a b"\n  hidden\n>'),
        ('<p style="color:red">', "<p style='color: red;'>"),
        ("<!DOCTYPE html>", "<!doctype html>"),
        ("<pre>a\n b</pre>", "<pre>\na\n b</pre>"),
        ("<!-- a\n b -->", "<!--a b-->"),
    ],
)
def test_what_a_formatter_changes_is_the_same(one: str, other: str) -> None:
    assert normal(one, "html") == normal(other, "html")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>1</p>", "<p>2</p>"),
        ("<p>1</p>", "<b>1</b>"),
        ('<p class="a">', '<p class="b">'),
        ('<p class="a">', '<p id="a">'),
        ("<pre>a  b</pre>", "<pre>a b</pre>"),
        ("<script>a = 1</script>", "<script>a = 2</script>"),
        ("<!-- a -->", "<!-- b -->"),
        ("<!doctype html>", "<!doctype x>"),
        ("<?a>", "<?b>"),
        ("<![CDATA[a]]>", "<![CDATA[b]]>"),
        ("a b", "ab"),
        ("<p>a</p>", "<p>a"),
        ("</pre>a  b<pre>", "</pre>a  c<pre>"),
        ("a &lt; b", "a &gt; b"),
        ("a < b", "a > b"),
        ("<a b='1'>", "<a b='2'>"),
        ("<a b=1>", "<a b=2>"),
        ('<a b="x > 1">', '<a b="x > 2">'),
        ("<a <b>", "<c <b>"),
        ("<!-- a", "<!-- b"),
    ],
)
def test_what_somebody_edits_is_not(one: str, other: str) -> None:
    assert normal(one, "html") != normal(other, "html")


@pytest.mark.parametrize("piece", ["<", "<!--", "<!-- a ", "<a ", "<a x='", '<a x="', "<![", "&#", "</", "<pre>", "< a", "<a x = "])
def test_no_page_takes_long(piece: str) -> None:
    begun = time.process_time()
    assert normal(piece * 50_000, "html") != normal(piece * 50_000 + "b", "html")
    assert time.process_time() - begun < 8
