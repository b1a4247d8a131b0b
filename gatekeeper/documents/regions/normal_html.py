"""What an HTML page says: its tags, attributes and text, whatever the blanks between them.

No parser of pages is asked: Python's takes minutes for what somebody made to take minutes, and what matters here is only that two
texts are told apart. A tag ends at the next ``>``; where that stands in an attribute, a formatter's change may count as an edit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][^<> \t\r\n\f/]*)(?P<rest>[^<>]*)>")
_OTHER = re.compile(r"<[!?][^<>]*>")
_ATTRIBUTE = re.compile(r"""([^ "'=/]+)(?: ?= ?("[^"]*"|'[^']*'|[^ "']+))?""")
_KEPT = ("pre", "textarea", "script", "style")
_COMMENT, _COMMENT_END = "<!--", "-->"


def pieces(text: str) -> list[list[Any]]:
    """Return the pieces of a page in their order."""
    found: list[list[Any]] = []
    written, kept = "", 0
    for piece, raw in _scan(text):
        if piece is None:
            written += raw
            continue
        _end_text(found, written, kept=kept > 0)
        written = ""
        found.append(piece)
        kept += (piece[0] == "start") - (piece[0] == "end" and kept > 0) if piece[1] in _KEPT else 0
    _end_text(found, written, kept=kept > 0)
    return found


def _end_text(found: list[list[Any]], text: str, *, kept: bool) -> None:
    """Note a text; a blank beside a tag does not count, nor a line's end that begins what is kept."""
    text = text.removeprefix("\n") if kept else _collapsed(text)
    if text:
        found.append(["text", text])


def _scan(text: str) -> Iterator[tuple[list[Any] | None, str]]:
    """Yield tags, comments and declarations, and None for what is text."""
    at, comments = 0, True
    while at < len(text):
        start = text.find("<", at)
        if start < 0:
            yield None, text[at:]
            return
        if start > at:
            yield None, text[at:start]
        end = text.find(_COMMENT_END, start + len(_COMMENT)) if comments and text.startswith(_COMMENT, start) else -1
        comments = comments and (end >= 0 or not text.startswith(_COMMENT, start))  # the next one has no end either
        if end >= 0:
            at = end + len(_COMMENT_END)
            yield ["comment", _collapsed(text[start + len(_COMMENT) : end])], ""
            continue
        tag = _TAG.match(text, start) or _OTHER.match(text, start)
        at = tag.end() if tag else start + 1
        yield (_piece(tag) if tag else None), "<"


def _piece(tag: re.Match[str]) -> list[Any]:
    if tag.re is _OTHER:
        return ["declaration", _collapsed(tag[0]).lower()]
    attributes = [[name, _value(name, value)] for name, value in _ATTRIBUTE.findall(_collapsed(tag["rest"]))]
    return ["end" if tag["end"] else "start", tag["name"].lower(), *attributes]


def _value(name: str, value: str) -> str:
    value = _collapsed(value[1:-1] if value[:1] in {'"', "'"} else value)
    return re.sub(r" ?([:;]) ?", r"\1", value).rstrip(";") if name == "style" else value


def _collapsed(text: str) -> str:
    return _BLANKS.sub(" ", text).strip(" ")
