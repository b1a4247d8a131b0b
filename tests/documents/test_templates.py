from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import attacks
import pytest
from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError
from records import record

from gatekeeper.documents import templates
from gatekeeper.documents.templates import Language, RenderError, environment, folder, language, render

if TYPE_CHECKING:
    from collections.abc import Callable


def _render(text: str, **more: object) -> str:
    return environment().from_string(text).render(**more)


def test_the_templates_of_the_checkout_are_found() -> None:
    assert folder() == Path(templates.__file__).resolve().parents[2] / "templates"
    assert (folder() / "summary.md.j2").is_file()


def test_what_is_undefined_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        _render("{{ nothing }}")
    with pytest.raises(UndefinedError):
        _render("{{ record.nothing }}", record=record())


@pytest.mark.parametrize("text", ["{{ ''.__class__.__mro__ }}", "{{ record.__init__.__globals__ }}", "{{ seen.append(1) }}"])
def test_templates_are_sandboxed(text: str) -> None:
    with pytest.raises((SecurityError, UndefinedError, TemplateSyntaxError)):
        _render(text, record=record(), seen=[])


def test_text_is_escaped_unless_a_filter_made_it_safe() -> None:
    assert _render("{{ x }}", x="<b>&\"'") == "<code>&lt;b&gt;&amp;&#34;&#39;</code>"
    assert _render("{{ x | code }}", x="<b>\n# a") == "<code>&lt;b&gt; # a</code>"
    assert _render("{{ x | code }}", x="##[error]") == "<code>##&#91;error]</code>"
    assert _render("{{ x | code(50) }}", x="a" * 51) == f"<code>{'a' * 47}...</code>"
    assert _render("{{ x | plain }}", x="a\nb<") == "a <code>b&lt;</code>"
    assert _render("{{ x | fence }}", x="a\n```\n</b>") == "````\n    a\n    ```\n    </b>\n````"


def test_duration() -> None:
    assert [_render("{{ x.milliseconds | duration }}", x={"milliseconds": each}) for each in (1234, None, 0)] == ["1.2s", "-", "0.0s"]


def test_only_what_is_a_digest_is_made_short() -> None:
    assert _render("{{ x | short }}", x="0123456789abcdef" * 4) == "<code>0123456789ab</code>"
    assert _render("{{ x | short | code }}", x="100.0%, 12345 of 12345") == "<code>100.0%, 12345 of 12345</code>"


