"""Small bars beside numbers: pictures of what stands there in words, and hidden from who listens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _HEIGHT = 100, 6
_LEAST = 0.8  # the one that failed among thousands stays visible
_BAR = Markup('<svg class="{}" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}</svg>')
_PART = Markup('<rect class="{}" x="{}" y="0" width="{}" height="{}"/>')


def shares(parts: Sequence[tuple[str, int]]) -> Markup:
    """Return one bar that is parted like the numbers; each part has the class of its name."""
    total = sum(number for _, number in parts)
    drawn, start = [], 0
    for name, number in parts:
        if number:
            left, right = _WIDTH * start / total, _WIDTH * (start + number) / total
            width = max(right - left, _LEAST)
            drawn.append(_PART.format(name, _cut(min(left, _WIDTH - width)), _cut(width), _HEIGHT))
        start += number
    return _BAR.format("shares", _WIDTH, _HEIGHT, Markup().join(drawn))


def part(value: float, most: float) -> Markup:
    """Return a bar that is as long as a value's part of the greatest one."""
    width = _WIDTH * value / most if most else 0
    return _BAR.format("part", _WIDTH, _HEIGHT, _PART.format("time", 0, _cut(max(width, _LEAST)), _HEIGHT))


def _cut(number: float) -> str:
    return f"{number:.2f}"
