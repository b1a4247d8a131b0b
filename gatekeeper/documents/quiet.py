"""The escape for what we write into an issue's own body: text that stays readable there, and is nothing but text."""

from __future__ import annotations

import re

from gatekeeper.documents.escapes import plain

LONGEST = 300
# GH-1, www.x and x:y would become links; an underscore between letters is no emphasis, and a colon before a blank is none either.
_LOUD = re.compile(r"(?i:gh)-(?=[0-9])|(?<=[wW]{3})\.|:(?! )|(?<![^\W_])_|_(?![^\W_])|[^\w .,;:%/=+-]")
_APART = "&#8203;"  # a zero-width blank: an escaped @ still mentions


def quiet(text: str) -> str:
    """Return text for a Markdown body, at most 300 characters of it: no markup, mention, link or round bracket."""
    return _LOUD.sub(_escaped, plain(text, LONGEST))


def _escaped(found: re.Match[str]) -> str:
    text = found[0]
    if len(text) > 1:
        return text + _APART
    return f"&#{ord(text)};" + _APART * (text in "@#")
