"""What a suite declares about itself, held against what it shows. Declared counts are never used instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.junit import numbers
from gatekeeper.junit.dialect import COUNTS_ASSERTIONS

if TYPE_CHECKING:
    from gatekeeper.junit.suite import OpenSuite
    from gatekeeper.junit.tally import Tally

_NUMBERS = ("tests", "failures", "errors")
_SUBTESTS = ' (pytest counts every subtest here and lists only the test: declared = "ignore" for a suite with subtests)'


def compare(suite: OpenSuite, root: OpenSuite, tally: Tally) -> None:
    """Note lost cases, lost results, and numbers that cannot be read. Called when the suite ends; ``root`` may be the suite itself."""
    for name in _NUMBERS:
        text = suite.attrs.get(name)
        if text is not None and numbers.count(text) is None:
            tally.notes.add(f"suite {suite.name} declares {name}={text[:40]!r}, which is no count")
    _cases(suite, root, tally)
    _results(suite, tally)


def _cases(suite: OpenSuite, root: OpenSuite, tally: Tally) -> None:
    declared = numbers.count(suite.attrs.get("tests"))
    if declared is None or tally.dialect in COUNTS_ASSERTIONS:
        return
    direct = suite.direct
    present = direct + suite.nested + len(suite.errors)
    if declared > present + _unlisted(suite, root, tally.dialect, declared):
        hint = _SUBTESTS if tally.dialect == "pytest" else ""
        tally.disagreements.add(f"suite {suite.name} declares {declared} tests and holds {present}{hint}")
    elif declared < direct:
        tally.notes.add(f"suite {suite.name} declares {declared} tests and holds {direct}")


def _unlisted(suite: OpenSuite, root: OpenSuite, runner: str | None, declared: int) -> int:
    """Return how many tests a runner is known to declare without listing a case of their own for each."""
    if runner == "pytest":  # a test that passes and then fails in its teardown counts twice
        return min(numbers.count(suite.attrs.get("errors")) or 0, suite.all_bad)
    if runner == "surefire":  # every attempt counts
        return suite.attempts
    if runner == "mocha" and suite is not root and numbers.count(root.attrs.get("tests")) is not None:
        return declared  # a suite counts its pending tests, but only the root says how many there are
    if runner in ("mocha", "libtest"):
        return numbers.count(suite.attrs.get("skipped")) or 0
    return 0


def _results(suite: OpenSuite, tally: Tally) -> None:
    declared = sum(numbers.count(suite.attrs.get(name)) or 0 for name in ("failures", "errors"))
    shown = suite.all_bad
    if declared and not shown:
        tally.disagreements.add(f"suite {suite.name} declares {declared} failures or errors and shows none")
    elif declared > shown and tally.dialect not in COUNTS_ASSERTIONS:
        tally.notes.add(f"suite {suite.name} declares {declared} failures or errors and shows {shown}")