@pytest.mark.parametrize(
    "text", ["{{ range(3) }}", "{{ lipsum() }}", "{{ cycler(1) }}", "{{ dict(a=1) }}", "{{ namespace() }}", "{{ joiner() }}"]
)
def test_there_are_no_global_functions(text: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        _render(text)


@pytest.mark.parametrize("name", ["e", "escape", "forceescape", "safe", "tojson", "urlize", "xmlattr"])
def test_no_filter_makes_text_safe_without_looking_at_it(name: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=f"the filter {name} is none of ours"):
        _render(f"{{{{ x | {name} }}}}", x="<b>")


@pytest.mark.parametrize(
    "template",
    ["{{ x }}", "{{ x ~ ' ' ~ y }}", "{{ z }}", "{% autoescape false %}{{ x }}{% endautoescape %}", "{{ z | join(' ') }}"],
)
def test_what_no_filter_was_asked_for_does_nothing(template: str) -> None:
    for text in attacks.TEXTS:
        more = {"x": text, "y": text, "z": [text, text]}
        attacks.harmless(f"- {_render(template, **more)}\n\n{_render(template, **more)}\n")


def test_a_template_of_theirs_comes_before_ours_and_uses_ours(write: Callable[[str, str], Path]) -> None:
    base = write(
        "own/note.md.j2",
        '{% import "_tables.md.j2" as tables %}{{ tables.limit(record.categories | map(attribute="threshold") | first) }}'
        ' {% include "own/part.md.j2" %}',
    ).parent.parent
    write("own/part.md.j2", "{{ record.verdict }}")
    assert render("own/note.md.j2", record(), (base,)) == "&gt;= 100% PASSED"
    write("bare.md.j2", "theirs")
    assert render("bare.md.j2", record(), (base,)) == "theirs"
    assert render("bare.md.j2", record(), about="x", on=()) != "theirs"


def test_a_changed_template_is_read_anew(write: Callable[[str, str], Path]) -> None:
    path = write("a.md.j2", "one")
    assert render("a.md.j2", record(), (path.parent,)) == "one"
    path.write_text("two")
    os.utime(path, ns=(1, 1))
    assert render("a.md.j2", record(), (path.parent,)) == "two"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n{{ nothing }}", "a.md.j2, line 2: 'nothing' is undefined"),
        ("a\n\n{% if %}", "a.md.j2, line 3: Expected an expression"),
        ('{% include "b.md.j2" %}', "b.md.j2, line 2: a text has no rows"),
        ('{% include "a.md.j2" %}', "a.md.j2, line 1: maximum recursion depth exceeded"),
        ('{% include "gone.md.j2" %}', "gone.md.j2: there is no such template"),
        ("{{ record.failures[7] }} {{ record.failures[7].id }}", "a.md.j2, line 1: only a name in quotes stands in brackets"),
        ("a\n{{ record.schema + 'a' }}", "a.md.j2, line 2: a template does not calculate"),
        ("{{ given['x\\n@everyone\u202e'] }}", "a.md.j2, line 1: 'dict object' has no attribute 'x\\n@everyone\\u202e'"),
    ],
)
def test_an_error_names_the_template_and_the_line(text: str, message: str, write: Callable[[str, str], Path]) -> None:
    base = write("a.md.j2", text).parent
    write("b.md.j2", "\n{{ record.created | length }}")
    with pytest.raises(RenderError) as caught:
        render("a.md.j2", record(), (base,), given={})
    assert caught.value.message.startswith(f"the template a.md.j2 cannot be rendered: {message}")
    assert caught.value.message.isprintable()


def test_a_template_that_cannot_be_rendered_says_which(monkeypatch: pytest.MonkeyPatch, write: Callable[[str, str], Path]) -> None:
    path = write("own/broken.md.j2", "{% if %}")
    monkeypatch.setattr(templates, "folder", lambda: path.parent)
    for name in ("broken.md.j2", "missing.md.j2"):
        with pytest.raises(RenderError, match=f"the template {name} cannot be rendered") as caught:
            render(name, record())
        assert (caught.value.exit_code, isinstance(caught.value.__cause__, TemplateError)) == (4, True)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.md.j2", "MARKDOWN"),
        ("a.html.j2", "HTML"),
        ("own/A.JSON.J2", "JSON"),
        ("a.txt", "MARKDOWN"),
        ("json.j2", "MARKDOWN"),
        ("", "MARKDOWN"),
    ],
)
def test_the_ending_says_what_is_written(name: str, written: str) -> None:
    assert language(name).name == written


def test_a_value_is_escaped_for_what_is_written(write: Callable[[str, str], Path]) -> None:
    base = write("part.md.j2", "{% macro say(x) %}{{ x }}{% endmacro %}").parent
    template = '{% import "part.md.j2" as part %}{{ x }} {{ part.say(x) }}'
    for ending in ("md", "html"):
        write(f"a.{ending}.j2", template)
    write("a.json.j2", "[{{ x }}, {{ given.n }}, {{ given.b }}]")
    shown = {
        ending: render(f"a.{ending}.j2", record(), (base,), x="<b>*a*", given={"n": 7, "b": True}) for ending in ("md", "html", "json")
    }
    assert shown["md"] == "<code>&lt;b&gt;&#42;a&#42;</code> <code>&lt;b&gt;&#42;a&#42;</code>"
    assert shown["html"] == "&lt;b&gt;*a* &lt;b&gt;*a*"
    assert shown["json"] == '["\\u003cb\\u003e*a*", 7, true]'
    assert environment((base,), Language.HTML) is not environment((base,))
