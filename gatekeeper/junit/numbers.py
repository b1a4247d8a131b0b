"""Numbers as report files write them. Nothing here raises, and nothing unreadable becomes a number."""

from __future__ import annotations

import re
from datetime import UTC, datetime

# Ant writes seconds with thousands separators. Without a dot a comma may be a decimal one, so it is not guessed.
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+", re.ASCII)
_PLAIN = re.compile(r"[+]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
# Thirty years: a longer duration is a mistake, and sums of such numbers would become infinite.
_LONGEST = 1e9
_KNOWN: dict[str, float] = {}
_MOST_KNOWN = 10_000
_WHOLE = re.compile(r"[+]?\d{1,12}", re.ASCII)


def seconds(text: str | None) -> float | None:
    """Read a duration in seconds; None where it is missing, negative, beyond all reason or not a number."""
    bare = (text or "").strip()
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    if not _PLAIN.fullmatch(bare):
        return None
    number = float(bare)
    return number if number <= _LONGEST else None


def all_seconds(texts: list[str]) -> list[float] | None:
    """Read many plain durations at once, or return None when one of them needs a closer look.

    Most tests take a few milliseconds, so that the same texts come again and again: each is read once.
    """
    try:
        return list(map(_KNOWN.__getitem__, texts))
    except KeyError:
        different = set(texts)
    joined = "".join(different)
    if not (joined.isascii() and joined.replace(".", "").isdigit()):
        return None
    try:
        known = {text: float(text) for text in different}
    except ValueError:
        return None
    if max(known.values(), default=0) > _LONGEST:
        return None
    if len(_KNOWN) < _MOST_KNOWN:
        _KNOWN.update(known)
    return list(map(known.__getitem__, texts))


def count(text: str | None) -> int | None:
    """Read a declared count; None where it is missing or not a whole number."""
    bare = (text or "").strip()
    return int(bare) if _WHOLE.fullmatch(bare) else None


def timestamp(text: str | None) -> datetime | None:
    """Read an ISO 8601 timestamp.

    Without a zone it may be UTC (Gradle, Ant) or local time (surefire, older pytest): the older
    reading counts, so that doubt never makes evidence look fresher.
    """
    try:
        moment = datetime.fromisoformat((text or "").strip())
        if moment.tzinfo is None:
            return min(moment.replace(tzinfo=UTC), moment.astimezone(UTC))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
