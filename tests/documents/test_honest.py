"""Templates that try to print 99, which is in no record: every one is refused before anything is printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import TemplateSyntaxError
from records import record

from gatekeeper.documents.templates import Language, RenderError, check_template, environment, folder, language, render
from gatekeeper.documents.vocabulary import Word
from gatekeeper.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TYPED = "a number is typed here"
_CALCULATES = "a template does not calculate"
_CUTS = "a template does not cut texts and lists"
_NAMED = "only a name in quotes stands in brackets"
_COUNTS = "a template does not count what it prints"
_OWN = "a value's own function is not called"
_FOREIGN = "is none of ours"
_TOUCH = "two values would be read as one number"
_MORE = "what follows makes another number of a value"
_LIST = "a template makes no list of its own"

# What is written, and the words that refuse it.
_SMUGGLED = {
    "text": ("99 passed", _TYPED),
    "Arabic": ("\u0669\u0669", _TYPED),
    "full width": ("\uff19\uff19", _TYPED),
    "mathematical": ("\U0001d7d7\U0001d7d7", _TYPED),
    "superscript": ("\u2079\u2079", _TYPED),
    "circled": ("\u3292 \u2468", _TYPED),
    "Chinese": ("\u4e5d\u5341\u4e5d", _TYPED),
    "Roman": ("\u216c", _TYPED),
    "half": ("\u00bd", _TYPED),
    "keycap": ("\U0001f51f", _TYPED),
    "hundred": ("\U0001f4af", _TYPED),
    "day": ("\u33e8", _TYPED),
    "decimal entity": ("&#57;&#57;", _TYPED),
    "hexadecimal entity": ("&#x39;&#x39;", _TYPED),
    "named entity": ("&half; of all", _TYPED),
    "entity without its end": ("&frac12", _TYPED),
    "entity cut in two": ("&{{ record.policy.name }}alf;", "an entity is cut in two"),
    "comment": ("<!-- 99 -->", _TYPED),
    "raw": ("{% raw %}99{% endraw %}", _TYPED),
    "title": ('<b title="99">x</b>', _TYPED),
    "alternative": ('<img alt="99">', _TYPED),
    "picture": ('<img src="https://img.example/99.svg">', _TYPED),
    "start of a list": ('<ol start="99"><li>', _TYPED),
    "value of an item": ('<li value="99">', _TYPED),
    "style": ("<li style=\"list-style-type: '99'\">", _TYPED),
    "style sheet": ("<style>td::after { content: '99' }</style>", _TYPED),
    "tag in code": ('`<td colspan="99">`', _TYPED),
    "tag in a fence": ('```\n<td colspan="99">\n```', _TYPED),
    "tag in indented code": ('    <td colspan="99">', _TYPED),
    "tag that is none": ("x < 99 > y", _TYPED),
    "tag that a value ends": ('<td width="{{ record.verdict }} 99" height="5">', _TYPED),
    "script": ("<script>document.write('aa'.length)</script>", "a template brings no script of its own"),
    "handler": ("<b onclick=run()>", "a template brings no script of its own"),
    "integer": ("{{ 99 }}", _TYPED),
    "float": ("{{ 9.9 }}", _TYPED),
    "string": ('{{ "99" }}', _TYPED),
    "string of entities": ('{{ "&#57;" }}', _TYPED),
    "safe string": ('{{ "99" | plain }}', _TYPED),
    "either": ("{{ 99 if record else 98 }}", _TYPED),
    "or": ("{{ none or 99 }}", _TYPED),
    "and": ("{{ (99 == 99) and 99 }}", _TYPED),
    "default": ("{{ record | default(99) }}", _TYPED),
    "default text": ('{{ record | default("99") }}', _TYPED),
    "set": ("{% set x = 99 %}{{ x }}", _TYPED),
    "set block": ("{% set x %}99{% endset %}{{ x }}", _TYPED),
    "with": ("{% with x = 99 %}{{ x }}{% endwith %}", _TYPED),
    "macro's default": ("{% macro m(x=99) %}{{ x }}{% endmacro %}{{ m() }}", _TYPED),
    "macro's argument": ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(99) }}", _TYPED),
    "macro's named argument": ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(x=99) }}", _TYPED),
    "caller": ("{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}99{% endcall %}", _TYPED),
    "block": ("{% block b %}99{% endblock %}", _TYPED),
    "loop over numbers": ("{% for x in [99] %}{{ x }}{% endfor %}", _LIST),
    "sum": ("{{ record.schema + record.schema }}", _CALCULATES),
    "difference": ("{{ record.schema - record.schema }}", _CALCULATES),
    "product": ("{{ record.schema * record.schema }}", _CALCULATES),
    "quotient": ("{{ record.schema / record.schema }}", _CALCULATES),
    "whole quotient": ("{{ record.schema // record.schema }}", _CALCULATES),
    "rest": ("{{ record.schema % record.schema }}", _CALCULATES),
    "power": ("{{ record.schema ** record.schema }}", _CALCULATES),
    "negative": ("{{ -record.schema }}", _CALCULATES),
    "positive": ("{{ +record.schema }}", _CALCULATES),
    "formatted": ('{{ "%s" % record.schema }}', _CALCULATES),
    "length of a list": ('{{ ["a", "b"] | length }}', _LIST),
    "length of a tuple": ('{{ ("a", "b") | length }}', _LIST),
    "length of a table": ('{{ {"a": "b"} | length }}', "a template makes no table of its own"),
    "count": ("{{ record.files | count }}", _FOREIGN),
    "wordcount": ('{{ "a a" | wordcount }}', _FOREIGN),
    "sum of rows": ('{{ record.files | sum(attribute="bytes") }}', _FOREIGN),
    "rounded": ("{{ record.schema | round }}", _FOREIGN),
    "to a number": ("{{ true | int }}", _FOREIGN),
    "to hexadecimal": ('{{ "i" | urlencode }}', _FOREIGN),
    "backwards": ("{{ record.created | reverse }}", _FOREIGN),
    "replaced": ('{{ record.created | replace("a", "b") }}', _FOREIGN),
    "formatting filter": ('{{ "%s" | format(record.schema) }}', _FOREIGN),
    "random": ("{{ record.files | random }}", _FOREIGN),
    "printed anyhow": ("{{ record | pprint }}", _FOREIGN),
    "unsafe": ("{{ record | safe }}", _FOREIGN),
    "attribute by name": ('{{ record | attr("schema") }}', _FOREIGN),
    "map to a filter": ('{{ record.files | map("int") | list }}', "map takes an attribute"),
    "map to another filter": ('{{ record.files | map("length") | list }}', "map takes an attribute"),
    "map's default": ('{{ record.files | map(attribute="x", default="99") | first }}', _TYPED),
    "part of an attribute": ('{{ record.files | map(attribute="path.0") | first }}', _TYPED),
    "subscript": ("{{ record.files[0] }}", _NAMED),
    "subscript by a value": ("{{ record.created[record.schema] }}", _NAMED),
    "dotted subscript": ("{{ record.files.0 }}", _NAMED),
    "slice": ("{{ record.created[:4] }}", _CUTS),
    "slice of rows": ("{{ record.files[:record.schema] }}", _CUTS),
    "cut short": ("{{ record.created | plain(5) }}", "cut to so little"),
    "cut short as code": ("{{ record.created | code(most=49) }}", "cut to so little"),
    "cut short by true": ("{{ record.created | plain(true) }}", "cut to so little"),
    "cut short by nothing": ("{{ record.created | plain(none) }}", "cut to so little"),
    "seconds of anything": ("{{ record.schema | duration }}", "only milliseconds of the record"),
    "seconds of anything by name": (
        "{% set milliseconds = record.schema %}{{ milliseconds | duration }}",
        "only milliseconds of the record",
    ),
    "emoji": (":nine::nine:", _TYPED),
    "emoji in a text": ('{{ ":nine:" }}', _TYPED),
    "power of ten": ("{{ record.schema }}e+{{ record.schema }}", _TOUCH),
    "cut by a value": ("{{ record.created | code(record.schema) }}", "code takes only what is written there"),
    "loop's index": ("{% for x in record.files %}{{ loop.index }}{% endfor %}", _COUNTS),
    "loop's index from 0": ("{% for x in record.files %}{{ loop.index0 }}{% endfor %}", _COUNTS),
    "loop's length": ("{% for x in record.files %}{{ loop.length }}{% endfor %}", _COUNTS),
    "loop's depth": ("{% for x in record.files %}{{ loop.depth }}{% endfor %}", _COUNTS),
    "loop's revindex": ("{% for x in record.files %}{{ loop.revindex }}{% endfor %}", _COUNTS),
    "loop itself": ("{% for x in record.files %}{{ loop }}{% endfor %}", _COUNTS),
    "loop by another name": ("{% for x in record.files %}{% set l = loop %}{{ l.index }}{% endfor %}", _COUNTS),
    "loop's key": ('{% for x in record.files %}{{ loop["index"] }}{% endfor %}', _COUNTS),
    "loop's cycle": ('{% for x in record.files %}{{ loop.cycle("a", "b") }}{% endfor %}', _COUNTS),
    "loop called": ("{% for x in record.files recursive %}{{ loop(x) }}{% endfor %}", _COUNTS),
    "range": ("{% for x in range(99) %}x{% endfor %}", "range is no macro"),
    "method": ('{{ "a".zfill(99) }}', _OWN),
    "method of a value": ("{{ record.created.find(record.created) }}", _OWN),
    "method of a member": ("{{ record.policy.name.count(record.policy.name) }}", _OWN),
    "method called later": ("{% set m = record.files.count %}{{ m(record) }}", "m is no macro"),
    "call of a call": ("{{ record()() }}", _OWN),
    "varargs": ("{% macro m() %}{{ varargs | length }}{% endmacro %}{{ m('a', 'a') }}", "varargs would count"),
    "kwargs": ("{% macro m() %}{{ kwargs | length }}{% endmacro %}{{ m(a='a') }}", "kwargs would count"),
    "name of a macro": ("{% macro m99() %}{% endmacro %}{{ m99 }}", "m99 is no value"),
    "name of a macro, asked": ("{% macro m99() %}{% endmacro %}{{ m99.name }}", "m99 is no value"),
    "name of a module": ('{% import "_tables.md.j2" as t %}{{ t }}', "t is no value"),
    "member of a module": ('{% import "_tables.md.j2" as t %}{{ t.rate.name }}', "t is no value"),
    "macro from a module": ('{% from "_tables.md.j2" import rate as r99 %}{{ r99 }}', "r99 is no value"),
    "template's own name": ("{{ self }}", "self is no value"),
    "filter around text": ("{% filter length %}aa{% endfilter %}", "a filter stands behind a value"),
    "filter of a set block": ("{% set x | length %}aa{% endset %}{{ x }}", "a filter stands behind a value"),
    "letters by unpacking": ("{% set a, b = record.created %}{{ a }}", "a value is not taken apart"),
    "unpacked call": ("{% macro m() %}{% endmacro %}{{ m(*record.files) }}", "a macro is given its values one by one"),
    "side by side": ("{{ record.schema }}{{ record.schema }}", _TOUCH),
    "joined": ("{{ record.schema ~ record.schema }}", _TOUCH),
    "joined as code": ("{{ (record.schema ~ record.schema) | code }}", _TOUCH),
    "joined by nothing": ('{{ record.schema ~ "" ~ record.schema }}', _TOUCH),
    "joined by a point": ("{{ record.schema }}.{{ record.schema }}", _TOUCH),
    "joined by an entity": ("{{ record.schema }}&period;{{ record.schema }}", _TOUCH),
    "joined by a tag": ("{{ record.schema }}<b></b>{{ record.schema }}", _TOUCH),
    "joined by a comment": ("{{ record.schema }}<!-- x -->{{ record.schema }}", _TOUCH),
    "joined by a comment around a value": ("{{ record.schema }}<!-- {{ record.verdict }} -->{{ record.schema }}", _TOUCH),
    "joined by what is bold": ("{{ record.schema }}**{{ record.schema }}**", _TOUCH),
    "joined by what is struck": ("{{ record.schema }}~~{{ record.schema }}~~", _TOUCH),
    "joined by code": ("{{ record.schema }}`{{ record.schema }}`", _TOUCH),
    "joined by an escape": (r"{{ record.schema }}\{{ record.schema }}", _TOUCH),
    "joined by an empty link": ("{{ record.schema }}[](x){{ record.schema }}", _TOUCH),
    "joined by an empty picture": ("{{ record.schema }}![](x){{ record.schema }}", _TOUCH),
    "joined by a link": ("{{ record.schema }}[{{ record.schema }}](x)", _TOUCH),
    "joined by the end of a link": ("[{{ record.schema }}](x 'y'){{ record.schema }}", _TOUCH),
    "joined by a reference": ("[{{ record.schema }}][x]{{ record.schema }}", _TOUCH),
    "joined by what is hidden": ("{{ record.schema }}<span hidden>x</span>{{ record.schema }}", _TOUCH),
    "joined by what has a style": ('{{ record.schema }}<b class="x">x</b>{{ record.schema }}', _TOUCH),
    "joined by a hidden block": ("{{ record.schema }}<div hidden>x</div>{{ record.schema }}", _TOUCH),
    "joined by a block that may be hidden": ('{{ record.schema }}<p id="x" style="y">x</p>{{ record.schema }}', _TOUCH),
    "joined by a title": ("{{ record.schema }}<title>x</title>{{ record.schema }}", _TOUCH),
    "percent, bold": ("{{ record.schema }}**%**", _MORE),
    "joined by nothing visible": ("{{ record.schema }}&shy;\u200b{{ record.schema }}", _TOUCH),
    "joined in a list": ("{{ record.files | join }}", "join would make one number of two"),
    "joined in a list by a point": ('{{ record.files | join(".") }}', "join would make one number of two"),
    "joined by a loop": ("{% for x in record.files %}{{ x.bytes }}{% endfor %}", _TOUCH),
    "joined by a condition": ("{{ record.schema }}{% if record %}{{ record.schema }}{% endif %}", _TOUCH),
    "joined by a macro": ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(record.schema) }}{{ m(record.schema) }}", _TOUCH),
    "joined by an include": ('{{ record.schema }}{% include "bare.md.j2" %}', _TOUCH),
    "joined without escapes": ("{{ record.schema }}{% autoescape false %}{{ record.schema }}{% endautoescape %}", _TOUCH),
    "joined within": ("{{ record.schema }}{% with x = record.schema %}{{ x }}{% endwith %}", _TOUCH),
    "joined by two blocks": ("{% block a %}{{ record.schema }}{% endblock %}{% block b %}{% endblock %}", _TOUCH),
    "percent": ("{{ record.schema }}%", _MORE),
    "percent, apart": ("{{ record.schema }} &percnt;", _MORE),
    "per cent in words": ("{{ record.schema }} percent", _MORE),
    "thousands": ("{{ record.schema }}k tests", _MORE),
    "thousands in words": ("{{ record.schema }} thousand tests", _MORE),
    "minus": ("-{{ record.schema }}", "a sign stands right before a value"),
    "point": (".{{ record.schema }}", "a sign stands right before a value"),
}


@pytest.mark.parametrize("name", _SMUGGLED)
def test_no_template_smuggles_a_number(name: str) -> None:
    text, problem = _SMUGGLED[name]
    with pytest.raises(TemplateSyntaxError) as caught:
        environment().from_string(f"## {{{{ record.verdict }}}}\n\n{text}\n")
    assert caught.value.message is not None
    assert problem in caught.value.message
    assert ": " in caught.value.message  # and what to write instead
    assert caught.value.lineno in (3, 4)


# These ask for what only a value shows, so they are refused when they are printed.
_ASKED = [
    "{{ record.created | length }}",
    "{{ record.created | list | length }}",
    "{{ record.created | first }}",
    "{{ record.created | last }}",
    '{{ record.created | join(" ") }}',
    "{% for letter in record.created %}{{ letter }} {% endfor %}",
    '{{ record.created | select("ne", "-") | list | length }}',
    "{{ record.schema.imag }}",
    "{{ record.schema.denominator }}",
    '{{ record.schema["imag"] }}',
    '{{ record.files | map(attribute="bytes.imag") | first }}',
    "{{ record.policy.name.upper }}",
    "{{ record.files.append }}",
]


@pytest.mark.parametrize("text", _ASKED)
def test_the_parts_of_a_value_are_no_values(text: str) -> None:
    made = environment().from_string(text)
    with pytest.raises(Exception, match=r"has no rows|has no (?:attribute|element)|is undefined|no value|is unsafe"):
        made.render(record=record())


_HONEST = {
    "{{ record.verdict }}: {{ record.files | length }} files": "PASSED: 1 files",
    "<h2>x</h2>": "<h2>x</h2>",
    '<td colspan="10">x</td>': '<td colspan="10">x</td>',
    "<!-- gatekeeper:begin id=x evidence=sha256:99 -->": "<!-- gatekeeper:begin id=x evidence=sha256:99 -->",
    "record {{ ('sha256:' ~ digest) | code }}": "record <code>sha256:abc</code>",
    "{% if record.schema == 1 and record.verdict in ('PASSED', 'x9') %}x{% endif %}": "x",
    "{% if record.schema is divisibleby 2 %}x{% else %}y{% endif %}": "y",
    "{{ record.categories | selectattr('milliseconds', 'gt', 99) | map(attribute='name') | join(', ') }}": "unit",
    "{% for x in record.categories %}{{ x.name }}{% if not loop.last %}, {% endif %}{% endfor %}.": "unit.",
    "{% for x in record.categories %}{% if loop.first %}{% else %}, {% endif %}{{ x.name }}{% endfor %}": "unit",
    "{% macro m(x, y=false) %}{{ x }}{% endmacro %}{{ m(record.schema) }} of {{ m(record.schema) }}": "1 of 1",
    '{{ record.policy.categories["x9"] | default("none") }}': "none",
    "{{ (record.subject.commit or 'unknown') | code(99) }}": "<code>unknown</code>",
    "({{ record.schema }}/{{ record.schema }})": "(1/1)",
    "{% set x = record.schema %}{{ x }}, and - {{ x }}.": "1, and - 1.",
    '{% from "_tables.md.j2" import limit %}{{ limit(none) }}': "-",
    "`make all`: {{ record.verdict }}": "`make all`: PASSED",
}


@pytest.mark.parametrize("text", _HONEST)
def test_honest_templates_print_what_they_did(text: str) -> None:
    assert environment().from_string(text).render(record=record(), digest="abc") == _HONEST[text]


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("<style>td { width: 99px }</style>", True),
        ('<meta name="viewport" content="width=device-width, initial-scale=1">', True),
        ('    <rect x="10" width="99" class="s9"/>', True),
        ("<style>td::after { content: '99' }</style>", False),
        ("<style>td { align-content: center; width: 9px } b::after { content: '' }</style>", True),
        ("<style>td { list-style: 'x' 99 }</style>", False),
        ("<style>td { width: 99px }", False),
        ("<p>99</p>", False),
        ("<script>{{ record.verdict }}</script>", True),
        ("<script>var a = b.length</script>", False),
    ],
)
def test_a_page_has_a_style_sheet_that_prints_nothing(text: str, fine: bool) -> None:
    page = environment((), Language.HTML)
    if fine:
        page.from_string(text)
        return
    with pytest.raises(TemplateSyntaxError):
        page.from_string(text)


@pytest.mark.parametrize("name", sorted(path.name for path in folder().glob("*.j2")))
def test_our_templates_are_honest_and_keep_to_the_words(name: str) -> None:
    environment((), language(name)).get_template(name)
    text = re.sub(r"{#.*?#}", "", (folder() / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    words = set(re.findall(r"\b[A-Z][A-Z_]{3,}\b", re.sub(r"<!DOCTYPE", "", text)))
    assert words <= {*Word, "BASELINE", "REASON", "HTML", "JSON"}


def test_the_refusal_names_the_template_the_line_and_what_to_write(write: Callable[[str, str], Path]) -> None:
    base = write("docs/status.md.j2", "## Status\n\n{{ record.verdict }}\n{{ record.files[0].path }}\n").parent.parent
    wanted = r'docs/status\.md\.j2, line 4: only a name in quotes stands in brackets: write value\.name, or value\["name"\]'
    with pytest.raises(RenderError, match=wanted):
        render("docs/status.md.j2", record(), (base,))
    with pytest.raises(ConfigError, match=wanted):
        check_template("docs/status.md.j2", (base,))


def test_what_a_template_includes_is_looked_at_too(write: Callable[[str, str], Path]) -> None:
    base = write("a.md.j2", '{{ record.verdict }}\n{% include "b.md.j2" %}').parent
    write("b.md.j2", "x\n\n{% if record %}\n99\n{% endif %}")
    with pytest.raises(RenderError, match=r"b\.md\.j2, line 4: a number is typed here \(9\)"):
        render("a.md.j2", record(), (base,))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "9",
                "\u0669",
                "&#57;",
                " ",
                "a",
                "<b>",
                "</b>",
                "<!--",
                "-->",
                "`",
                "\n",
                "    ",
                '<td colspan="',
                '">',
                "{{ x }}",
                "&",
                ";",
                "half",
                "%",
            ]
        ),
        max_size=8,
    )
)
def test_what_passes_has_no_digit_outside_a_tag(parts: list[str]) -> None:
    try:
        made = environment().from_string("".join(parts)).render(x="x")
    except TemplateSyntaxError:
        return
    left = re.sub(r'<td colspan="\d*">', "", made)
    assert not any(each.isnumeric() for each in left)
    assert "&half" not in made.replace("\n", "")
