"""Placeholder reports: what scripts write by hand so that a step that wants a report does not fail.

All of them say the same: one to three tests that did not fail, called ``dummy``, ``placeholder_test`` or ``no tests found``, with
no class or a class and suite of that kind, written without what runners add to their suites (a host, a moment, a dialect). All of
it must look like that, since real projects do have a test called dummy: one real test, one failure or a runner's own marks, and the
report is taken for what it says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.junit import codes, numbers
from gatekeeper.junit.identity import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST = 3
_THING = r"(?:junit|xml|unit|e2e|integration|smoke|jest|pytest|cypress)?"
_TEST = rf"{_THING}(?:tests?|test_?cases?|cases?|reports?|results?|suites?|test_?results?|files?)?"
_STAND_IN = re.compile(rf"(?:tests?_?)?(?:dummy|placeholder|fake){_TEST}\d*")
_WEAK = re.compile(rf"(?:tests?_?)?(?:empty|noop|nothing|none|stub|skip|skipped){_TEST}\d*")
_NOTHING = re.compile(
    r"no(?:unit|e2e|integration|junit|smoke)?(?:tests?|testcases?|testresults?|testfiles?|results?)(?:were|was|have|has|to|could|be|been|are|is)*"
    r"(?:run|ran|executed?|found|available|exists?|present|defined|collected|configured|implemented|generated|selected|discovered|yet|here)*"
)
_NOT_A_WORD = re.compile(r"[\W_]+")
_PATHS = frozenset("./\\:")


class Impression:
    """What the first few cases of a file look like, and what its suites say about who wrote them."""

    def __init__(self) -> None:
        self._cases: list[tuple[Mapping[str, str], str]] = []
        self._too_many = self._host = self._moment = False

    def cases(self, cases: Sequence[Mapping[str, str]], suite: str, marks: Mapping[int, int]) -> None:
        """Look at cases, as long as there are few."""
        bad = any(code & codes.OUTCOME >= codes.FAILED for code in marks.values())
        self._too_many = self._too_many or bad or len(self._cases) + len(cases) > MOST
        if not self._too_many:
            self._cases += [(dict(attrs), suite) for attrs in cases]

    def suite(self, attrs: Mapping[str, str]) -> None:
        """Look at the attributes of a suite."""
        self._host = self._host or bool(attrs.get("hostname"))
        self._moment = self._moment or bool(attrs.get("timestamp"))

    def why(self, dialect: str | None) -> str:
        """Return what gives a placeholder away, or an empty text."""
        if self._too_many or self._host or dialect or not self._cases:
            return ""
        if not all(self._stands_in(attrs, suite) for attrs, suite in self._cases):
            return ""
        attrs, suite = self._cases[0]
        one = "its only test is" if len(self._cases) == 1 else f"its {len(self._cases)} tests are like"
        return one_line(f'{one} "{attrs.get("name", "")[:80]}" in suite "{suite[:80]}"')

    def _stands_in(self, attrs: Mapping[str, str], suite: str) -> bool:
        name, owner = attrs.get("name", ""), attrs.get("classname", "")
        if not _PATHS.isdisjoint(owner) and not _speaks(owner, _STAND_IN):
            return False
        if _speaks(name, _NOTHING):
            return True
        if self._moment:
            return False
        if _speaks(name, _STAND_IN):
            return True
        called = _speaks(owner, _STAND_IN, _NOTHING) or _speaks(suite, _STAND_IN, _NOTHING)
        instant = not numbers.seconds(attrs.get("time"))
        return len(self._cases) == 1 and instant and (called or (_speaks(name, _WEAK) and not owner))


def _speaks(text: str, *shapes: re.Pattern[str]) -> bool:
    bare = _NOT_A_WORD.sub("", text[:200]).lower()
    return any(shape.fullmatch(bare) for shape in shapes)
