"""Text that was UTF-8 and was read as Mac-Roman or Windows-1252: repaired, with the place of every character kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gatekeeper.audit.shift import STILL, Shift

_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac-Roman", "cp1254": "Windows-1254"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """A repaired text: ``name`` says as what it was read, ``count`` how many characters were repaired."""

    text: str
    name: str = ""
    count: int = 0
    shift: Shift = STILL


def repair(text: str) -> Repair:
    """Return the text without the damage of the one encoding that did more of it."""
    if text.isascii():
        return Repair(text=text)
    found = {encoding: list(_pattern(encoding).finditer(text)) for encoding in _NAMES}
    encoding = max(found, key=lambda name: sum(len(match[0]) for match in found[name]))
    return _repaired(text, encoding, found[encoding]) if found[encoding] else Repair(text=text)


def _repaired(text: str, encoding: str, found: list[re.Match[str]]) -> Repair:
    octets = _octets(encoding)
    wholes = [bytes(octets[each] for each in match[0]).decode("utf-8", errors="ignore") for match in found]
    changes = [(match, whole) for match, whole in zip(found, wholes, strict=True) if whole]
    parts: list[str] = []
    last = 0
    for match, whole in changes:
        parts += [text[last : match.start()], whole]
        last = match.end()
    shift = Shift.of((match.end(), len(match[0]), len(whole)) for match, whole in changes)
    return Repair(text="".join(parts) + text[last:], name=_NAMES[encoding], count=len(changes), shift=shift)


@cache
def _octets(encoding: str) -> dict[str, int]:
    """Return the character that stands for each byte; a byte without one was mostly kept as the control of its number."""
    return {bytes([each]).decode(encoding, errors="ignore") or chr(each): each for each in range(0x80, 0x100)}


@cache
def _pattern(encoding: str) -> re.Pattern[str]:
    """Return a pattern for what is one character of UTF-8 above ASCII, read byte by byte."""
    octets = _octets(encoding)

    def some(first: int, last: int) -> str:
        return "[" + "".join(re.escape(each) for each, octet in octets.items() if first <= octet <= last) + "]"

    more = some(0x80, 0xBF)
    return re.compile(f"{some(0xC2, 0xDF)}{more}|{some(0xE0, 0xEF)}{more}{{2}}|{some(0xF0, 0xF4)}{more}{{3}}")
