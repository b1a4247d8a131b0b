"""Canonical JSON: the same value is always the same bytes, and safe to print."""

from __future__ import annotations

import re

import msgspec

# A record may be printed where a log or a terminal is read. What these obey (C1 controls, ##[), what turns
# text around and what nobody sees is written as JSON's own escapes, so that the values stay what they are.
_OBEYED = "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff\U000e0000-\U000e0fff]"


def canonical(value: object) -> bytes:
    """Return JSON with sorted keys, two spaces, UTF-8, and one line feed at the end."""
    data = msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=2).replace(b"##[", b"#\\u0023[")
    if not data.isascii():
        data = re.sub(_OBEYED, _escape, data.decode()).encode()
    return data + b"\n"


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
