"""The charts of a line of records as inline SVG: shapes tell verdicts apart as well as colours do, and the style is the page's."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from markupsafe import Markup

from gatekeeper.documents.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.documents.report.trend import Point

_WIDTH, _HEIGHT = 560, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 10, 12, 26
_GROUND = _HEIGHT - _BOTTOM
_WIDEST = 26
_FILLED = 0.7
_TENTHS = 10
_SIZE = 4
_BELOW = "The table below has every number."


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """From a value to its place on the chart; ``low`` lies on the ground."""

    low: Fraction
    high: Fraction

    def y(self, value: Fraction | int) -> float:
        """Return how far from the top a value is."""
        return round(float(_GROUND - (value - self.low) / (self.high - self.low) * (_GROUND - _TOP)), 1)


def rates(points: Sequence[Point]) -> Markup:
    """Return the pass rates as a line; where a record has none the line is broken, and a cross on the ground says so."""
    known = [each.rate.exact for each in points if each.rate]
    floor = min(int(min(known, default=Fraction(0)) * _TENTHS), _TENTHS - 1)
    scale = Scale(low=Fraction(floor, _TENTHS), high=Fraction(1))
    grid = [(value, f"{float(value * 100):g}%") for value in (scale.low, (scale.low + scale.high) / 2, scale.high)]
    places = [(_x(points, index), scale.y(each.rate.exact)) if each.rate else None for index, each in enumerate(points)]
    marks = [_mark(each, place or (_x(points, index), _GROUND)) for index, (each, place) in enumerate(zip(points, places, strict=True))]
    return _drawn("rates", "Pass rate", _told(points), [_grid(scale, grid), _line(places), *marks, _days(points)])


def executed(points: Sequence[Point]) -> Markup:
    """Return how many tests were executed, as bars from zero."""
    most = max(each.executed or 0 for each in points)
    scale = Scale(low=Fraction(0), high=Fraction(max(most, 1)))
    grid = [(Fraction(value), str(value)) for value in dict.fromkeys((0, most // 2, most))]
    width = min(_WIDEST, round(_room() / len(points) * _FILLED, 1))
    bars = [_bar(each, _x(points, index), scale, width) for index, each in enumerate(points) if each.executed is not None]
    told = f"{_count(points[0])} in the oldest record shown, {_count(points[-1])} in this one. {_BELOW}"
    return _drawn("executed", "Executed tests", told, [_grid(scale, grid), *bars, _days(points)])


def _room() -> int:
    return _WIDTH - _LEFT - _RIGHT


def _x(points: Sequence[Point], index: int) -> float:
    """Return the middle of a point's share of the width."""
    return round(_LEFT + _room() * (index + 0.5) / len(points), 1)


def _drawn(name: str, title: str, told: str, parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<figure class="chart"><figcaption>{}</figcaption><svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-told">'
        '<title id="{}-title">{} by record</title><desc id="{}-told">{}</desc>{}</svg></figure>'
    ).format(title, _WIDTH, _HEIGHT, name, name, name, title, name, told, Markup().join(parts))


def _grid(scale: Scale, values: Sequence[tuple[Fraction, str]]) -> Markup:
    line = Markup('<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="tick" x="{}" y="{}">{}</text>')
    drawn = [(scale.y(value), word) for value, word in values]
    return Markup().join(line.format(_LEFT, _WIDTH - _RIGHT, y, y, _LEFT - 8, y + 4, word) for y, word in drawn)


def _line(places: Sequence[tuple[float, float] | None]) -> Markup:
    """Return the line through what is known, broken where nothing is."""
    path, down = [], False
    for place in places:
        if place:
            path.append(f"{'L' if down else 'M'}{place[0]} {place[1]}")
        down = place is not None
    return Markup('<path class="line" d="{}"/>').format("".join(path))


def _mark(point: Point, place: tuple[float, float]) -> Markup:
    """Return a disc for what passed, a cross where there is no rate, and a square for all else."""
    x, y = place
    if point.rate is None:
        down, up = f"M{x - _SIZE} {y - _SIZE}l{2 * _SIZE} {2 * _SIZE}", f"M{x - _SIZE} {y + _SIZE}l{2 * _SIZE} {-2 * _SIZE}"
        shape = Markup('<path class="silent" d="{}">{}</path>').format(down + up, _hover(point, "no rate"))
    elif point.line.seen.verdict is Word.PASSED:
        shape = Markup('<circle class="good" cx="{}" cy="{}" r="{}">{}</circle>').format(x, y, _SIZE, _hover(point, _rate(point)))
    else:
        corner = (round(x - _SIZE, 1), round(y - _SIZE, 1))
        shape = Markup('<rect class="bad" x="{}" y="{}" width="{}" height="{}">{}</rect>').format(
            *corner, 2 * _SIZE, 2 * _SIZE, _hover(point, _rate(point))
        )
    return shape


def _bar(point: Point, x: float, scale: Scale, width: float) -> Markup:
    top, said = scale.y(point.executed or 0), f"{_count(point)} executed"
    return Markup('<rect class="bar {}" x="{}" y="{}" width="{}" height="{}">{}</rect>').format(
        "now" if point.line.current else "",
        round(x - width / 2, 1),
        top,
        width,
        round(_GROUND - top, 1),
        _hover(point, said),
    )


def _hover(point: Point, said: str) -> Markup:
    return Markup("<title>{}, {}: {}</title>").format(point.day, point.line.seen.verdict, said)


def _days(points: Sequence[Point]) -> Markup:
    """Return the first and the last day on the ground."""
    text = Markup('<text class="day {}" x="{}" y="{}">{}</text>')
    return text.format("first", _LEFT, _HEIGHT - 6, points[0].day) + text.format("last", _WIDTH - _RIGHT, _HEIGHT - 6, points[-1].day)


def _told(points: Sequence[Point]) -> str:
    known = [(each.rate.exact, place) for place, each in enumerate(points) if each.rate]
    if not known:
        return f"No record shown has a pass rate. {_BELOW}"
    lowest = points[min(known)[1]]
    ends = f"{_rate(points[0])} in the oldest record shown, {_rate(points[-1])} in this one"
    return f"{ends}; the lowest is {_rate(lowest)} on {lowest.day}. {_BELOW}"


def _rate(point: Point) -> str:
    return f"{point.rate} ({point.line.passed})" if point.rate else "no rate"


def _count(point: Point) -> str:
    return "no number" if point.executed is None else str(point.executed)
