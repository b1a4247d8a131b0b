"""When a printed number is true of an exact one."""

from __future__ import annotations

from enum import Enum, auto
from fractions import Fraction

_LOOSE = 20  # "about 300" is within a twentieth
_ALL = 100


class Bound(Enum):
    """How a number is meant."""

    EXACT = auto()
    ABOUT = auto()
    OVER = auto()
    LEAST = auto()
    UNDER = auto()
    MOST = auto()


def fits(said: Fraction, actual: Fraction, bound: Bound, *, digits: int = 0, share: bool = False) -> bool:
    """Say whether a number that was printed with so many decimals is true of the exact one. Shares are percentages."""
    match bound:
        case Bound.OVER:
            return actual > said
        case Bound.LEAST:
            return actual >= said
        case Bound.UNDER:
            return actual < said
        case Bound.MOST:
            return actual <= said
        case Bound.ABOUT:
            return abs(actual - said) <= (1 if share else said / _LOOSE)
        case Bound.EXACT:
            return is_printed(said, actual, digits) if share else said == actual


def is_printed(said: Fraction, actual: Fraction, digits: int) -> bool:
    """Say whether a percentage is the exact one, cut or rounded. 100% is all of them and 0% none, however many decimals it has."""
    if said in {0, _ALL}:
        return said == actual
    scale = 10**digits
    return said * scale in {int(actual * scale), int(actual * scale + Fraction(1, 2))}


def percent(part: int, whole: int, digits: int = 1) -> str:
    """Return a percentage, cut and never rounded up."""
    scale = 10**digits
    cut = part * _ALL * scale // whole
    return f"{cut // scale}.{cut % scale:0{digits}}%"
