from __future__ import annotations

import attacks
import pytest
from hypothesis import given
from markupsafe import Markup
from pages import page
from records import record

from gatekeeper.documents.filters import code, duration, fence, printed, printed_in_html, printed_in_json, run_link, words
from gatekeeper.evidence.record import RunRow
from gatekeeper.rules import all_rules

_SENTENCES = [
    "PASSED, 1 waived: 36 of 37 tests passed (97.2%), 2 skipped",
    "NO_EVIDENCE: evidence-found [unit], tests-executed [run]",
    "fix the failing tests, or waive them by name with an owner and a date",
    "> 90%",
    ">= 100%",
    "a suite's end",
    "gatekeeper 1.2.0",
    "",
]


@pytest.mark.parametrize("text", [*_SENTENCES, *(each.title() for each in all_rules().values())])
def test_our_own_sentences_stay_as_they_are(text: str) -> None:
    shown = page(f"x {words(text)}")
    assert (" ".join(shown.prose.split()), shown.code) == (" ".join(f"x {text}".split()), "")


@given(attacks.texts)
def test_words_do_nothing_anywhere(text: str) -> None:
    attacks.harmless(f"{words(text)}\n\n- {words(text)}\n\n## a {words(text)}\n\n<p>{words(text)}</p>\n")


@pytest.mark.parametrize("text", attacks.TEXTS)
def test_words_of_an_attack_do_nothing_anywhere(text: str) -> None:
    attacks.harmless(f"{words(text)}\n\n- {words(text)}\n\n## a {words(text)}\n\n<p>{words(text)}</p>\n")


def _in_code(text: str) -> str:
    return f"a {code(text)} b\n\n- {code(text)}\n\n| {code(text)} | x |\n| --- | --- |\n| {code(text)} | y |\n\n<p>{code(text)}</p>\n"


@given(attacks.texts)
def test_code_keeps_text_in_code_inside_markdown_too(text: str) -> None:
    attacks.contained(_in_code, text)


@pytest.mark.parametrize("text", attacks.TEXTS)
def test_code_keeps_an_attack_in_code(text: str) -> None:
    attacks.contained(_in_code, text)


def test_code_shows_what_it_was_given() -> None:
    text = "shop.CartTest::test_a[<a> & b]_c_ *x* `y` \\n www.z.example a@z.example |$~"
    assert page(f"a {code(text)}").code == text


@given(attacks.texts)
def test_a_fence_keeps_text_inside(text: str) -> None:
    attacks.fenced(fence(text))


@pytest.mark.parametrize("text", attacks.TEXTS)
def test_a_fence_keeps_an_attack_inside(text: str) -> None:
    attacks.fenced(fence(text))


@pytest.mark.parametrize("value", [1, 1.5, True])
def test_numbers_are_printed_as_they_are(value: object) -> None:
    assert printed(value) is value


def test_durations() -> None:
    assert [duration(each) for each in (None, 0, 1234)] == ["-", "0.0s", "1.2s"]


_RUN = "https://github.com/shop/cart/actions/runs/815"


@pytest.mark.parametrize("url", [_RUN, f"{_RUN}/attempts/2", "https://git.shop.example:8443/a/b/actions/runs/1"])
def test_the_address_of_a_run_is_a_link(url: str) -> None:
    assert run_link(record(run=RunRow(url=url, id="815", attempt=None))) == f'<a href="{url}">run 815</a>'


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        _RUN.replace("https", "http"),
        "javascript:alert(1)",
        "https://github.com/shop/cart/issues/1",
        "https://github.com/shop/cart/issues/1?/actions/runs/815",
        "https://github.com/shop/cart/issues/1#/actions/runs/815",
        "https://github.com/../x/actions/runs/815",
        "https://a@evil.example/x/actions/runs/815",
        f'{_RUN}"onclick="x',
        f"{_RUN}\n",
        f" {_RUN}",
        _RUN.replace("815", "٨١٥"),
    ],
)
def test_any_other_address_is_none(url: str | None) -> None:
    assert run_link(record(run=RunRow(url=url, id="815", attempt=None))) == "run 815"


@pytest.mark.parametrize("number", [None, "", "x", "8 15", "<b>", "٨١٥", "1" * 21])
def test_a_run_without_a_number(number: str | None) -> None:
    assert run_link(record(run=RunRow(url=None, id=number, attempt=None))) == "unnamed run"


def test_no_run() -> None:
    assert run_link(record()) == "a run outside CI"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        (True, "true"),
        (7, "7"),
        (1.5, "1.5"),
        (float("nan"), '"nan"'),
        ('a\n"b\\', '"a \\"b\\\\"'),
        ("</script>&'", '"\\u003c/script\\u003e\\u0026\\u0027"'),
        ("##[error]\u202e\u00e4", '"\\u0023#[error]\\u00e4"'),
        (Markup("<b>"), '"\\u003cb\\u003e"'),
        ([1], '"[1]"'),
    ],
)
def test_in_json_a_value_is_one_literal(value: object, shown: str) -> None:
    assert printed_in_json(value) == shown


def test_in_html_all_of_a_text_is_escaped_and_nothing_invisible_is_left() -> None:
    assert printed_in_html("<b a='1'>&\u202e\x00" + "x" * 5000) == "&lt;b a=&#39;1&#39;&gt;&amp;" + "x" * 5000
    assert printed_in_html("\t" * 9) == " " * 36
    assert (printed_in_html(Markup("<b>")), printed_in_html(7), printed_in_html(None)) == ("<b>", 7, "None")


_AMOUNTS = {
    "$500K+ ARR": "&#36;500K+ ARR",
    "over $1,200.50.": "over &#36;1,200.50.",
    "$5 or $6": "<code>&#36;5</code> or <code>&#36;6</code>",
    "x$5": "<code>x&#36;5</code>",
    "$x": "<code>&#36;x</code>",
    "$5@a": "<code>&#36;5@<wbr>a</code>",
    "took 5.106s (12ms)": "took 5.106s (12ms)",
}


@pytest.mark.parametrize(("text", "shown"), _AMOUNTS.items())
def test_an_amount_stays_in_its_sentence_and_a_formula_does_not(text: str, shown: str) -> None:
    assert words(text) == shown
