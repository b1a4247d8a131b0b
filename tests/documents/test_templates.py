from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import TemplateError
from jinja2.exceptions import SecurityError, UndefinedError
from records import record

from gatekeeper.documents import templates
from gatekeeper.documents.templates import RenderError, environment, folder, render

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
    with pytest.raises((SecurityError, UndefinedError)):
        _render(text, record=record(), seen=[])


def test_text_is_escaped_unless_a_filter_made_it_safe() -> None:
    assert _render("{{ x }}", x="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"
    assert _render("{{ x | code }}", x="<b>\n# a") == "<code>&lt;b&gt; # a</code>"
    assert _render("{{ x | code }}", x="##[error]") == "<code>#&#35;[error]</code>"
    assert _render("{{ x | code(5) }}", x="123456") == "<code>12...</code>"
    assert _render("{{ x | plain }}", x="a\nb<") == "a b&lt;"
    assert _render("{{ x | fence }}", x="a\n```\n</b>") == "````\n    a\n    ```\n    </b>\n````"


def test_duration() -> None:
    assert _render("{{ 1234 | duration }} {{ none | duration }} {{ 0 | duration }}") == "1.2s - 0.0s"


def test_a_template_that_cannot_be_rendered_says_which(monkeypatch: pytest.MonkeyPatch, write: Callable[[str, str], Path]) -> None:
    path = write("own/broken.md.j2", "{% if %}")
    monkeypatch.setattr(templates, "folder", lambda: path.parent)
    for name in ("broken.md.j2", "missing.md.j2"):
        with pytest.raises(RenderError, match=f"the template {name} cannot be rendered") as caught:
            render(name, record())
        assert (caught.value.exit_code, isinstance(caught.value.__cause__, TemplateError)) == (4, True)
