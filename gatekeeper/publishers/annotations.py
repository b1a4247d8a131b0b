"""Annotations of GitHub Actions: failures at their file and line, then the rules that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.documents.escapes import command_data, command_property, log_line
from gatekeeper.model import Verdict
from gatekeeper.publishers.base import Publisher

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        for number, command in enumerate(_commands(delivery.record)):
            if number < _MOST:
                delivery.echo(command)


def _commands(record: Record) -> Iterator[str]:
    for case in record.failures:
        yield _command("error", _place(case), f"{case.id}: {case.message}" if case.message else f"{case.id} {case.outcome}")
    for rule in record.rules:
        if rule.verdict is not Verdict.PASSED:
            title = {"title": f"{rule.verdict}: {rule.rule}"}
            yield _command("error", title, f"[{rule.category or 'run'}] {rule.reason}. Next: {rule.remedy}")


def _place(case: FailureRow) -> dict[str, str]:
    place = {"file": case.file} if case.file else {}
    return {**place, "line": str(case.line)} if case.file and case.line else dict(place)


def _command(name: str, properties: dict[str, str], text: str) -> str:
    written = ",".join(f"{key}={command_property(log_line(value))}" for key, value in properties.items())
    return f"::{name} {written}::{command_data(log_line(text, 1000))}" if written else f"::{name}::{command_data(log_line(text, 1000))}"
