"""The step's outputs in GitHub Actions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gatekeeper.documents.headline import total
from gatekeeper.model import Rate, Verdict
from gatekeeper.publishers.append import append
from gatekeeper.publishers.base import Publisher

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record
    from gatekeeper.publishers.base import Delivery

VARIABLE = "GITHUB_OUTPUT"


class Outputs(Publisher):
    """Gives later steps the verdict and its numbers."""

    def wanted(self, delivery: Delivery) -> bool:
        """Say whether the runner takes outputs."""
        return bool(delivery.environ.get(VARIABLE))

    def deliver(self, delivery: Delivery) -> None:
        """Append every value with a random delimiter, so that no value can end early and add one of its own."""
        values = {**_values(delivery.record), "record": delivery.path, "record-digest": delivery.digest}
        append(delivery, VARIABLE, "".join(_assignment(name, value) for name, value in values.items()))


def _values(record: Record) -> dict[str, str]:
    totals = total(record)
    rate = str(Rate(numerator=totals["passed"], denominator=totals["weighed"])) if totals["weighed"] else ""
    failed = [rule.rule for rule in record.rules if rule.verdict is not Verdict.PASSED]
    counts = {name: str(totals[name]) for name in ("passed", "failed", "errored", "skipped", "executed")}
    return {
        "verdict": str(record.verdict),
        "total": str(totals["tests"]),
        **counts,
        "pass-rate": rate,
        "rules-failed": ",".join(dict.fromkeys(failed)),
    }


def _assignment(name: str, value: str) -> str:
    delimiter = f"gatekeeper-{os.urandom(16).hex()}"
    return f"{name}<<{delimiter}\n{value}\n{delimiter}\n"
