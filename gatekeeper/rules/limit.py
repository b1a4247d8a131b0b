"""At most so many, as a count or as a share."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import ClassVar

from gatekeeper.rules.value import MOST, Value, as_written, decimal

_SHARE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,9})?)\s*%\s*", re.ASCII)
_WHOLE = 100


class Limit(Value):
    """At most so many: an integer is a count, a text with ``%`` is a share of all tests."""

    __slots__ = ("share", "value")
    share: bool
    value: Fraction

    schema: ClassVar[dict[str, object]] = {
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": MOST},
            {"type": "string", "pattern": r"^\s*(0?[0-9]{1,2}(\.[0-9]{1,9})?|100(\.0{1,9})?)\s*%\s*$"},
        ],
        "description": 'At most: a count such as 3, or a share of all tests such as "5%".',
    }

    @classmethod
    def parse(cls, raw: object) -> Limit:
        """Read a limit from TOML."""
        if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= MOST:
            return cls(share=False, value=Fraction(raw))
        found = _SHARE.fullmatch(raw) if isinstance(raw, str) else None
        if not found or Fraction(found[1]) > _WHOLE:
            raise ValueError(f'a limit is written as a count such as 3 or a share such as "5%", not {as_written(raw)}')
        return cls(share=True, value=Fraction(found[1]) / _WHOLE)

    def allows(self, number: int, whole: int) -> bool:
        """Say whether ``number`` out of ``whole`` is within the limit."""
        return number <= (self.value * whole if self.share else self.value)

    def __str__(self) -> str:
        """Return the canonical written form."""
        return f"{decimal(self.value * _WHOLE)}%" if self.share else str(self.value)
