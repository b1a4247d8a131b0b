"""What is text in a Markdown body and what is not, by a real parser: blocks, code, comments and tags.

Bodies are hostile. Nesting is bounded, and so is the work for one body: lines that carry on many quotes are looked at once
for each of them, and a short row of a wide table is filled up with cells. Links, images and emphasis are left alone, as
nothing here depends on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    _BlockRule = Callable[[StateBlock, int, int, bool], bool]

DEEPEST = 40  # a quote is one level, a list two
MOST = 100_000  # looks at lines, and tokens; the longest body that GitHub takes needs fewer, unless it is made to need more
TOO_DEEP = "too deep"
TOO_MUCH = "too much"
_CONTAINERS = ("list_item_open", "blockquote_open")
_SPANS = "spans"
_LOOKS = "looks"
_MOST = "most"


class TooMuchError(Exception):
    """Ends the parsing of a body that takes too many looks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Some lines of a body that hold text, from line ``first`` on, which counts from 0.

    ``kind`` is the parser's name for what holds the text, TOO_DEEP where nothing more was read, or TOO_MUCH where nothing
    was read at all. ``item`` is true for a paragraph that opens a list item.
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


def tokens(body: str, most: int | None = None) -> list[Token]:
    """Return the parser's tokens for the blocks of a body, or raise TooMuchError when that takes more looks than ``most``."""
    return _parser().parse(body, {_LOOKS: 0, _MOST: MOST if most is None else most})


def blocks(body: str) -> Iterator[Block]:
    """Return every block that holds text or raw HTML; code and fences hold neither."""
    try:
        found = tokens(body)
    except TooMuchError:
        yield Block(kind=TOO_MUCH, content="", first=0, level=0, item=False)
        return
    for index, token in enumerate(found):
        first = token.map[0] if token.map else 0
        if token.type in _CONTAINERS and token.level >= DEEPEST - 1:
            yield Block(kind=TOO_DEEP, content="", first=first, level=token.level, item=False)
        elif token.type == "html_block":
            yield Block(kind=token.type, content=token.content, first=first, level=token.level, item=False)
        elif token.type == "inline":
            opening = found[index - 1]
            item = opening.type == "paragraph_open" and _opens_item(found, index - 2, first)
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
    from markdown_it.rules_block import fence  # noqa: PLC0415
    from markdown_it.rules_inline import autolink, backtick, html_inline  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table").disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.at("fence", _counted(fence), {"alt": ["paragraph", "reference", "blockquote", "list"]})
    for name, rule in (("backticks", backtick), ("autolink", autolink), ("html_inline", html_inline)):
        parser.inline.ruler.at(name, _recorded(rule))
    parser.inline.ruler.enableOnly(["text", "escape", "backticks", "autolink", "html_inline"])
    return parser


def _counted(rule: _BlockRule) -> _BlockRule:
    """Return the rule that is asked about every line, once for all that the line could end or carry on, with a count of that."""

    def count(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's own signature
        state.env[_LOOKS] += 1
        if max(state.env[_LOOKS], len(state.tokens)) > state.env[_MOST]:
            raise TooMuchError
        return rule(state, start, end, silent)

    return count


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
