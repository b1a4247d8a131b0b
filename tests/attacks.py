"""What somebody may write to make a document of ours act on GitHub, and what must never come of it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import hostile
from hypothesis import strategies
from pages import OURS, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages import Page

_PIECES = (
    "\n",
    "\r\n\r\n",
    " ",
    "@everyone",
    "@org/team",
    "#1",
    "GH-12",
    "owner/repo#3",
    "https://evil.example/x",
    "www.evil.example",
    "a@evil.example",
    "![x](https://evil.example/p.png)",
    "[x](https://evil.example)",
    "<img src=x>",
    "<a href=x>",
    "</code>",
    "</td></table>",
    "<!--",
    "-->",
    "<!-- gatekeeper:comment {} -->",
    "- [x] done",
    "# PASSED",
    "/gatekeeper waive 1a2b3c4d5e6f all",
    "/close",
    "::error::x",
    "##[error]x",
    "`",
    "```",
    "~~~",
    "*",
    "_",
    "~~",
    "|",
    "$",
    "\\",
    "&lt;",
    ":tada:",
    "\u200b",
    "\u202e",
    "1. ",
    "> ",
    "===",
)
TEXTS = (
    *_PIECES,
    *hostile.NAMES.values(),
    *(f"x {piece} y" for piece in _PIECES),
    *(f"a\n\n{piece}\n" for piece in _PIECES),
    "\n- [x] done",
    "`</code> a@evil.example`",
    "x_@evil.example",
    "*a* _b_ **c** ~~d~~",
    "\u200b@\u200beveryone",
    "<\u200b!--",
    "\x1b[1m/close",
)
texts = strategies.lists(strategies.sampled_from(_PIECES) | strategies.text(max_size=5), max_size=20).map("".join) | hostile.texts
# A number and a commit are taken over where they name a run and a commit.
foreign = texts.filter(lambda text: not re.fullmatch("[0-9a-f]*", text))
# What GitHub itself makes links and pictures of, wherever it stands outside of code.
_ACTIVE = re.compile(r"@\w|#\d|\bGH-\d|://|www\.|:\w+:", re.IGNORECASE)
_COMMAND = re.compile(r"^[ \t]*(?:/|@|::)", re.MULTILINE)


def acting(markdown: str) -> list[str]:
    """Return what in the source another program obeys or nobody sees: markers, commands, invisible characters."""
    found = [each for each in ("<!--", "-->", "##[") if each in markdown]
    return [*found, *_COMMAND.findall(re.sub(r"[\r\x85\u2028\u2029\v\f]", "\n", markdown)), *_unseen(markdown)]


def _unseen(markdown: str) -> list[str]:
    return [each for each in markdown if each != "\n" and unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


def contained(document: Callable[[str], str], text: str) -> Page:
    """Assert that a text written into a document stays in code, and return the page."""
    quiet, loud = document("quiet"), document(text)
    before, after = page(quiet), page(loud)
    assert acting(loud) == []
    assert after.tags <= OURS | before.tags
    assert after.attributes <= before.attributes | {"colspan"}
    assert after.links == before.links
    assert " ".join(after.prose.split()) == " ".join(before.prose.split())
    return after


def harmless(markdown: str) -> Page:
    """Assert that nothing in a document acts, wherever it stands, and return the page."""
    shown = page(markdown)
    assert acting(markdown) == []
    assert shown.tags <= OURS
    assert shown.links == []
    assert not _ACTIVE.search(shown.prose)
    return shown


def fenced(block: str) -> None:
    """Assert that a fenced block ends where it should, and that no line of it begins like a command of a bot."""
    shown = page(f"a\n\n{block}\n\nb\n")
    assert (shown.prose.split(), shown.tags, "##[" in block, _unseen(block)) == (["a", "b"], {"p", "pre", "code"}, False, [])
    assert not re.search(r"^(?:/|@|::)", block, re.MULTILINE)
