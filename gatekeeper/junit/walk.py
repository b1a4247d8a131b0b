"""The callbacks for expat's events, lean because they run for every element of files with millions of them.

A case has passed unless a result element says otherwise, so an ordinary case costs one append; all
else is the walker's. Closures instead of methods, and the case's depth counted here: attribute
access for every event would cost a tenth of the whole time (tests/benchmarks).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gatekeeper.junit.identity import local
from gatekeeper.junit.outputs import OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.junit.columns import Attributes
    from gatekeeper.junit.tally import Tally
    from gatekeeper.junit.walker import Walker


class Callbacks(NamedTuple):
    """What the parser calls, and what to call between chunks."""

    start: Callable[[str, Attributes], None]
    end: Callable[[str], None]
    between: Callable[[], None]


def callbacks(walker: Walker, tally: Tally) -> Callbacks:  # noqa: C901 - three small functions that share their state
    """Return the callbacks that drive a walker."""
    in_case = special = crowded = False
    depth, hears = 0, tally.outputs.asked  # of elements inside the case; whether it matters what was printed
    waiting: list[tuple[int, int]] = []  # cases that a case inside them interrupted: their depth, their place

    def start(tag: str, attrs: Attributes) -> None:
        nonlocal in_case, depth, special
        if tag == "testcase" and not in_case:
            walker.add(attrs)
            in_case = True
        elif not in_case:
            if in_case := local(tag) == "testcase":
                walker.add(attrs)
            else:
                walker.enter(tag, attrs)
        elif tag == "testcase" or (":" in tag and local(tag) == "testcase"):
            special = True
            waiting.append((depth, walker.interrupt(attrs)))
            depth = 0
        else:
            depth += 1
            if depth > 1 or tag not in OUTPUTS or walker.capture:
                special = True
                walker.inside(tag, attrs, depth)
            elif hears:
                walker.hearing.start(tag)

    def end(tag: str) -> None:
        nonlocal in_case, depth, special, crowded
        if not in_case:
            walker.leave(tag)
        elif depth:
            depth -= 1
            if hears or walker.capture:
                walker.outside(tag)
        elif not special:
            in_case = False
        elif waiting:
            depth, place = waiting.pop()
            walker.end_case(place)
        else:
            in_case = special = False
            walker.end_case(None)
            if crowded:
                crowded = False
                tally.suite_grew(walker.suite)

    def between() -> None:
        nonlocal special, crowded
        if in_case:  # the suite is handed over when the case ends: chunks may never end outside of one
            special = crowded = True
        else:
            tally.suite_grew(walker.suite)

    return Callbacks(start, end, between)
