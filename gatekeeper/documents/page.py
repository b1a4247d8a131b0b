"""The body of a document: a template, and what it is given. Evidence that was refused brings no number, whatever the template is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gatekeeper.documents.headline import headline
from gatekeeper.documents.notice import about_record, refusal
from gatekeeper.documents.templates import Language, RenderError, language, render
from gatekeeper.documents.views.badge import badge
from gatekeeper.documents.views.context import context
from gatekeeper.model import REFUSED

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.document import Document, Release
    from gatekeeper.documents.story import Story
    from gatekeeper.evidence.record import Record


def page(document: Document, story: Story, folders: tuple[Path, ...] = (), release: Release | None = None) -> str:
    """Return the body, without markers, ending in one newline; raises RenderError where the template does not give one."""
    if story.record.verdict in REFUSED:
        return refused(document, story.record)
    text = render(document.template, story.record, folders, **context(document, story, release))
    return _sound(document, text)


def refused(document: Document, record: Record) -> str:
    """Return the body for a record without usable evidence, in the language of the template; no template of a user's is asked."""
    if language(document.template) is Language.MARKDOWN:
        return _ended(refusal(record))
    name = f"refusal{language(document.template)}"
    return _ended(render(name, record, headline=headline(record), about=about_record(record), badge=badge(record)))


def _sound(document: Document, text: str) -> str:
    """Return a text that is something, and JSON where it should be."""
    if not text.strip():
        raise RenderError(f"the template {document.template} gives an empty document", "correct the template")
    if language(document.template) is Language.JSON:
        _check_json(document, text)
    return _ended(text)


def _check_json(document: Document, text: str) -> None:
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        problem = f"the template {document.template} gives no JSON: {error}"
        raise RenderError(problem, "print every value as {{ value }}, without quotes around it") from error


def _ended(text: str) -> str:
    return text.strip("\n") + "\n"
