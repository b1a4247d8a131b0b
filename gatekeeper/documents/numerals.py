"""Numbers in the text of a template: none may be typed there, however it is written; what only lays a page out may stay."""

from __future__ import annotations

import re
from html import unescape
from unicodedata import category, normalize

_WAYS = "\U0001f51f\U0001f4af"  # keycap ten and a hundred: pictures, and numbers none the less
_ENTITY = re.compile(r"&[#\w]{1,40};?")
_NAME = re.compile(r"\bsha256:|\bSHA-256\b")  # names, and no number of anything
_PICTURE = re.compile(r":(?:zero|one|two|three|four|five|six|seven|eight|nine|hundred|keycap_ten|ten)(?::|\Z)")
_HALF_ENTITY = re.compile(r"&[#\w]{0,40}\Z")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CODE = re.compile(r"`|~~~")
# What lays a page out, and is never read: not alt, title, value, start, style or an aria label.
_LAYOUT = (
    "colspan|rowspan|width|height|class|id|href|for|charset|tabindex|viewbox|xmlns|rel|fill|stroke|stroke-width"
    "|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy"
)
_ATTRIBUTE = re.compile(rf"""(?<=\s)(?:{_LAYOUT})=(?:"[^"`]*"|'[^'`]*'|[\w.-]+)(?=[\s/>])""", re.IGNORECASE)
_META = re.compile(r"<meta\s[^<>]*>", re.IGNORECASE)
_HEADING = re.compile(r"^(</?h)[1-6](?=[\s/>])", re.IGNORECASE)
_MARKER = re.compile(r"<!-- gatekeeper:[a-z]+ [^<>\n]*-->")
_STYLE = re.compile(r"(?<=<style>)[^<]*(?=</style>)", re.IGNORECASE)
# What lets a style sheet print: its own text, a counter, a list's own mark, something from elsewhere, an escape.
_PRINTING = re.compile(
    r"""(?<![\w-])content\s*:(?!\s*(?:""|''|none)\s*[;}])|counter|list-style|symbols|@import|url\(|@font|@property|\\|`""", re.IGNORECASE
)
_ACTING = re.compile(r"<script[^<>]*>\s*[^\s<]|<[^<>]*\son[a-z]+\s*=|javascript:|<!\[CDATA", re.IGNORECASE)
# These part what stands before and behind them; any other tag, and what nobody sees, does not.
_PARTING = re.compile(
    r"</?(?:td|th|tr|table|thead|tbody|caption|br|p|li|ul|ol|div|h[1-6]|summary|details|hr|dt|dd|dl|pre|section|text|title)\b[^<>]*>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|\A[^<]*?-->", re.DOTALL)
_INLINE = r"(?P<name>(?!(?:td|th|p|li|div|h[1-6]|summary|dt|dd|pre|section|caption)\b)[a-z][\w-]*)\s[^<>]*"
_UNSEEN = re.compile(
    rf"<(?:{_INLINE}|(?P<shy>[a-z][\w-]*)\s(?:[^<>]*\s)?(?:hidden|style)\b[^<>]*|(?P<dark>template|datalist|dialog|rp|title))>"
    r"(?:[^<]*</(?:(?P=name)|(?P=shy)|(?P=dark))\s*>)?",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\]\([^()\n]*\)|\]\[[^\[\]\n]*\]")  # where a link leads
_EMPHASIS = re.compile(r"!?\[|[\]*_~`\\]")


def _numeral(text: str) -> int:
    """Return where the first character of a text stands that is a number in any script; -1 where there is none."""
    if text.isascii():
        return next((place for place, each in enumerate(text) if each.isdigit()), -1)
    return next((place for place, each in enumerate(text) if _counts(each)), -1)


def says_number(text: str) -> bool:
    """Say whether a short text of a template holds a number, typed or as an entity."""
    return _numeral(_NAME.sub("", unescape(text))) >= 0 or _PICTURE.search(text) is not None


def typed(text: str, *, html: bool) -> tuple[int, str]:
    """Return where a piece of a template's text says a number, or how it could, and in words what is wrong; -1 where nothing is.

    ``html`` is a page of its own, which may have a style sheet.
    """
    acting = _ACTING.search(text)
    if acting:
        return acting.start(), "a template brings no script of its own"
    read = _NAME.sub(lambda found: _hidden(found[0]), _masked(text, html=html))
    place = _numeral(read)
    if place >= 0:
        return place, f"a number is typed here ({text[place]})"
    entity = next((each for each in _ENTITY.finditer(read) if _numeral(unescape(each[0])) >= 0), None)
    if entity:
        return entity.start(), f"a number is typed here ({entity[0]})"
    picture = _PICTURE.search(read)
    if picture:
        return picture.start(), f"a number is typed here ({picture[0]})"
    half = _HALF_ENTITY.search(read)
    return (half.start(), "an entity is cut in two") if half else (-1, "")


def visible(text: str) -> str:
    """Return what of a piece of text parts the values before and behind it: tags within a line and invisible marks do not.

    Nor does what Markdown takes for a tag, or what stands in an element that may be hidden.
    """
    text = _TAG.sub("", _PARTING.sub("\n", _UNSEEN.sub("", _COMMENT.sub("", text))))
    text = _EMPHASIS.sub("", _TARGET.sub("", text))
    return "".join(each for each in unescape(text) if category(each) not in ("Cf", "Mn", "Me", "Cc") or each == "\n")


def _masked(text: str, *, html: bool) -> str:
    """Return a text of the same length without what may hold digits; in code a tag is text like any other."""
    if html:
        text = _STYLE.sub(lambda found: found[0] if _PRINTING.search(found[0]) else _hidden(found[0]), text)
    if _CODE.search(text):
        return text
    return "\n".join(_line(line, html=html) for line in text.split("\n"))


def _line(line: str, *, html: bool) -> str:
    """Mask one line; in Markdown an indented one may be code."""
    if not html and line.startswith(("    ", "\t")):
        return line
    return _TAG.sub(lambda found: _tag(found[0]), _MARKER.sub(lambda found: _hidden(found[0]), line))


def _tag(tag: str) -> str:
    if _META.fullmatch(tag):
        return _hidden(tag)
    tag = _HEADING.sub(r"\1_", tag)
    return _ATTRIBUTE.sub(lambda found: _hidden(found[0]), tag)


def _hidden(text: str) -> str:
    return re.sub(r"[^\n]", "_", text)


def _counts(each: str) -> bool:
    return each.isnumeric() or each in _WAYS or any(part.isnumeric() for part in normalize("NFKC", each))
