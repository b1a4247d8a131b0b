"""Test ids: what they look like, and how patterns match them."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 2000
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def one_line(text: str) -> str:
    """Fold every run of line breaks and control characters into one space, and bound the length."""
    if text.isprintable() and len(text) <= LONGEST:
        return text
    folded = _ODD.sub(" ", text).strip()
    if len(folded) <= LONGEST:
        return folded
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{folded[: LONGEST - 20]}...#{digest}"


def local(tag: str) -> str:
    """Return a tag without its namespace prefix: a prefixed failure is still a failure."""
    return tag.rpartition(":")[2] if ":" in tag else tag


@cache
def matcher(patterns: tuple[str, ...]) -> Callable[[str], object]:
    """Return a test of whether an id matches one of the patterns; only ``*`` and ``?`` are special."""
    either = "|".join(translate(pattern.replace("[", "[[]")) for pattern in patterns)
    return re.compile(either).match
