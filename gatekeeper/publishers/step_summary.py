"""The job summary of GitHub Actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.publishers.append import append
from gatekeeper.publishers.base import Publisher

if TYPE_CHECKING:
    from gatekeeper.publishers.base import Delivery

VARIABLE = "GITHUB_STEP_SUMMARY"
_MOST_BYTES = 1_000_000  # GitHub drops a step's summary above 1 MiB


class StepSummary(Publisher):
    """Adds the summary to the job's page."""

    def wanted(self, delivery: Delivery) -> bool:
        """Say whether the runner offers a summary."""
        return bool(delivery.environ.get(VARIABLE))

    def deliver(self, delivery: Delivery) -> None:
        """Append the summary; one too large gives way to its headline."""
        from gatekeeper.documents.headline import headline  # noqa: PLC0415 - the template engine loads only here
        from gatekeeper.documents.summary import summary  # noqa: PLC0415

        text = summary(delivery.record)
        if len(text.encode()) > _MOST_BYTES:
            text = f"## {headline(delivery.record)}\n\nThe summary is too large for GitHub; everything is in the record.\n"
        append(delivery, VARIABLE, f"\n{text}\n")
