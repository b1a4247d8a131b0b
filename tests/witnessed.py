"""Real commands for tests of witnessed runs, and orders to witness them."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

import configs

from gatekeeper.config.override import narrow
from gatekeeper.evidence.parts.places import place_of
from gatekeeper.witness.order import Order, Patience, Seen
from gatekeeper.witness.place import held
from gatekeeper.witness.witness import Streams, witness

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.model.witness import Shard, Witness

QUICK = Patience(end=5.0, rest=0.3, tools=0.0)
UNIT = '[categories.unit]\nreports = ["reports/*.xml"]\n'


def python(program: str, *arguments: str) -> tuple[str, ...]:
    """Return a command that runs a Python program without anything that a site adds."""
    return (sys.executable, "-I", "-S", "-u", "-c", program, *arguments)


def shell(script: str) -> tuple[str, ...]:
    """Return a command that runs a shell script."""
    return ("sh", "-c", script)


def order(folder: Path, argv: tuple[str, ...], *, text: str = UNIT, shard: Shard | None = None, **more: Any) -> Order:
    """Return an order for the category unit of a configuration."""
    config = narrow(configs.settle(folder, text), ("unit",))
    part = place_of(folder, "unit", shard)
    return Order(
        **{"config": config, "category": config.categories[0], "argv": argv, "part": part, "shard": shard, "patience": QUICK, **more}
    )


@dataclass
class Watched:
    """What was seen, what was said before, and what the command printed."""

    seen: Seen
    begun: list[Witness] = field(default_factory=list)
    out: bytes = b""
    err: bytes = b""

    @property
    def witness(self) -> Witness:
        """Return what was witnessed."""
        return self.seen.witness


def watch(order: Order) -> Watched:
    """Witness an order, and keep what it prints."""
    begun: list[Witness] = []
    streams = Streams(out=BytesIO(), err=BytesIO())
    with held(order.part, order.config.base):
        seen = witness(order, begun.append, streams)
    assert isinstance(streams.out, BytesIO)
    assert isinstance(streams.err, BytesIO)
    return Watched(seen, begun, streams.out.getvalue(), streams.err.getvalue())


def is_running(number: int) -> bool:
    """Say whether a process runs; one that only waits for its parent has ended."""
    try:
        with open(f"/proc/{number}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def await_file(path: Path) -> str:
    """Return the text of a file once it is there and whole: its last line has ended."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if path.exists() and (text := path.read_text()).endswith("\n"):
            return text
        os.sched_yield()
        time.sleep(0.005)
    raise AssertionError(f"{path} was not written")


def await_end(number: int) -> None:
    """Wait until a process has ended."""
    until = time.monotonic() + 20
    while is_running(number):
        assert time.monotonic() < until, "it is still running"
        time.sleep(0.005)
