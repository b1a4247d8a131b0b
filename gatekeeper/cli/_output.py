"""What ``check`` prints and delivers: report first, fail last."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.cli._tell import silence, tell
from gatekeeper.errors import DeliveryError, GatekeeperError, why
from gatekeeper.publishers import all_publishers
from gatekeeper.publishers.base import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gatekeeper.cli._progress import Progress
    from gatekeeper.gate import Decision


Publish = Callable[["Decision", "Path | None"], bool]


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress | None]:
    """Yield what shows how many bytes were read, on a terminal and only once it takes long."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from gatekeeper.cli._progress import Progress  # noqa: PLC0415 - only people on a terminal see it

    with Progress() as shown:
        yield shown


def deliver(decision: Decision, path: Path | None, options: Mapping[str, Any], publish: Publish | None = None) -> int:
    """Deliver the record to every place that is there, print it, and return the exit code.

    It is printed after the other places here have put their lines into the log; what is said on GitHub is said last.
    """
    from gatekeeper.junit.find import printable  # noqa: PLC0415 - --help does not pay for it

    delivery = Delivery(
        record=decision.record,
        digest=sha256(decision.data).hexdigest(),
        path="" if path is None or decision.undelivered else printable(str(path)),
        environ=os.environ,
        echo=lambda line: click.echo(line, err=options["style"] != "text"),
    )
    deliveries = [partial(each.deliver, delivery) for each in all_publishers() if not each.remote and each.wanted(delivery)]
    deliveries.append(partial(_print, decision, options))
    failures = [decision.undelivered, *map(attempt, deliveries)]
    for error in filter(None, failures):
        complain(error)
    delivered = not any(failures) and (publish is None or publish(decision, path))
    return decision.record.exit_code or (0 if delivered else DeliveryError.exit_code)


def complain(error: GatekeeperError) -> None:
    """Say on standard error what happened and what to do next."""
    from gatekeeper.documents.escapes import log_line  # noqa: PLC0415 - --help does not pay for it

    tell(f"error: {log_line(error.message, 1000)}")
    if error.remedy:
        tell(f"next: {log_line(error.remedy, 500)}")


def attempt(act: Callable[[], None]) -> GatekeeperError | None:
    """Do one delivery; a failure of one never keeps the others from happening."""
    try:
        act()
    except GatekeeperError as error:
        return error
    except (OSError, ValueError) as error:
        silence()
        return DeliveryError(f"the output cannot be written: {why(error)}", "let what reads it read to the end")
    return None


def _print(decision: Decision, options: Mapping[str, Any]) -> None:
    if options["style"] == "json":
        sys.stdout.write(decision.data.decode())
    elif options["style"] == "markdown":
        from gatekeeper.documents.summary import summary  # noqa: PLC0415 - loads the template engine

        sys.stdout.write(summary(decision.record))
    else:
        from gatekeeper.publishers.terminal import show  # noqa: PLC0415

        color = not (options["no_color"] or os.environ.get("NO_COLOR"))
        show(decision.record, color=color, quiet=options["quiet"], verbose=options["verbose"])
    sys.stdout.flush()
