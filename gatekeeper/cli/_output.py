"""What ``check`` prints and delivers: report first, fail last."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.errors import GatekeeperError
from gatekeeper.publishers import all_publishers
from gatekeeper.publishers.base import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from gatekeeper.evidence.record import Record

_DELIVERY_FAILED = 4


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """Yield a function that shows how many bytes were read, on a terminal and only once it takes long."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from gatekeeper.cli._progress import Progress  # noqa: PLC0415 - only people on a terminal see it

    with Progress() as shown:
        yield shown.advance


def deliver(outcome: tuple[Record, bytes], path: Path | None, options: Mapping[str, Any]) -> int:
    """Print the record, deliver it to every place that is there, and return the exit code."""
    record, data = outcome
    _print(record, data, options)
    delivery = Delivery(
        record=record,
        digest=sha256(data).hexdigest(),
        path=str(path or ""),
        environ=os.environ,
        echo=lambda line: click.echo(line, err=options["style"] != "text"),
    )
    failures = 0
    for publisher in all_publishers():
        failures += _deliver(publisher.deliver, delivery) if publisher.wanted(delivery) else 0
    return record.exit_code or (_DELIVERY_FAILED if failures else 0)


def _deliver(publish: Callable[[Delivery], None], delivery: Delivery) -> int:
    try:
        publish(delivery)
    except GatekeeperError as error:
        click.echo(f"error: {error.message}; next: {error.remedy}", err=True)
        return 1
    return 0


def _print(record: Record, data: bytes, options: Mapping[str, Any]) -> None:
    if options["style"] == "json":
        sys.stdout.write(data.decode())
    elif options["style"] == "markdown":
        from gatekeeper.documents.summary import summary  # noqa: PLC0415 - loads the template engine

        sys.stdout.write(summary(record))
    else:
        from gatekeeper.publishers.terminal import show  # noqa: PLC0415

        color = not (options["no_color"] or os.environ.get("NO_COLOR"))
        show(record, color=color, quiet=options["quiet"], verbose=options["verbose"])
    sys.stdout.flush()
