"""Values that settings are written in, all exact.

``parse`` takes what TOML gave and raises ValueError with a sentence that says how the value is
written. ``schema`` is the JSON Schema of the written form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from fractions import Fraction


_SHOWN = 60
MOST = 999_999_999_999


def decimal(number: Fraction) -> str:
    """Write a fraction that came from decimal digits back as decimal digits, all of them."""
    digits = 0
    while (number * 10**digits).denominator != 1:
        digits += 1
    text = f"{number * 10**digits}".zfill(digits + 1)
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text


def as_written(raw: object) -> str:
    """Say what TOML gave, in TOML's words and in a few of them, however large it is."""
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, int):
        return str(raw) if abs(raw) <= MOST else "a number that large"
    if isinstance(raw, str):
        return f'"{raw}"' if len(raw) <= _SHOWN else f'"{raw[:_SHOWN]}..."'
    if isinstance(raw, list):
        return "a list"
    return "a table" if isinstance(raw, dict) else str(raw)


class Value:
    """An immutable value. Not a dataclass, because msgspec would decode those field by field, past ``parse``."""

    __slots__: tuple[str, ...] = ()

    def __init__(self, **values: object) -> None:
        for name in self.__slots__:
            object.__setattr__(self, name, values[name])

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (type(self), self._values())

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


def _restore(kind: type[Value], values: tuple[object, ...]) -> Value:
    return kind(**dict(zip(kind.__slots__, values, strict=True)))


class Count(int):
    """A whole number of things, never negative and never a share."""

    schema: ClassVar[dict[str, object]] = {"type": "integer", "minimum": 0, "maximum": MOST, "description": "A count such as 3."}

    @classmethod
    def parse(cls, raw: object) -> Count:
        """Read a count from TOML."""
        if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= MOST:
            return cls(raw)
        raise ValueError(f"a count is a whole number such as 3, not {as_written(raw)}")


class Expected(Value):
    """What is expected of a list of names: how many there are, or globs that must each match one."""

    __slots__ = ("count", "names")
    count: int | None
    names: tuple[str, ...]

    schema: ClassVar[dict[str, object]] = {
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": MOST},
            {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
        ],
        "description": "A count such as 3, or a list of names.",
    }

    @classmethod
    def parse(cls, raw: object) -> Expected:
        """Read an expectation from TOML."""
        if isinstance(raw, list) and raw and all(isinstance(name, str) for name in raw):
            return cls(count=None, names=tuple(raw))
        if isinstance(raw, int) and not isinstance(raw, bool):
            return cls(count=Count.parse(raw), names=())
        what = "a list of something else" if isinstance(raw, list) and raw else as_written(raw)
        raise ValueError(f'what is expected is a count such as 3 or a list of names such as ["a.xml"], not {what}')

    def __str__(self) -> str:
        """Return the count, or the names."""
        return ", ".join(self.names) if self.count is None else str(self.count)
