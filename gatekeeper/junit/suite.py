"""One suite while it is read: the attributes of its cases, handed over when it ends or grows large."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gatekeeper.junit import codes, numbers
from gatekeeper.junit.identity import one_line
from gatekeeper.model import Case, CaseKind, CaseOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping


class OpenSuite:
    """A suite element that has not ended. ``marks`` holds the codes of the cases that did not just pass."""

    __slots__ = ("attempts", "attrs", "cases", "depth", "errors", "kept", "marks", "name", "nested", "nested_bad", "total", "total_bad")

    def __init__(self, depth: int, attrs: Mapping[str, str]) -> None:
        self.depth = depth
        self.attrs = attrs
        self.name = one_line(attrs.get("name") or attrs.get("package") or "(unnamed suite)")
        self.cases: list[dict[str, str]] = []
        self.marks: dict[int, int] = {}
        self.errors: list[int] = []
        self.kept: list[Case] = []
        self.total = self.total_bad = 0
        self.nested = self.nested_bad = 0
        self.attempts = 0  # earlier ones, listed inside their cases; nested suites included

    @property
    def direct(self) -> int:
        """Return how many cases the suite itself holds."""
        return self.total + len(self.cases)

    @property
    def all_bad(self) -> int:
        """Return how many results in it, nested ones and its own included, failed or errored."""
        return self.total_bad + self.own_bad + self.nested_bad + len(self.errors)

    @property
    def own_bad(self) -> int:
        """Return how many cases at hand failed or errored."""
        return sum(code & codes.OUTCOME >= codes.FAILED for code in self.marks.values())

    def settle(self, root: str) -> None:
        """Decide, now that the suite has ended, what its own errors mean: without any case, tests were never collected."""
        if self.direct or self.nested or self.nested_bad:
            return
        declared = numbers.count(self.attrs.get("errors"))
        if not self.errors and declared and not (self.depth == 1 and root == "testsuites"):
            self.errors.append(codes.ERRORED | codes.SUITE)
            message = f"the suite declares {declared} errors and holds no test case"
            self.kept.append(Case(id=f"{self.name}::{self.name}", outcome=CaseOutcome.ERRORED, message=message))
        self.errors = [code | codes.COLLECTION for code in self.errors]
        self.kept = [replace(case, kind=CaseKind.COLLECTION) for case in self.kept]

    def clear(self) -> None:
        """Forget the cases at hand; they have been handed over."""
        self.total += len(self.cases)
        self.total_bad += self.own_bad
        self.cases.clear()
        self.marks.clear()
