"""What the numbers should be, and how far they are from it."""

from __future__ import annotations

from dataclasses import dataclass

from contest import BARE, CHECK, CLICK, RECORD

_LARGE = ("L", "XL", "X1")


@dataclass(frozen=True, kw_only=True)
class Target:
    """At most (or with ``at_least``, at least) so much; ``unit`` follows the number."""

    what: str
    limit: float
    unit: str = ""
    at_least: bool = False

    def judge(self, measured: float) -> str:
        """Return a row of a table: the target, what was measured, and whether it was met or by how much it was missed."""
        missing = self.limit - measured if self.at_least else measured - self.limit
        sign = ">=" if self.at_least else "<="
        verdict = "met" if missing <= 0 else f"missed by {missing:.2f}{self.unit}"
        return f"| {self.what} | {sign} {self.limit:g}{self.unit} | {measured:.2f}{self.unit} | {verdict} |"


def speed(size: str, name: str) -> Target | None:
    """Return the target for the CPU time of a command, in bare passes over the same bytes."""
    limit = {CHECK: 3.0, RECORD: 4.0}.get(name)
    return Target(what=f"{size}: {name}, times {BARE}", limit=limit) if limit and size in _LARGE else None


def memory(size: str, name: str) -> Target:
    """Return the target for the peak of the largest process."""
    return Target(what=f"{size}: {name}, memory", limit=128 if size == "ONE" else 64, unit=" MiB")


def small(size: str, name: str) -> Target:
    """Return the target for the CPU time of a small report."""
    return Target(what=f"{size}: {name}, times {CLICK}", limit=2)


def parallel(name: str) -> Target:
    """Return the target for the gain of a second processor."""
    return Target(what=f"XL: {name}, gain of a second processor", limit=1.5, at_least=True)
