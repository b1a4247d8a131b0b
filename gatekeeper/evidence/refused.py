"""The record that stands in for one that was refused: it says so, and nothing else. What was said before must not stay green."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from gatekeeper import __version__
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.accept import Accepted
from gatekeeper.evidence.build import policy_row
from gatekeeper.model import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.config.settings import Config
    from gatekeeper.errors import RecordError
    from gatekeeper.evidence.event import Event

_RULE = "evidence-readable"


def refused(config: Config, event: Event, error: RecordError, environ: Mapping[str, str]) -> Accepted:
    """Return an INVALID record about the head of the run that was followed, made now and from nothing."""
    record = rows.Record(
        verdict=Verdict.INVALID,
        exit_code=Verdict.INVALID.exit_code,
        partial=False,
        subject=rows.Subject(commit=event.head, tree=None, dirty=None, ref=None),
        policy=policy_row(config),
        categories=[],
        rules=[
            rows.RuleRow(
                rule=_RULE, category=None, outcome=Outcome.FAILED, verdict=Verdict.INVALID, reason=error.message, remedy=error.remedy
            )
        ],
        files=[],
        failures=[],
        inventory=None,
        waivers=[],
        tool=rows.ToolRow(name="gatekeeper", version=__version__),
        run=_run(event, environ),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return Accepted(record=record, digest=sha256(rows.encode(record)).hexdigest(), path=None)


def _run(event: Event, environ: Mapping[str, str]) -> rows.RunRow | None:
    """Return the run that was followed."""
    if event.run is None:
        return None
    attempt = str(event.attempt) if event.attempt else None
    home = f"{environ.get('GITHUB_SERVER_URL', '')}/{environ.get('GITHUB_REPOSITORY', '')}/actions/runs/{event.run}"
    url = home + (f"/attempts/{attempt}" if attempt else "")
    return rows.RunRow(url=url if url.startswith("https://") else None, id=str(event.run), attempt=attempt)
