"""Markdown as a reader of the page gets it: rendered by the Markdown renderer that GitHub uses."""

from __future__ import annotations

from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

OURS = {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "b", "br", "wbr", "strong", "ul", "li"}
_VOID = {"br", "wbr", "img", "input", "hr"}


class Page(HTMLParser):
    """The tags of a page, and the text in and outside of code. A comment, or a tag that is not closed, is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.code = ""
        self.prose = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        self._open += [] if tag in _VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "code" in self._open:
            self.code += data
        else:
            self.prose += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def page(markdown: str) -> Page:
    """Return the page that GitHub's renderer makes."""
    return Page(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))
