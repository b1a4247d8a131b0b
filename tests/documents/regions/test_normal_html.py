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
        ("<table>\n<tr> <td>1</td>\n</table>", "<table><tr><td> 1 </td></table>"),
        ("<p>a <b>1</b>\n</p>", "<p> a\n<b>1</b></p>"),
        ("<title>a b</title>", "<title>\n  a\n  b\n</title>"),
        ("<a b=1>", "<a b = '1' >"),
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
        ("<details open>", "<details =open>"),
        ("<p class='a'>", "<p =class='a'>"),
        ("<p class='a'>", "<p =class=a>"),
        ("<a href='x'>", "<a =href='x'>"),
        ("<a href=x hidden>", '<a href=x"hidden>'),
        ("<p a='1' b>", "<p a='1' 'b>"),
        ("<p a='1' b>", "<p a='1'b>"),
        ("<p =a>", "<p =b>"),
        ("<p a =  b'>", "<p a = b'>"),
        ("<a href='/x'>", "<a/href='/x'>"),
        ("<p hidden>", "<p hidden=''>"),
        ("<p>1 <b>2</b></p>", "<p>1<b>2</b></p>"),
        ("<p><b>1</b> 2</p>", "<p><b>1</b>2</p>"),
        ("<p><b>1</b> <b>2</b></p>", "<p><b>1</b><b>2</b></p>"),
        ("<p>1<!-- --> 2</p>", "<p>1<!-- -->2</p>"),
        ("<p title='a  b'>", "<p title='a b'>"),
        ("<p style=\"content:'a ; b'\">", "<p style=\"content:'a;b'\">"),
        ("<script>if(a<B>c)x()</script>", "<script>if(a<b>c)x()</script>"),
        ("<script>a //  b\nc</script>", "<script>a // b c</script>"),
        ("<style>a  b{}</style>", "<style>a b{}</style>"),
        ("<title>1<b> 2</title>", "<title>1<b>2</title>"),
        ("<![CDATA[FAILED]]>", "<![CDATA[failed]]>"),
        ("<![CDATA[a  b]]>", "<![CDATA[a b]]>"),
        ("<svg><g/>1</svg>", "<svg><g>1</svg>"),
        ("<!-- >1-->", "<!-->1-->"),
        ("<pre>1<b>\n2</b></pre>", "<pre>1<b>2</b></pre>"),
    ],
)
def test_what_somebody_edits_is_not(one: str, other: str) -> None:
    assert normal(one, "html") != normal(other, "html")


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "<!-- a ",
        "<a ",
        "<a x='",
        '<a x="',
        "<![",
        "&#",
        "</",
        "<pre>",
        "< a",
        "<a x = ",
        "<script>",
        "<title> a",
        "<script x>a</",
    ],
)
def test_no_page_takes_long(piece: str) -> None:
    begun = time.process_time()
    assert normal(piece * 50_000, "html") != normal(piece * 50_000 + "b", "html")
    assert time.process_time() - begun < 8
