"""What people order us to do in comments: ``/gatekeeper accept 1a2b3c4d5e6f`` and ``/gatekeeper waive 1a2b3c4d5e6f REASON``.

Only a line of an ordinary paragraph is an order: one in a quote, a list, code or an HTML comment is somebody else's words.
A comment longer than 4,000 characters holds no orders.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gatekeeper.documents.escapes import plain
from gatekeeper.documents.markdown import blocks, opaque

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

LONGEST = 300
MOST = 4_000
_WORD = "/gatekeeper"
_END = re.compile(r"\r\n?")
_ORDER = re.compile(
    r"^[ \t]*/gatekeeper[ \t]+(?P<kind>accept|waive)[ \t]+(?P<digest>[0-9a-fA-F]{12})(?:[ \t]+(?P<reason>[^\n]*))?$", re.MULTILINE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One order. ``digest`` names the criterion; ``reason`` is on one line, and hostile like any text. Nobody is trusted yet."""

    kind: Literal["accept", "waive"]
    digest: str
    author: str
    created: datetime
    reason: str = ""


def orders(body: str, author: str, created: datetime, own: str) -> tuple[Order, ...]:
    """Return the orders in one comment; none in one that we, by the login ``own``, wrote ourselves, or of more than 4,000 characters."""
    if len(body) > MOST or author.casefold() == own.casefold():
        return ()
    text = _END.sub("\n", body)
    return tuple(_orders(text, author, created)) if _ORDER.search(text) else ()  # hardly any comment has to be parsed


def _orders(body: str, author: str, created: datetime) -> Iterator[Order]:
    for block in blocks(body):
        if block.kind != "paragraph_open" or block.level or _WORD not in block.content:
            continue
        spans = opaque(block.content)
        for found in _ORDER.finditer(block.content):
            reason = plain((found["reason"] or "").strip(), LONGEST).strip()
            inside = any(span.start < found.end("digest") and found.start() < span.end for span in spans)
            if inside or (found["kind"] == "waive" and not reason):
                continue
            kind: Literal["accept", "waive"] = "waive" if found["kind"] == "waive" else "accept"
            yield Order(kind=kind, digest=found["digest"].lower(), author=author, created=created, reason=reason)
