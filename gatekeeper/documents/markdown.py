"""What is text in a Markdown body and what is not, by a real parser: blocks, code, comments and tags.

Bodies are hostile. Nesting is bounded, and links, images and emphasis are left alone: nothing here depends on them,
and everything that is left takes time in proportion to the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

DEEPEST = 100
TOO_DEEP = "too deep"
_CONTAINERS = ("list_item_open", "blockquote_open")
_SPANS = "spans"


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Some lines of a body that hold text, from line ``first`` on, which counts from 0.

    ``kind`` is the parser's name for what holds the text, or TOO_DEEP where nothing more was read. ``item`` is true for a
    paragraph that opens a list item.
    """

    kind: str
    content: str
    first: int
    level: int
    item: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Code, a tag, a comment or a link in angle brackets: ``content[start:end]`` is no text."""

    start: int
    end: int
    text: str


def blocks(body: str) -> Iterator[Block]:
    """Return every block that holds text or raw HTML; code and fences hold neither."""
    tokens = _parser().parse(body)
    for index, token in enumerate(tokens):
        first = token.map[0] if token.map else 0
        if token.type in _CONTAINERS and token.level >= DEEPEST - 1:
            yield Block(kind=TOO_DEEP, content="", first=first, level=token.level, item=False)
        elif token.type == "html_block":
            yield Block(kind=token.type, content=token.content, first=first, level=token.level, item=False)
        elif token.type == "inline":
            opening = tokens[index - 1]
            item = opening.type == "paragraph_open" and _opens_item(tokens, index - 2, first)
            yield Block(kind=opening.type, content=token.content, first=first, level=opening.level, item=item)


def opaque(content: str) -> list[Span]:
    """Return what is no text in the content of a block, in order."""
    found: dict[str, list[Span]] = {_SPANS: []}
    parser = _parser()
    parser.inline.parse(content, parser, found, [])
    return found[_SPANS]


def _opens_item(tokens: list[Token], index: int, first: int) -> bool:
    before = tokens[index] if index >= 0 else None
    return before is not None and before.type == "list_item_open" and before.map is not None and before.map[0] == first


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - a gate must start fast
    from markdown_it.rules_inline import autolink, backtick, html_inline  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table").disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])
    for name, rule in (("backticks", backtick), ("autolink", autolink), ("html_inline", html_inline)):
        parser.inline.ruler.at(name, _recorded(rule))
    parser.inline.ruler.enableOnly(["text", "escape", "backticks", "autolink", "html_inline"])
    return parser


def _recorded(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Return a rule of the parser that also notes what it took: tokens of inline text have no place of their own."""

    def record(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own signature
        start = state.pos
        taken = rule(state, silent)
        if taken and not state.pending:  # backticks without their like are taken as text, and text is pending
            spans: Any = state.env[_SPANS]
            spans.append(Span(start=start, end=state.pos, text=state.src[start : state.pos]))
        return taken

    return record
