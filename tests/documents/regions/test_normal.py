from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gatekeeper.documents.regions.normal import normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\nb", "a b"),
        ("a\n\n\n\nb", "a\r\n\r\nb\r\n"),
        ("* a\n* b", "- a\n- b"),
        ("*a* __b__", "_a_ **b**"),
        ("|a|b|\n|-|:-:|\n|c|d|", "| a   |  b  |\n| --- | :-: |\n| c   |  d  |"),
        ("a\n===", "# a"),
        ("~~~ x\na\n~~~", "```x\na\n```"),
        (r"1\. \* \a_b", "1\\. \\* \\a_b\n"),
        ("2 * 3", r"2 \* 3"),
        ("***\n", "---\n"),
        ("1) a\n2) b", "1. a\n2. b"),
        ("- a\n\n- b", "- a\n- b"),
        ("<p>\n  a\n</p>", "<p>\na\n</p>\n"),
        ("a  \nb", "a\\\nb"),
    ],
)
def test_what_a_formatter_changes_is_the_same(one: str, other: str) -> None:
    assert normal(one, "md") == normal(other, "md")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("36 of 37", "37 of 37"),
        ("a b", "ab"),
        ("a", "A"),
        ("# a", "## a"),
        ("- a", "a"),
        ("1. a", "2. a"),
        ("*a*", "**a**"),
        ("[a](b)", "[a](c)"),
        ('[a](b "c")', '[a](b "d")'),
        ("![a](b)", "![c](b)"),
        ("![a](b)", "![a](c)"),
        ("|a|\n|-|\n|b|", "|a|\n|-:|\n|b|"),
        ("```\na  b\n```", "```\na b\n```"),
        ("    a  b", "    a b"),
        ("`a  b`", "`a b`"),
        ("```x\na\n```", "```y\na\n```"),
        ("<p>1</p>", "<p>2</p>"),
        ("a <b>1</b>", "a <i>1</b>"),
        ("<!-- a -->", "<!-- b -->"),
        ("~~a~~", "a"),
        ("[a]: /x", "[a]: /y"),
        ("a\u00a0b", "a b"),
        ("&lt;", "&gt;"),
        ("> " * 60 + "a", "> " * 60 + "b"),
        ("- " * 70 + "a", "- " * 70 + "b"),
        ("*" * 300 + "a" + "*" * 300, "*" * 300 + "b" + "*" * 300),
        ("https&#58;//x", "https://x"),
        (r"https\://x", "https://x"),
        ("www&#46;x.example", "www.x.example"),
        (r"a\@b.example", "a@b.example"),
        (r"\[^1]: red", "[^1]: red"),
        (r"\~red\~", "~red~"),
        ("&#36;x&#36;", "$x$"),
        ("> [!CAUTION]\n> red", "> [!CAUTION] red"),
        ("<pre>\na\nb</pre>", "<pre>\na b</pre>"),
    ],
)
def test_what_somebody_edits_is_not(one: str, other: str) -> None:
    assert normal(one, "md") != normal(other, "md")


_TEXT = """Rate 97.2% of *unit*

|Category|Rate|
|-|-|
|`a b`|**100.0%**|

* one_two
* <b>bold</b> &lt; [link](/to)

```
verbatim 1
```
"""
_SEEN = [place for place, each in enumerate(_TEXT) if each.isalnum()]


@settings(max_examples=40)
@given(st.sampled_from(_SEEN), st.sampled_from("abcxyzABC0123456789é☃"))
def test_no_visible_character_can_be_edited(place: int, instead: str) -> None:
    assume(_TEXT[place] != instead)
    assert normal(_TEXT[:place] + instead + _TEXT[place + 1 :], "md") != normal(_TEXT, "md")
    assert normal(_TEXT[:place] + instead + _TEXT[place:], "md") != normal(_TEXT, "md")
    assert normal(_TEXT[:place] + _TEXT[place + 1 :], "md") != normal(_TEXT, "md")


_LONG = "| a | b |\n|---|---|\n" + "".join(f"| `[{number}]` | FAILED |\n" for number in range(2100))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_LONG, _LONG.replace("FAILED |\n| `[7]`", "FAILED | | `[7]`")),
        ("# red\n" + "[x]\n" * 2100, "    # red\n" + "[x]\n" * 2100),
        ("- " * 70 + "a  b", "- " * 70 + "a b"),
        ("a  b" * 90_000, "a b" + "a  b" * 89_999),
    ],
    ids=["rows joined", "indent", "deep", "long"],
)
def test_what_is_too_much_to_parse_is_compared_blank_by_blank(one: str, other: str) -> None:
    assert normal(one, "md") != normal(other, "md")
    assert normal(f"\n{one}  \n\n".replace("\n", "\r\n"), "md") == normal(one, "md")


def test_broken_json_is_compared_blank_by_blank() -> None:
    assert normal('{"a": "x  y",}', "json") != normal('{"a": "x y",}', "json")


def test_json_is_compared_by_its_values() -> None:
    assert normal('{"a": [1, "x"]}', "json") == normal('{\r\n  "a": [\n1,"\\u0078"]\n}\n', "json")
    for other in (
        '{"a": [1, "y"]}',
        '{"a": [1, "x"], "b": 1}',
        '{"a": [1, "x"], "a": [1, "x"]}',
        '{"a": [1.0, "x"]}',
        '["pairs", ["a", [1, "x"]]]',
        '{"a": [1, "x"',
    ):
        assert normal('{"a": [1, "x"]}', "json") != normal(other, "json")
    assert normal("{", "json") == normal("{\n", "json") != normal("[", "json")
    assert normal("[" * 100_000, "json") == [["raw", "[" * 100_000]]


@pytest.mark.parametrize("text", ["[" * 50_000, "[a[" * 9_000 + "]" * 9_000, "![a](" * 15_000, "x\n" * 200_000], ids=lambda text: text[:4])
def test_what_would_take_long_is_compared_as_it_is_written(text: str) -> None:
    assert normal(text, "md") == normal(text.replace("\n", "\r\n"), "md") != normal(f"{text}x", "md")
    assert normal(text, "md")[0][0] == "raw"
