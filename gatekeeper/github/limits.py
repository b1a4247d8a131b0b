"""How long GitHub wants us to wait: its rate limits, as its answers tell them."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.github.exchange import Answer

_UNTOLD = 60.0  # what GitHub's documentation asks for where its answer names no time
_DIGITS = 12
_WORDS = ("rate limit", "abuse detection")


def limited(answer: Answer, now: float) -> tuple[float, str] | None:
    """Return the seconds to wait and why, or None where no limit is the reason for the answer."""
    if answer.status not in {403, 429}:
        return None
    told = retry_after(answer, now)
    if told is not None:
        return told, "secondary rate limit"
    if answer.headers.get("x-ratelimit-remaining", "").strip() == "0":
        return _until(answer.headers.get("x-ratelimit-reset", ""), now), "rate limit"
    if answer.status == 429 or _speaks_of_limits(answer.body):  # noqa: PLR2004 - Too Many Requests
        return _UNTOLD, "secondary rate limit"
    return None


def retry_after(answer: Answer, now: float) -> float | None:
    """Return the seconds of the header, at least one; it may hold a date. Anything else in it is a minute."""
    text = answer.headers.get("retry-after", "").strip()
    if not text:
        return None
    seconds = _number(text)
    if seconds is None:
        try:
            seconds = parsedate_to_datetime(text).timestamp() - now
        except (ValueError, OverflowError, TypeError):
            seconds = _UNTOLD
    return max(1.0, seconds)


def _until(text: str, now: float) -> float:
    """Return the seconds until a moment. One more, because nobody knows when in that second it is."""
    moment = _number(text.strip())
    return _UNTOLD if moment is None else max(1.0, moment - now + 1)


def _number(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def _speaks_of_limits(body: bytes) -> bool:
    said = body[:4096].decode("utf-8", "replace").lower()
    return any(words in said for words in _WORDS)
