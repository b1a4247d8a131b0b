"""A length of time with its unit."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.value import Value, as_written, decimal

if TYPE_CHECKING:
    from gatekeeper.model import Category

_DURATION = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(ms|s|m|h|d)\s*", re.ASCII)
UNTIMED = "use a runner that writes the time of every test, or remove the setting"
_UNITS: dict[str, int | Fraction] = {"ms": Fraction(1, 1000), "s": 1, "m": 60, "h": 3600, "d": 86400}


class Duration(Value):
    """A length of time in seconds, written with its unit: ``0.1s``, ``250ms``, ``30m``, ``24h``, ``7d``."""

    __slots__ = ("seconds",)
    seconds: Fraction

    schema: ClassVar[dict[str, object]] = {
        "type": "string",
        "pattern": r"^\s*[0-9]{1,9}(\.[0-9]{1,9})?\s*(ms|s|m|h|d)\s*$",
        "description": 'A duration with its unit: "250ms", "0.1s", "30m", "24h", "7d".',
    }

    @classmethod
    def parse(cls, raw: object) -> Duration:
        """Read a duration from TOML; a bare number has no unit and is an error."""
        found = _DURATION.fullmatch(raw) if isinstance(raw, str) else None
        if not found:
            raise ValueError(f'a duration is written with its unit, such as "0.1s", "30m" or "24h", not {as_written(raw)}')
        return cls(seconds=Fraction(found[1]) * _UNITS[found[2]])

    def __str__(self) -> str:
        """Return the canonical written form, in the largest unit that keeps it whole."""
        for unit in ("d", "h", "m", "s"):
            if self.seconds and self.seconds % _UNITS[unit] == 0:
                return f"{self.seconds // _UNITS[unit]}{unit}"
        return f"{decimal(self.seconds)}s"


def total_time(category: Category) -> Fraction | None:
    """Return the seconds that a category took, as they are written: 0.1 is a tenth, not the float beside it."""
    seconds = category.seconds
    return None if seconds is None or not isfinite(seconds) else Fraction(repr(seconds))
