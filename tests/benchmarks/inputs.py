"""Makes the reports that are measured: the same bytes on every machine, with values as runners write them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SEED = 20261120
_MEAN_SECONDS = 0.02
_LOG = "".join(f"2026-11-20 09:30:0{line},118 INFO shop.cart: line {line}\n" for line in range(5))
_FAILURE = (
    '<failure message="AssertionError: assert 1 == 2" type="AssertionError">Traceback (most recent call last):\n'
    '  File "shop/test_cart.py", line 3, in test_total\n    assert 1 == 2\nAssertionError: assert 1 == 2</failure>'
)
_SKIPPED = '<skipped type="pytest.skip" message="not on this platform"/>'


@dataclass(frozen=True, kw_only=True)
class Input:
    """``files`` reports of ``suites`` suites of ``cases`` cases each.

    ``output`` writes a system-out into every case; ``green`` leaves out the hundredth that fails and the fiftieth that is skipped.
    """

    name: str
    files: int = 1
    suites: int = 1
    cases: int
    output: bool = False
    green: bool = False

    def scaled(self, scale: float) -> Input:
        """Return a smaller input of the same shape: fewer files, else fewer suites, else fewer cases."""
        dimension = next((each for each in ("files", "suites") if getattr(self, each) > 1), "cases")
        return replace(self, **{dimension: max(1, round(getattr(self, dimension) * scale))})


INPUTS = {
    each.name: each
    for each in (
        Input(name="S", cases=100),
        Input(name="S-green", cases=100, green=True),
        Input(name="M", files=200, cases=50),
        Input(name="L", suites=200, cases=1000, output=True),
        Input(name="XL", files=1000, cases=1000),
        Input(name="X1", suites=1000, cases=1000),
        Input(name="ONE", cases=1_000_000),
    )
}

SMALL = ("S", "S-green")


def make(wanted: Input, folder: Path) -> list[Path]:
    """Write the files of one input and return them; files of an earlier call are used again."""
    where = folder / f"{wanted.name}-{wanted.files}x{wanted.suites}x{wanted.cases}"
    paths = [where / f"TEST-{number:04}.xml" for number in range(wanted.files)]
    where.mkdir(parents=True, exist_ok=True)
    chance = random.Random(_SEED)  # noqa: S311 - the same values every time
    for number, path in enumerate(paths):
        if not path.exists():
            whole = path.with_suffix(".part")
            with whole.open("w", encoding="utf-8") as file:
                file.writelines(_lines(wanted, number, chance))
            whole.rename(path)
    return paths


def _lines(wanted: Input, number: int, chance: random.Random) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    for suite in range(number * wanted.suites, (number + 1) * wanted.suites):
        yield f'  <testsuite name="suite_{suite}" tests="{wanted.cases}" timestamp="2026-11-20T09:30:00+00:00" time="20.114">\n'
        for case in range(wanted.cases):
            yield _case(suite, case, chance.expovariate(1 / _MEAN_SECONDS), wanted)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _case(suite: int, case: int, seconds: float, wanted: Input) -> str:
    start = f'    <testcase classname="shop.cart.module_{suite % 97}.TestCart" name="test_item_{suite}_{case}" time="{seconds:.3f}"'
    place = case % 100
    children = "" if wanted.green else _FAILURE if place == 7 else _SKIPPED if place in (3, 53) else ""
    if wanted.output:
        children += f"<system-out>{_LOG}</system-out>"
    return f"{start}>{children}</testcase>\n" if children else f"{start}/>\n"
