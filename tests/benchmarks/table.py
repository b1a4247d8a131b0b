"""Says what was measured, as Markdown: costs first, then every target beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import targets
from contest import BARE, CHECK, CLICK, ON_FILES, RECORD, START
from inputs import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bench import Measured
    from measure import Cost


def report(measured: Measured) -> Iterator[str]:
    """Yield the lines of all tables."""
    yield from ["CPU time of whole commands, in bare passes over the same bytes (in brackets: without the start of Python):", ""]
    yield from _cpu(measured)
    yield from ["", "Peak memory of the largest process, in MiB (XL is read by several, each of them below this):", ""]
    yield from _memory(measured)
    for size in SMALL:
        if size in measured.sizes:
            yield from ["", f"The small report {size}:", ""]
            yield from _small(size, measured.sizes[size])
    if measured.one:
        yield from ["", "Many files on one processor and on two, by the clock:", ""]
        yield from _parallel(measured)
    yield from ["", "Targets:", ""]
    yield from _verdicts(measured)


def _cpu(measured: Measured) -> Iterator[str]:
    yield from _head("input", "MB", f"{BARE}, s", *ON_FILES[1:])
    for size, costs in measured.sizes.items():
        ratios = [f"{costs[name].cpu / costs[BARE].cpu:.2f} ({_net(costs, name)})" for name in ON_FILES[1:]]
        yield _row(size, f"{measured.megabytes[size]:.1f}", f"{costs[BARE].cpu:.2f}", *ratios)


def _net(costs: Mapping[str, Cost], name: str) -> str:
    start, bare = costs[START].cpu, costs[BARE].cpu
    # A bare pass as short as the start itself has no net time to speak of.
    return f"{(costs[name].cpu - start) / (bare - start):.2f}" if bare > 3 * start else "-"


def _memory(measured: Measured) -> Iterator[str]:
    yield from _head("input", *ON_FILES)
    for size, costs in measured.sizes.items():
        yield _row(size, *(f"{costs[name].mib:.0f}" for name in ON_FILES))


def _small(size: str, costs: Mapping[str, Cost]) -> Iterator[str]:
    yield from _head(size, "CPU, ms", "clock, ms", "CPU times click")
    for name in (START, CLICK, CHECK, RECORD):
        cost = costs[name]
        yield _row(name, f"{cost.cpu * 1000:.0f}", f"{cost.wall * 1000:.0f}", f"{cost.cpu / costs[CLICK].cpu:.2f}")


def _parallel(measured: Measured) -> Iterator[str]:
    yield from _head("XL", "one, s", "two, s", "gain")
    for name, cost in measured.one.items():
        yield _row(name, f"{cost.wall:.2f}", f"{measured.two[name].wall:.2f}", f"{_gain(measured, name):.2f}")


def _gain(measured: Measured, name: str) -> float:
    return measured.one[name].wall / measured.two[name].wall


def _verdicts(measured: Measured) -> Iterator[str]:
    yield from _head("what", "target", "measured", "")
    for size, costs in measured.sizes.items():
        for name in (CHECK, RECORD):
            if target := targets.speed(size, name):
                yield target.judge(costs[name].cpu / costs[BARE].cpu)
        for name in (CHECK, RECORD):
            yield targets.memory(size, name).judge(costs[name].mib)
        for name in (CHECK, RECORD) if size in SMALL else ():
            yield targets.small(size, name).judge(costs[name].cpu / costs[CLICK].cpu)
    for name in measured.one:
        yield targets.parallel(name).judge(_gain(measured, name))


def _head(*cells: str) -> Iterable[str]:
    return _row(*cells), _row("---", *["---:"] * (len(cells) - 1))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
