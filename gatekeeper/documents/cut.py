"""Fitting a text into the room there is: by whole rows, what matters least first, and saying how many more there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_MOST = 600  # no table of more rows fits into a comment; keeps each rendering short


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The rows that are shown, out of ``all`` that there are."""

    rows: tuple[Any, ...]
    all: int

    @property
    def hidden(self) -> int:
        """Return how many are not shown."""
        return self.all - len(self.rows)

    @property
    def shown(self) -> int:
        """Return how many are shown."""
        return len(self.rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One table. ``enough`` rows are kept until every other part is down to its own ``enough``.

    ``urgent`` tells the rows that stay longest. ``all`` is how many there are where ``rows`` are only the first of them.
    """

    name: str
    rows: Sequence[Any]
    enough: int
    urgent: Callable[[Any], bool] | None = None
    all: int = 0

    def first(self, most: int) -> Shown:
        """Return at most so many rows, the urgent ones first, in their own order."""
        places = list(range(len(self.rows)))
        if self.urgent and most < len(places):
            urgent = [self.urgent(row) for row in self.rows]
            places = sorted(sorted(places, key=lambda place: not urgent[place])[:most])
        return Shown(rows=tuple(self.rows[place] for place in places[:most]), all=max(self.all, len(self.rows)))


def fit(parts: Sequence[Part], room: int, render: Callable[[Mapping[str, Shown]], str]) -> str | None:
    """Return the longest text that fits, or None when it does not fit without any rows either.

    ``parts`` come in the order in which they give way.
    """

    def text(bounds: Mapping[str, int]) -> str:
        return render({part.name: part.first(bounds[part.name]) for part in parts})

    def fits(bounds: Mapping[str, int]) -> bool:
        return len(text(bounds)) <= room

    states = list(_states(parts))
    if fits(states[0]):
        return text(states[0])
    if not fits(states[-1]):
        return None
    least = _between(len(states) - 1, 0, lambda place: fits(states[place]))
    name = next(each for each, most in states[least].items() if most != states[least - 1][each])
    most = _between(states[least][name], states[least - 1][name], lambda most: fits(states[least] | {name: most}))
    return text(states[least] | {name: most})


def _states(parts: Sequence[Part]) -> Iterator[dict[str, int]]:
    """Yield how many rows each part has: all of them, then with one part after the other down to enough, then to nothing."""
    bounds = {part.name: min(len(part.rows), _MOST) for part in parts}
    yield bounds
    for least in [part.enough for part in parts] + [0] * len(parts):
        part = parts[0]
        parts = [*parts[1:], part]
        if bounds[part.name] > least:
            bounds = bounds | {part.name: least}
            yield bounds


def _between(fits: int, not_fits: int, does: Callable[[int], bool]) -> int:
    """Return the number next to ``not_fits`` that fits, by halving."""
    while abs(not_fits - fits) > 1:
        middle = (fits + not_fits) // 2
        fits, not_fits = (middle, not_fits) if does(middle) else (fits, middle)
    return fits
