"""The template environment: sandboxed, strict, and escaping by default."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from gatekeeper.documents import escapes
from gatekeeper.errors import GatekeeperError

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record

_PACKAGE = Path(__file__).resolve().parent.parent


class RenderError(GatekeeperError):
    """A template asks for something that is not in the record, or does not parse."""

    exit_code = 4


def folder() -> Path:
    """Return where the templates are: inside an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "templates"
    checkout = _PACKAGE.parent / "templates"
    return installed if installed.is_dir() or not (_PACKAGE.parent / "pyproject.toml").is_file() else checkout


def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment. Whatever a template prints is escaped unless a filter here made it safe."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder()),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(code=_code, fence=_fence, plain=escapes.plain, duration=_duration)
    return made


def render(name: str, record: Record, **more: Any) -> str:  # noqa: ANN401 - whatever the template shows beside the record
    """Render a template of ours from a record."""
    try:
        return environment().get_template(name).render(record=record, **more)
    except TemplateError as error:
        raise RenderError(f"the template {name} cannot be rendered: {error}", "correct the template") from error


def _code(text: object, most: int = 300) -> Markup:
    """Return untrusted text in ``<code>``, where GitHub sees no mentions and no links. Only inside HTML blocks.

    Markdown may be printed into a log, whose reader obeys ``##[`` anywhere.
    """
    return Markup("<code>{}</code>").format(escapes.plain(str(text), most)).replace("##[", Markup("#&#35;["))


def _fence(text: str) -> Markup:
    """Return untrusted text of several lines as a fenced block."""
    return Markup(escapes.fence(text))  # noqa: S704 - a fenced block is not HTML, and escapes.fence keeps it closed


def _duration(milliseconds: int | None) -> Markup:
    """Return seconds, or a dash where nothing was measured."""
    return escape("-" if milliseconds is None else f"{milliseconds / 1000:.1f}s")
