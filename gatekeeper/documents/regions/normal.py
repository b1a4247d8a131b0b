"""What a text says, whatever way it is written: formatters change line ends, blanks, bullets and escapes, and none of that counts.

Every form has one tag for every piece, so that no text can stand for a structure.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    Piece = list[Any]

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 100
_LONGEST = 256 << 10
_MOST_LINKS = 2000  # the parser looks for the end of each of them anew
_KEPT = re.compile(r"<(?:pre|textarea|script|style)\b", re.IGNORECASE)
_TEXTS = ("text", "text_special", "softbreak")
_ADDED = "*_#+->"  # formatters escape these, or do not, as they like
_ALERT = re.compile(r"\[![A-Za-z]+\][ \t]*")  # with the line's end behind it, it is the title of a box
_VERBATIM = ("fence", "code_block", "code_inline")


def normal(text: str, kind: str) -> list[Piece]:
    """Return the pieces of a text of this kind: ``md``, ``html`` or ``json``."""
    text = re.sub(r"\r\n?", "\n", text)
    if kind == "json":
        return _json(text)
    if kind == "html":
        from gatekeeper.documents.regions.normal_html import pieces  # noqa: PLC0415 - most documents are Markdown

        return pieces(text)
    return _markdown(text)


def collapsed(text: str) -> str:
    """Return text with every run of blanks and line ends as one blank, and none at its ends."""
    return _BLANKS.sub(" ", text).strip(" ")


def exact(text: str) -> str:
    """Return text as it is, but for the blanks at the ends of its lines, and for empty lines around it."""
    return "\n".join(line.rstrip(" \t") for line in text.split("\n")).strip("\n")


def _json(text: str) -> list[Piece]:
    try:
        return [["json", json.loads(text, object_pairs_hook=_pairs, parse_int=_number, parse_float=_number)]]
    except (ValueError, RecursionError):
        return [["raw", exact(text)]]


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object with all its keys: of one that stands there twice each reader believes another."""
    return {"pairs": [list(pair) for pair in pairs]}


def _number(written: str) -> dict[str, str]:
    return {"number": written}


def _markdown(text: str) -> list[Piece]:
    if len(text) > _LONGEST or text.count("[") > _MOST_LINKS:
        return [["raw", exact(text)]]
    tokens = _parser().parse(text)
    if any(token.level >= _DEEPEST - 2 for token in tokens):
        return [["raw", exact(text)]]  # below that the parser leaves out what stands there
    return list(_pieces(tokens))


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    for token in tokens:
        if token.type == "inline":
            yield from _inline(token.children or ())
        elif token.type in _VERBATIM:
            yield [token.type.replace("code_block", "fence"), token.info.strip(), token.content]
        elif token.type == "html_block":
            yield [token.type, (exact if _KEPT.search(token.content) else collapsed)(token.content)]
        else:
            yield [token.type, token.tag, *_attributes(token)]


def _inline(tokens: Sequence[Token]) -> Iterator[Piece]:
    """Return pieces of text as long as they can be: where a line was broken or a character escaped divides nothing."""
    text = ""
    for token in tokens:
        if token.type in _TEXTS and not (token.type == "softbreak" and _ALERT.fullmatch(text)):
            text += _written(token)
            continue
        yield from _text(text)
        text = ""
        if token.type == "image":
            yield [token.type, *_attributes(token), *_inline(token.children or ())]
        else:
            content = token.content if token.type in _VERBATIM else _BLANKS.sub(" ", token.content)
            yield [token.type, token.tag, content, *_attributes(token)]
    yield from _text(text)


def _written(token: Token) -> str:
    """Return a character as it is written where that keeps GitHub from making a link, a footnote or a formula of it.

    What stands between two NUL is no text: the parser lets none through.
    """
    if token.type == "softbreak":
        return "\n"
    special = token.type == "text_special" and not (token.info == "escape" and token.content in _ADDED)
    return f"\0{token.markup}\0" if special else token.content


def _text(text: str) -> Iterator[Piece]:
    if text:
        yield ["text", _BLANKS.sub(" ", text)]


def _attributes(token: Token) -> list[list[str]]:
    return sorted([name, str(value)] for name, value in token.attrs.items())


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - a gate must start fast

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    # Nobody sees a definition, but an edit of one is an edit; joined texts would not say what was escaped.
    return parser.disable(["reference", "text_join"])
