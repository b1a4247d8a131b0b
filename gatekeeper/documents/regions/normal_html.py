"""What an HTML page says: its tags, attributes and text, whatever the blanks between its blocks.

No parser of pages is asked: Python's takes minutes for what somebody made to take minutes, and what matters here is only that two
texts are told apart. What is not fully understood is kept as it is written, so that a formatter's change may count as an edit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gatekeeper.documents.regions.normal import collapsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    Piece = list[Any]

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][^<> \t\n\f/]*)(?P<rest>[^<>]*)>")
_OTHER = re.compile(r"<[!?][^<>]*>")
_DOCTYPE = re.compile(r"<!doctype[ \t\n\f]", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""[ \t\n\f]+(?P<name>[^ \t\n\f"'<>/=]+)(?P<value>[ \t\n\f]*=[ \t\n\f]*(?:"[^"]*"|'[^']*'|[^ \t\n\f"'<>=`]+)(?=[ \t\n\f/]|\Z))?"""
)
_STYLES = re.compile(r"[\w\s#.%:;-]*")
# A blank beside these is never seen; beside any other tag it is, or is not there.
_BLOCKS = re.compile(
    "!doctype|html|head|body|title|meta|link|base|script|style|template|address|article|aside|blockquote|center|dd|details|dialog|div|dl"
    "|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|legend|li|main|menu|nav|ol|p|pre|search|section|summary|table"
    "|caption|colgroup|col|thead|tbody|tfoot|tr|td|th|ul"
)
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
_RAW = re.compile("script|style|textarea|title|xmp|iframe|noembed|noframes")
_BLANKS = re.compile(r"[ \t\n\f]+")
_COMMENT, _COMMENT_END = "<!--", "-->"


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a page in their order."""
    found: list[Piece] = []
    written, kept = "", 0
    for piece, raw in _scan(text):
        if piece is None:
            written += raw
            continue
        _end_text(found, written, piece, kept=kept > 0)
        written = ""
        found.append(piece)
        kept += (piece[0] == "start") - (piece[0] == "end" and kept > 0) if piece[1] == "pre" else 0
    _end_text(found, written, None, kept=kept > 0)
    return found


def _end_text(found: list[Piece], text: str, after: Piece | None, *, kept: bool) -> None:
    """Note a text; a blank beside a block does not count, nor the line's end that begins what is kept."""
    before = found[-1] if found else None
    if kept:
        text = text.removeprefix("\n") if before and before[:2] == ["start", "pre"] else text
    else:
        text = _BLANKS.sub(" ", text)
        text = text.removeprefix(" ") if _is_block(before) else text
        text = text.removesuffix(" ") if _is_block(after) else text
    if text:
        found.append(["text", text])


def _is_block(piece: Piece | None) -> bool:
    return piece is None or (piece[0] in ("start", "end", "raw") and _BLOCKS.fullmatch(piece[1]) is not None)


def _scan(text: str) -> Iterator[tuple[Piece | None, str]]:
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
            yield _comment(text[start + len(_COMMENT) : end]), ""
            continue
        tag = _TAG.match(text, start) or _OTHER.match(text, start)
        at = tag.end() if tag else start + 1
        piece = _piece(tag) if tag else None
        yield piece, "<"
        if piece and piece[0] == "start" and _RAW.fullmatch(piece[1]):
            at, inner = _raw(text, at, piece[1])
            yield ["raw", piece[1], inner], ""


def _raw(text: str, at: int, name: str) -> tuple[int, str]:
    """Return where what holds no tags ends, and what it is: only of a plain title blanks do not count."""
    close = re.compile(rf"</{name}(?=[ \t\n\f/>])", re.IGNORECASE).search(text, at)
    end = close.start() if close else len(text)
    inner = text[at:end]
    return end, collapsed(inner) if name == "title" and close and "<" not in inner else inner


def _comment(inner: str) -> Piece:
    """Return a comment; a browser ends one that begins with ``>`` there."""
    return ["ended", inner] if inner.startswith((">", "->")) else ["comment", collapsed(inner)]


def _piece(tag: re.Match[str]) -> Piece:
    if tag.re is _OTHER:
        return ["start", "!doctype", collapsed(tag[0]).lower()] if _DOCTYPE.match(tag[0]) else ["declaration", tag[0]]
    name = tag["name"].lower()
    return ["end" if tag["end"] else "start", name, *_attributes(name, tag["rest"])]


def _attributes(name: str, rest: str) -> list[Any]:
    """Return the attributes, or all that stands behind the name where that is anything but attributes."""
    found: list[Any] = []
    at = 0
    while attribute := _ATTRIBUTE.match(rest, at):
        found.append([attribute["name"], _value(attribute["name"].lower(), attribute["value"])])
        at = attribute.end()
    left = rest[at:].strip(" \t\n\f")
    if left not in ("", "/"):
        return [rest]
    return [*found, left] if left and not _VOID.fullmatch(name) else found


def _value(name: str, value: str | None) -> str | None:
    if value is None:
        return None
    value = value.lstrip(" \t\n\f").removeprefix("=").lstrip(" \t\n\f")
    value = value[1:-1] if value[:1] in {'"', "'"} else value
    if name == "class":
        return collapsed(value)
    return re.sub(r" ?([:;]) ?", r"\1", collapsed(value)).rstrip(";") if name == "style" and _STYLES.fullmatch(value) else value
