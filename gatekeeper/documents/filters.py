"""What templates print text with: each filter makes text safe wherever GitHub's Markdown may put it."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING

from jinja2 import Undefined
from markupsafe import Markup, escape

from gatekeeper.documents import escapes
from gatekeeper.evidence.ids import SHORT, named_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.evidence.record import Record

_MOST_WORDS = 1000
_TAB = 4  # plain_lines writes so many blanks for one
_IN_HTML = re.compile(r"[<>&']|#(?=#\[)")
# What Markdown would see inside a <code> of a paragraph; there it reads on, other than in an HTML block. A renderer makes
# a link of an address of mail even where it is written with entities: a tag parts it.
_READ = re.compile(
    r"[\\`*~|$]|[_\].:\[@](?:(?<=_)(?![^\W_])|(?<=\])(?=[(\[])|(?<=:)(?=//)|(?<=www\.)|(?<=##\[)|(?<=[\w.+-]@))",
    re.IGNORECASE,
)
_SIMPLE = re.compile(
    r"""[(\["'<>=]*(?:[a-z]+(?:['_-][a-z]+)*|[a-z0-9]{1,6}|\d+(?:\.\d+)*(?:m?s)?)?[])"'%]*[.,;:!?]?|-""", re.IGNORECASE | re.ASCII
)
_AMOUNT = re.compile(r"\$\d+(?:[.,]\d+)*[KMB]?\+?[.,;:!?]?", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{12,64}")
_OPENS = re.compile(r"[-=]+|\d+[.)]|\[.?\]?")  # a list, a heading's underline, a task's box: only at the start of a line
_LINK = re.compile(r"https://[a-z0-9][a-z0-9.-]{0,100}(?::\d{1,5})?/[\w./-]{1,150}/actions/runs/\d{1,20}(?:/attempts/\d{1,6})?", re.ASCII)


def code(text: object, most: int = 300) -> Markup:
    """Return untrusted text in ``<code>``, where GitHub sees no mentions, no references and no links.

    Markdown may be printed into a log, whose reader obeys ``##[`` anywhere.
    """
    return Markup("<code>{}</code>").format(_inert(escapes.plain(str(text), most)))


def fence(text: str) -> Markup:
    """Return untrusted text of several lines as a fenced block."""
    return Markup(escapes.fence(text))  # noqa: S704 - a fenced block is not HTML, and escapes.fence keeps it closed


def words(text: object, most: int = _MOST_WORDS) -> Markup:
    """Return a sentence of ours as it is; any word in it that GitHub or Markdown could act on stands in ``<code>``."""
    clean = escapes.plain(str(text), most).strip()
    first, *rest = clean.split(" ")
    lone = clean.count("$") == 1  # a formula has two
    opening = _entities(first) if _OPENS.fullmatch(first) else _word(first, lone=lone)
    return Markup(" ").join([opening, *(_word(each, lone=lone) for each in rest)])


def printed(value: object) -> object:
    """Return what ``{{ value }}`` prints where no filter was asked for."""
    return value if isinstance(value, (Markup, Undefined, int, float)) else words(value)


def printed_in_html(value: object) -> object:
    """Return what ``{{ value }}`` prints into HTML: all of the text, without anything invisible. Attributes are always quoted."""
    if isinstance(value, (Markup, Undefined, int, float)):
        return value
    text = str(value)
    return escape(escapes.plain_lines(text, len(text) * _TAB + 1))


def printed_in_json(value: object) -> object:
    """Return what ``{{ value }}`` prints into JSON: one literal, a text unless it is a number, true, false or null."""
    if isinstance(value, Undefined):
        return value
    if value is None or isinstance(value, (bool, int)) or (isinstance(value, float) and math.isfinite(value)):
        return Markup(json.dumps(value))  # noqa: S704 - letters and digits
    text = json.dumps(escapes.plain(str(value), _MOST_WORDS))
    return Markup(_IN_HTML.sub(lambda found: f"\\u{ord(found[0]):04x}", text))  # noqa: S704 - a JSON text without what HTML reads


def short(digest: str) -> str:
    """Return what people name a digest or a commit by; any other text is not cut."""
    return digest[:SHORT] if _DIGEST.fullmatch(digest) else digest


def duration(milliseconds: int | None) -> Markup:
    """Return seconds, or a dash where nothing was measured."""
    return escape("-" if milliseconds is None else f"{milliseconds / 1000:.1f}s")


def run_link(record: Record) -> Markup:
    """Return the run that made a record, with a link to it. An address of any other shape is none: it may refer to an issue."""
    run = record.run
    if run is None:
        return Markup("a run outside CI")
    name = named_run(run.id, "unnamed run")
    link = link_of(record)
    return Markup('<a href="{}">{}</a>').format(link, name) if link else Markup(name)  # noqa: S704 - letters and digits


def link_of(record: Record) -> str:
    """Return the address of the run that made a record; an empty text where it is none of GitHub's shape."""
    url = record.run.url if record.run else None
    return url if url and _LINK.fullmatch(url) and ".." not in url else ""


FILTERS: dict[str, Callable[..., object]] = {
    "code": code,
    "fence": fence,
    "words": words,
    "plain": escapes.plain,
    "short": short,
    "duration": duration,
    "run_link": run_link,
}


def _inert(text: str) -> Markup:
    """Return text that neither HTML nor Markdown reads anything into."""
    return Markup(_READ.sub(_entity, str(escape(text))))  # noqa: S704 - escaped, and then only made longer


def _entity(found: re.Match[str]) -> str:
    return "@<wbr>" if found[0] == "@" else f"&#{ord(found[0])};"


def _entities(word: str) -> Markup:
    """Return a word whose first character means nothing to Markdown."""
    return Markup("&#{};{}").format(ord(word[0]), word[1:])


def _word(word: str, *, lone: bool) -> Markup:
    if lone and _AMOUNT.fullmatch(word):
        return _entities(word)
    return escape(word) if _SIMPLE.fullmatch(word) else code(word, _MOST_WORDS)
