from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import records
import runs

from gatekeeper.documents.seen import seen
from gatekeeper.documents.summary import summary
from gatekeeper.publishers.text import below

if TYPE_CHECKING:
    from gatekeeper.model import Witness


def words(*witnesses: Witness) -> str:
    return seen(records.record(witnesses=list(witnesses)))["unit"]


def test_nothing_is_said_where_nothing_was_witnessed() -> None:
    record = records.record()
    assert seen(record) == {}
    assert not any("imported" in line for line in below(record))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "witnessed, exit code 0"),
        ({"code": 1, "attempt": 2}, "witnessed, attempt 2, exit code 1"),
        ({"environment": "staging"}, "witnessed, environment staging, exit code 0"),
        ({"code": None, "signal": "SIGKILL"}, "witnessed, SIGKILL"),
        ({"timed_out": True}, "witnessed, timed out"),
        ({"interrupted": True}, "witnessed, interrupted"),
        ({"unstarted": "no such file"}, "witnessed, not started"),
    ],
)
def test_one_run(more: dict[str, Any], said: str) -> None:
    assert words(runs.witness(**more)) == said


def test_shards_are_counted_and_their_codes_listed() -> None:
    shards = [runs.witness(f"{number}/9", code=number % 2, attempt=1) for number in range(1, 10)]
    assert words(*shards[:3]) == "witnessed, 3 shards, attempt 1, exit codes 1, 0, 1"
    assert words(*shards) == "witnessed, 9 shards, attempt 1, exit codes 1 (5 times), 0 (4 times)"


def test_it_stands_in_the_output_and_in_the_summary_for_every_category() -> None:
    given = [records.category(), records.category("e2e"), records.category("gone", None, absent="not here")]
    record = records.record(categories=given, witnesses=[runs.witness(environment="##[x]\x1b[2J")])
    lines = [line for line in below(record) if "exit code" in line or "imported" in line]
    assert lines == ["unit: witnessed, environment # #[x], exit code 0", "e2e: imported"]
    assert "<code>e2e</code>: <code>imported</code>" in summary(record)
