"""The least pass rate, exact: ``> 90%`` and ``>= 90%`` differ."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.value import Value, decimal

if TYPE_CHECKING:
    from gatekeeper.model import Rate

_PERCENT = re.compile(r"\s*(>=|>)?\s*(\d{1,3}(?:\.\d{1,9})?)\s*%\s*", re.ASCII)


class Threshold(Value):
    """The least pass rate: ``> 90%`` (more than), ``>= 90%`` or ``90%`` (at least), or 0.9."""

    __slots__ = ("strict", "value")
    strict: bool
    value: Fraction

    form: ClassVar[str] = 'is written "> 90%", ">= 90%", "90%" (at least) or as a float such as 0.9'
    schema: ClassVar[dict[str, object]] = {
        "anyOf": [
            {"type": "string", "pattern": r"^\s*(>=|>)?\s*[0-9]{1,3}(\.[0-9]{1,9})?\s*%\s*$"},
            {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        ],
        "description": 'A pass rate: "> 90%", ">= 90%", "90%" (at least), or a float in (0, 1].',
    }

    @classmethod
    def parse(cls, raw: object) -> Threshold:
        """Read a threshold from TOML; a bare integer is an error, because 1 could mean 1% or 100%."""
        if isinstance(raw, float):
            return cls._from_float(raw)
        found = _PERCENT.fullmatch(raw) if isinstance(raw, str) else None
        if not found or not isinstance(raw, str):
            raise ValueError(f"a pass rate {cls.form}, not {raw!r}")
        value = Fraction(found[2]) / 100
        strict = found[1] == ">"
        if value > 1 or (strict and value == 1):
            raise ValueError(f"no pass rate can ever be {raw.strip()!r}")
        return cls(strict=strict, value=value)

    @classmethod
    def parse_text(cls, text: str) -> Threshold:
        """Read a threshold from the command line, where a float arrives as text too."""
        if re.fullmatch(r"\s*\d*\.\d+\s*", text, re.ASCII):
            return cls._from_float(float(text), text)
        return cls.parse(text)

    @classmethod
    def _from_float(cls, raw: float, text: str = "") -> Threshold:
        if not 0 < raw <= 1:
            raise ValueError(f"a pass rate {cls.form}, not {text or raw!r}")
        return cls(strict=False, value=Fraction(text.strip() or repr(raw)))

    def accepts(self, rate: Rate) -> bool:
        """Say whether the rate is enough."""
        return rate.exact > self.value if self.strict else rate.exact >= self.value

    def looser_than(self, other: Threshold) -> bool:
        """Say whether some rate would pass this one and not the other."""
        return (self.value, self.strict) < (other.value, other.strict)

    def __str__(self) -> str:
        """Return the canonical written form."""
        return f"{'>' if self.strict else '>='} {decimal(self.value * 100)}%"
