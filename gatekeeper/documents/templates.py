"""The template environment: sandboxed, strict, and escaping by default."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError

from gatekeeper.documents.answers import advisory_categories
from gatekeeper.documents.escapes import plain
from gatekeeper.documents.filters import printed, printed_in_html, printed_in_json
from gatekeeper.documents.loader import FolderLoader
from gatekeeper.documents.sandbox import HonestEnvironment
from gatekeeper.errors import ConfigError, GatekeeperError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.evidence.record import Record

_PACKAGE = Path(__file__).resolve().parent.parent
# What a template of a user's may get wrong: its own arithmetic, its own recursion, the wrong kind of value.
_WRONG = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Language(StrEnum):
    """What a template writes, by the ending of its name; what it imports or includes is escaped for that too."""

    MARKDOWN = ".md.j2"
    HTML = ".html.j2"
    JSON = ".json.j2"


class RenderError(GatekeeperError):
    """A template asks for something that is not in the record, or does not parse."""

    exit_code = 4


def folder() -> Path:
    """Return where the templates are: inside an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "templates"
    checkout = _PACKAGE.parent / "templates"
    return installed if installed.is_dir() or not (_PACKAGE.parent / "pyproject.toml").is_file() else checkout


def language(name: str) -> Language:
    """Return what the template of this name writes: Markdown, unless its ending says otherwise."""
    return next((each for each in Language if name.casefold().endswith(each)), Language.MARKDOWN)


def environment(folders: tuple[Path, ...] = (), written: Language = Language.MARKDOWN) -> HonestEnvironment:
    """Return the environment of the templates below ``folders`` and of ours.

    Whatever a template prints is made safe unless a filter of ours did it before. No global functions: a template shows
    what it is given, and no number of its own.
    """
    return _environment((*folders, folder()), written)


def render(name: str, record: Record | None, folders: tuple[Path, ...] = (), **more: Any) -> str:  # noqa: ANN401 - whatever the template shows beside the record
    """Render the template of this name: a file below one of ``folders``, or one of ours."""
    advisory = sorted(advisory_categories(record)) if record else []
    try:
        return environment(folders, language(name)).get_template(name).render(record=record, advisory=advisory, **more)
    except _WRONG as error:
        place = _place(error, folders)
        message = f"the template {plain(name)} cannot be rendered: {place}{plain(_words(error))}"
        raise RenderError(message, "correct the template") from error


def check_template(name: str, folders: tuple[Path, ...]) -> None:
    """Raise ConfigError where there is no such template, or where it cannot be read as one."""
    try:
        environment(folders, language(name)).get_template(name)
    except _WRONG as error:
        where = ", ".join(plain(str(each)) for each in folders)
        problem = f"the template {plain(name)} cannot be used: {_place(error, folders)}{plain(_words(error))}"
        raise ConfigError(problem, f"put it below {where}, or name one of ours: issue_comment.md.j2") from error


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...], written: Language) -> HonestEnvironment:
    *theirs, ours = folders
    return HonestEnvironment(
        html=written is Language.HTML,
        loader=ChoiceLoader([*map(FolderLoader, theirs), FileSystemLoader(ours)]),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_finalize(written),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finalize(written: Language) -> Callable[[object], object]:
    return {Language.MARKDOWN: printed, Language.HTML: printed_in_html, Language.JSON: printed_in_json}[written]


def _words(error: Exception) -> str:
    return "there is no such template" if isinstance(error, TemplateNotFound) else str(error) or type(error).__name__


def _place(error: Exception, folders: tuple[Path, ...]) -> str:
    """Return the template and the line that an error comes from, where it comes from one."""
    if isinstance(error, TemplateNotFound):
        return f"{plain(str(error.name))}: "
    if isinstance(error, TemplateSyntaxError):
        return f"{plain(error.name or '')}, line {error.lineno}: "
    place, trace = "", error.__traceback__
    while trace:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            place = f"{_below(trace.tb_frame.f_code.co_filename, folders)}, line {trace.tb_lineno}: "
        trace = trace.tb_next
    return place


def _below(path: str, folders: tuple[Path, ...]) -> str:
    above = next((each for each in (*folders, folder()) if Path(path).is_relative_to(each)), None)
    return plain(str(Path(path).relative_to(above)) if above else Path(path).name)
