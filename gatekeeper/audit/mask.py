"""What people read of Markdown text, in place: every character keeps its position, markup becomes blanks, code and quotations signs."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from gatekeeper.documents.markdown import opaque

CODE = "\u00a4"
QUOTE = "\u00b6"
_MARKUP = re.compile(r"[`<*_~\[\]\"\u201c\u2018'./\\]")
_SPANS = re.compile(r"[`<]")


@lru_cache(maxsize=4096)  # cells say the same again and again
def masked(content: str) -> str:
    """Return text of the same length: code, tags, addresses, names of files and quotations hold no word."""
    if not _MARKUP.search(content):
        return content
    if _SPANS.search(content):
        for span in opaque(content):
            blank = CODE if not span.text.startswith("<") else " "
            content = content[: span.start] + _filled(span.text, blank) + content[span.end :]
    for pattern, sign in _patterns():
        content = pattern.sub(partial(_blanked, sign=sign), content)
    content = _link().sub(lambda found: f" {found[1]} {' ' * len(found[2])}", content)
    return content.translate(_EMPHASIS) if "_" not in content else _edge().sub(partial(_blanked, sign=" "), content.translate(_EMPHASIS))


_EMPHASIS = str.maketrans("*~[]\\", "     ")


def _blanked(found: re.Match[str], sign: str) -> str:
    return _filled(found[0], sign)


def _filled(text: str, sign: str) -> str:
    return "".join("\n" if each == "\n" else sign for each in text)


@cache
def _edge() -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")


@cache
def _link() -> re.Pattern[str]:
    return re.compile(r"\[([^\[\]\n]{0,500})\](\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,200}\")?\))")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    ends = (
        r"py|pyi|md|mdx|rst|txt|js|jsx|ts|tsx|rs|go|java|kt|c|h|cc|cpp|cs|rb|php|sh|sql|json|jsonl|toml|ya?ml|xml|html?|css|cfg|ini"
        r"|lock|log|csv"
    )
    return (
        (re.compile(r"~~[^~\n]{1,500}~~"), " "),
        (re.compile(r"\bhttps?://[^\s)>\]]{1,2000}"), CODE),
        (re.compile(rf"(?<![\w/.-])[\w./-]{{1,200}}\.(?:{ends})(?:::?[\w.:-]{{1,100}})?\b(?![\w/])"), CODE),
        (re.compile(r"\b(?:[^\W_]+_)+[^\W_]+\b"), CODE),
        (re.compile(r"\"[^\"\n]{1,500}\"|\u201c[^\u201d\n]{1,500}\u201d|(?<!\w)['\u2018][^'\u2019\n]{2,500}['\u2019](?!\w)"), QUOTE),
    )
