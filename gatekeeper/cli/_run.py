"""From the options of ``run`` to a witnessed run, its partial record and the verdict."""

from __future__ import annotations

import re
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from gatekeeper.cli._request import load_config
from gatekeeper.config.override import narrow
from gatekeeper.errors import DeliveryError, UsageError
from gatekeeper.evidence.parts.places import place_of
from gatekeeper.model.witness import Shard
from gatekeeper.rules.duration import Duration
from gatekeeper.witness.order import Order, Seen
from gatekeeper.witness.place import held
from gatekeeper.witness.witness import witness

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.parts.opened import Opened
    from gatekeeper.gate import Request
    from gatekeeper.model.witness import Witness

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_AT_THE_END = (
    "gatekeeper.gate",
    "gatekeeper.evidence.build",
    "gatekeeper.evidence.parts.gather",
    "gatekeeper.publishers.terminal",
    "gatekeeper.cli._output",
    "gatekeeper.cli._run_text",
)
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")


def witnessed(options: Mapping[str, Any]) -> int:
    """Run the command, write the partial record whatever became of it, judge, and return the exit code."""
    whole = load_config(options["config"])
    order = make_order(options, whole)
    with held(order.part, whole.base):
        seen = witness(order, lambda first: _begin(order, first))
        return _settled(order, seen, whole, options)


def _settled(order: Order, seen: Seen, whole: Config, options: Mapping[str, Any]) -> int:
    """Write the partial record, judge it, and say so."""
    from gatekeeper.cli._run_text import tell_ending  # noqa: PLC0415 - loaded while the command runs

    part, unwritten = _write(order, seen, quiet=options["quiet"])
    tell_ending(seen, quiet=options["quiet"])
    if seen.witness.unstarted:
        return _not_started(seen, unwritten)
    return _judge(order, whole, part, options, unwritten)


def make_order(options: Mapping[str, Any], whole: Config) -> Order:
    """Return what is to be witnessed, or raise UsageError; nothing has been touched then."""
    config = narrow(whole, (options["category"],))
    environment = _named("--env", _NAME, options["environment"]) if options["environment"] is not None else None
    category = config.in_environment(options["category"], environment).categories[0]
    shard, argv = _shard(options["shard"]), options["command"]
    if not argv[0]:
        raise UsageError("the command is empty", "is the shell variable set?")
    return Order(
        config=config,
        category=category,
        argv=argv,
        part=place_of(whole.base, category.name, shard),
        shard=shard,
        timeout=_timeout(options["timeout"]),
        environment=environment,
        variables=tuple(_named("--pass-var", _VARIABLE, each) for each in options["variables"]),
    )


def _shard(text: str | None) -> Shard | None:
    try:
        return None if text is None else Shard.parse(text)
    except ValueError as error:
        raise UsageError(f"--shard: {error}", "write for example --shard 2/3") from error


def _timeout(text: str | None) -> Fraction | None:
    try:
        seconds = None if text is None else Duration.parse(text).seconds
    except ValueError as error:
        raise UsageError(f"--timeout: {error}", "write for example --timeout 30m") from error
    if seconds == 0:
        raise UsageError("--timeout: no command ends in no time", "write for example --timeout 30m")
    return seconds


def _named(option: str, shape: re.Pattern[str], text: str) -> str:
    if not shape.fullmatch(text):
        raise UsageError(f"{option}: {text[:60]!r} is no name", "write a name of letters, digits and underscores")
    return text


def _begin(order: Order, first: Witness) -> None:
    """Leave a record of a run that has not ended, and load what its end will need; what goes wrong is said then."""
    from gatekeeper.evidence.parts.write import write  # noqa: PLC0415 - the command does not wait for it

    with suppress(Exception):
        write(order.config, order.category, first, {}, order.part)
        for name in _AT_THE_END:
            import_module(name)


def _write(order: Order, seen: Seen, *, quiet: bool) -> tuple[Path | Opened, DeliveryError | None]:
    from gatekeeper.cli._output import progress  # noqa: PLC0415 - loaded while the command runs
    from gatekeeper.evidence.parts.write import UnwrittenError, write  # noqa: PLC0415

    with progress(quiet=quiet) as shown:
        try:
            advance = shown.advance if shown else None
            return write(order.config, order.category, seen.witness, seen.files, order.part, advance, expected=seen.expected), None
        except UnwrittenError as error:
            return error.opened, error


def _not_started(seen: Seen, unwritten: DeliveryError | None) -> int:
    from gatekeeper.cli._output import complain  # noqa: PLC0415 - loaded while the command runs
    from gatekeeper.cli._run_text import ending  # noqa: PLC0415

    if unwritten:
        complain(unwritten)
    raise UsageError(ending(seen.witness), "see that the program is installed, that it may be executed, and that its name is right")


def _judge(order: Order, whole: Config, part: Path | Opened, options: Mapping[str, Any], unwritten: DeliveryError | None) -> int:
    from gatekeeper.cli._output import complain, deliver  # noqa: PLC0415 - loaded while the command runs
    from gatekeeper.gate import check  # noqa: PLC0415

    decision = check(_request(order, whole, part))
    code = deliver(decision, None, {**options, "style": "text"})
    if unwritten:
        complain(unwritten)
    return code or (DeliveryError.exit_code if unwritten else 0)


def _request(order: Order, whole: Config, part: Path | Opened) -> Request:
    from gatekeeper.gate import Request  # noqa: PLC0415 - loaded while the command runs

    return Request(
        config=order.config,
        parts=(part,),
        shard=order.shard is not None and order.shard.of != 1,  # the only one is the whole
        partial=True,
        environment=order.environment,
        others=tuple(each.name for each in whole.categories if each.name != order.category.name),
    )
