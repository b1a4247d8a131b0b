"""Annotations of GitHub Actions: failures at their file and line, then the rules that failed."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

from gatekeeper.documents.answers import advisory_categories, not_good, placed
from gatekeeper.documents.escapes import command_data, command_property, log_line
from gatekeeper.publishers.base import Publisher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gatekeeper.evidence.record import FailureRow, Record
    from gatekeeper.publishers.base import Delivery

_MOST = 50


class Annotations(Publisher):
    """Shows what failed beside the code."""

    def wanted(self, delivery: Delivery) -> bool:
        """Say whether a runner of GitHub Actions reads the log."""
        return delivery.environ.get("GITHUB_ACTIONS") == "true"

    def deliver(self, delivery: Delivery) -> None:
        """Print at most 50 commands, one a line."""
        for command in islice(_commands(delivery.record, _folder(delivery.environ)), _MOST):
            delivery.echo(command)


def _folder(environ: Mapping[str, str]) -> str:
    """Return the working directory relative to the checkout, because GitHub takes paths from there."""
    folder = os.path.relpath(os.getcwd(), environ.get("GITHUB_WORKSPACE") or os.curdir)
    return "" if folder == os.curdir or folder.startswith(os.pardir) else folder


def _commands(record: Record, folder: str) -> Iterator[str]:
    advisory = advisory_categories(record)
    for case in record.failures:
        text = f"{case.id}: {case.message}" if case.message else f"{case.id} {case.outcome}"
        text = f"advisory: {text}" if case.category in advisory else text
        yield _command(_level(case.category, advisory), _place(case, folder), text)
    for rule in not_good(record):
        title = {"title": f"{rule.verdict}: {rule.rule}"}
        yield _command(_level(rule.category, advisory), title, f"[{placed(rule.category, advisory)}] {rule.reason}. Next: {rule.remedy}")


def _level(category: str | None, advisory: frozenset[str]) -> str:
    return "warning" if category in advisory else "error"


def _place(case: FailureRow, folder: str) -> dict[str, str]:
    if not case.file:
        return {}
    place = {"file": os.path.join(folder, case.file)}
    return {**place, "line": str(case.line)} if case.line else place


def _command(name: str, properties: dict[str, str], text: str) -> str:
    written = ",".join(f"{key}={command_property(log_line(value))}" for key, value in properties.items())
    return f"::{name}{' ' if written else ''}{written}::{command_data(log_line(text, 1000))}"
