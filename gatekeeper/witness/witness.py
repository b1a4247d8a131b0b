"""Run a category's command, and say what was seen: the whole story of a witnessed run."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from gatekeeper.evidence.subject import subject_at_hand
from gatekeeper.junit.find import printable
from gatekeeper.model.witness import Witness
from gatekeeper.witness import facts
from gatekeeper.witness.attend import End, attend
from gatekeeper.witness.child import Unstarted
from gatekeeper.witness.masks import Masks
from gatekeeper.witness.order import Seen
from gatekeeper.witness.place import make_anew
from gatekeeper.witness.pump import Recorder
from gatekeeper.witness.sessions import read_sessions
from gatekeeper.witness.signals import interruptible
from gatekeeper.witness.snapshot import collect, snapshot
from gatekeeper.witness.times import times
from gatekeeper.witness.tools import Tools

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from gatekeeper.evidence.expected import Expected
    from gatekeeper.witness.order import Order

OUT = "{out}"
VARIABLE = "GATEKEEPER_OUT"


@dataclass(frozen=True, kw_only=True, slots=True)
class Streams:
    """Where the command's output goes; None is nowhere."""

    out: BinaryIO | None
    err: BinaryIO | None


def witness(order: Order, begun: Callable[[Witness], None], streams: Streams | None = None) -> Seen:
    """Run the command and return what was seen of it. The place of the part is held by the caller.

    ``begun`` is called beside the command with what is known of a run that has not ended: whoever is killed in the middle leaves
    that behind, and no record of an earlier run.
    """
    config = order.config
    first = begin(order)
    out = make_anew(order.part, config.base)
    expected = _expected(order)
    before = snapshot(config)
    texts = order.category.setting("forbid_output")
    recorder = Recorder(texts if isinstance(texts, tuple) else ())
    started = datetime.now(UTC)
    first = replace(first, started=started)
    beside = Thread(target=begun, args=(first,))
    seen = _run(first, order, recorder, streams or _ours(), beside)
    beside.join()
    files, stale = collect(config, out, before)
    after = subject_at_hand(config, os.environ)
    known = replace(seen.witness, after=after, log=recorder.log(), stale=stale, sessions=read_sessions(out))
    return replace(seen, witness=known, files=files, expected=expected)


def _expected(order: Order) -> Expected | None:
    """List the tests that should run, where the category has a command that does so; a runner that only lists may write a report."""
    if order.category.setting("inventory") is None:
        return None
    from gatekeeper.evidence.expected import collect as listed  # noqa: PLC0415 - only where a category asks for it
    from gatekeeper.evidence.expected import command_of  # noqa: PLC0415

    command = command_of(order.category)
    with interruptible():
        return listed(command, Path.cwd(), order.part, float(order.timeout) if order.timeout else None) if command else None


def begin(order: Order) -> Witness:
    """Return what is known of a run before its command starts: that it has not ended."""
    masks = Masks(os.environ)
    subject = subject_at_hand(order.config, os.environ)
    host, platform = facts.machine()
    run, attempt = facts.ci_run(os.environ)
    now = datetime.now(UTC)
    return Witness(
        category=order.category.name,
        shard=order.shard,
        argv=facts.arguments(order.argv, masks),
        interrupted=True,
        started=now,
        ended=now,
        timeout=ceil(order.timeout) if order.timeout else None,
        before=subject,
        after=subject,
        run=run,
        attempt=attempt,
        times=times(order.part, subject.commit),
        host=host,
        platform=platform,
        environment=order.environment,
        variables=facts.variables(os.environ, order.variables, masks),
    )


def _run(first: Witness, order: Order, recorder: Recorder, streams: Streams, beside: Thread) -> Seen:
    out = str(order.out)
    argv = tuple(each.replace(OUT, out) for each in order.argv)
    environ = {**os.environ, VARIABLE: out}
    tools = Tools(argv, environ)
    beside.start()
    made: dict[str, Any] = {"interrupted": False}
    end = End(code=None, signal="")
    try:
        end = attend(argv, environ, recorder, (streams.out, streams.err), (order.timeout, order.patience))
        made = {name: getattr(end, name) for name in ("code", "signal", "timed_out", "interrupted")}
    except Unstarted as error:
        made["unstarted"] = f"{facts.shown(Masks(os.environ).text(order.argv[0]))}: {printable(str(error))}"
    ended = datetime.now(UTC)
    found = replace(first, ended=ended, tools=tools.versions(order.patience.tools), **made)
    return Seen(witness=found, files={}, left_behind=end.left_behind, whole_line=end.whole_line)


def _ours() -> Streams:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return Streams(out=getattr(sys.stdout, "buffer", None), err=getattr(sys.stderr, "buffer", None))
