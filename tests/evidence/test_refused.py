from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from configs import UNIT, settle

from gatekeeper.errors import RecordError
from gatekeeper.evidence.consistent import contradiction
from gatekeeper.evidence.event import Event
from gatekeeper.evidence.refused import refused
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

ENVIRON = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/widgets"}
ERROR = RecordError("there is no record", "run gatekeeper check")


@pytest.mark.parametrize(
    ("event", "environ", "run"),
    [
        (Event(head="a" * 40), ENVIRON, None),
        (Event(head="a" * 40, run=7), ENVIRON, ("https://github.com/acme/widgets/actions/runs/7", "7", None)),
        (Event(head="a" * 40, run=7, attempt=2), ENVIRON, ("https://github.com/acme/widgets/actions/runs/7/attempts/2", "7", "2")),
        (Event(head="a" * 40, run=7), {}, (None, "7", None)),
    ],
)
def test_what_stands_in_for_a_refused_record_says_so_and_nothing_else(
    folder: Path, event: Event, environ: dict[str, str], run: tuple[str | None, str, str | None] | None
) -> None:
    made = refused(settle(folder, UNIT), event, ERROR, environ)
    record = made.record
    assert contradiction(record, datetime.now(UTC)) == ""
    assert (record.verdict, record.exit_code, record.subject.commit) == (Verdict.INVALID, 3, "a" * 40)
    assert [(each.reason, each.remedy) for each in record.rules] == [("there is no record", "run gatekeeper check")]
    assert (record.categories, record.failures, record.inventory, made.path) == ([], [], None, None)
    assert (record.run and (record.run.url, record.run.id, record.run.attempt)) == run
    assert datetime.now(UTC) - datetime.fromisoformat(record.created) < timedelta(minutes=1)
