"""The least pass rate, exact: ``> 90%`` and ``>= 90%`` differ."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.value import Value, as_written, decimal

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
            {"type": "string", "pattern": r"^\s*((>=|>)?\s*0?[0-9]{1,2}(\.[0-9]{1,9})?|(>=)?\s*100(\.0{1,9})?)\s*%\s*$"},
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
            raise ValueError(f"a pass rate {cls.form}, not {as_written(raw)}{_meant(raw)}")
        value = Fraction(found[2]) / 100
        strict = found[1] == ">"
        if value > 1 or (strict and value == 1):
            raise ValueError(f"no pass rate can ever be {raw.strip()}: 100% is all of them")
        return cls(strict=strict, value=value)

    @classmethod
    def parse_text(cls, text: str) -> Threshold:
        """Read a threshold from the command line, where a float arrives as text too."""
        if re.fullmatch(r"\s*\d*\.\d+\s*", text, re.ASCII):
            return cls._from_digits(text.strip())
        return cls.parse(text)

    @classmethod
    def _from_float(cls, raw: float) -> Threshold:
        if not isfinite(raw):
            raise ValueError(f"a pass rate {cls.form}, not {raw}")
        return cls._from_digits(repr(raw))

    @classmethod
    def _from_digits(cls, text: str) -> Threshold:
        value = Fraction(text)
        if not 0 < value <= 1:
            raise ValueError(f"a pass rate {cls.form}, not {text}{_meant(text)}")
        return cls(strict=False, value=value)

    def accepts(self, rate: Rate) -> bool:
        """Say whether the rate is enough."""
        return rate.exact > self.value if self.strict else rate.exact >= self.value

    def looser_than(self, other: Threshold) -> bool:
        """Say whether some rate would pass this one and not the other."""
        return (self.value, self.strict) < (other.value, other.strict)

    def __str__(self) -> str:
        """Return the canonical written form."""
        return f"{'>' if self.strict else '>='} {decimal(self.value * 100)}%"


def _meant(raw: object) -> str:
    """Ask back where a number was meant as a percentage."""
    bare = "" if isinstance(raw, bool) else str(raw).strip().removesuffix(".0")
    return f'; did you mean "{bare}%"?' if re.fullmatch(r"[1-9]\d?(\.\d+)?|100", bare, re.ASCII) else ""
