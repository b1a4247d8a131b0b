from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import records
import runs

from gatekeeper.evidence import record as rows
from gatekeeper.evidence.consistent import contradiction
from gatekeeper.evidence.record import decode, encode
from gatekeeper.model import Subject, Verdict
from gatekeeper.model.witness import Log, Session

if TYPE_CHECKING:
    from gatekeeper.model import Witness

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SUBJECT = rows.Subject(commit="a" * 40, tree="b" * 40, dirty=False, ref=None)
HERE = Subject(commit="a" * 40, tree="b" * 40)


def seen(*witnesses: Witness, **more: Any) -> str:
    given = [replace(each, before=HERE, after=HERE) if each.before == Subject() else each for each in witnesses]
    return contradiction(records.record(witnesses=given, subject=SUBJECT, created="2026-05-05T00:00:00+00:00", **more), NOW)


def test_what_was_seen_fits() -> None:
    assert seen(runs.witness(), runs.witness("1/2", sessions=(Session(runner="pytest"),), log=Log(sha256="0" * 64, bytes=1))) == ""
    given = records.record(witnesses=[runs.witness(code=-9)])
    assert decode(encode(given)) == given


@pytest.mark.parametrize(
    ("witness", "said"),
    [
        (runs.witness(category="e2e"), "a witnessed run is of a category that is not there"),
        (runs.witness(argv=("a\n",)), "it holds a text that cannot be printed"),
        (runs.witness(variables={"a": "x" * 20_000}), "it holds a text that cannot be printed"),
        (runs.witness(sessions=(Session(runner="\x1b"),)), "it holds a text that cannot be printed"),
        (runs.witness(unsuccessful=-1), "it holds a number that is none of ours"),
        (runs.witness(argv=("a",) * 20_000), "it holds a number that is none of ours"),
        (runs.witness(code=1 << 50), "its exit code is none"),
        (runs.witness(ended=runs.NOW - timedelta(days=1)), "its run does not begin before it ends"),
        (runs.witness(started=datetime(2026, 1, 1)), "its run does not begin before it ends"),  # noqa: DTZ001 - no offset is the point
        (runs.witness(ended=NOW), "ended after the record was made"),
        (runs.witness(log=Log(sha256="x", bytes=1)), "the digest of its log is none"),
        (runs.witness(before=Subject(commit="x")), "its commit or tree is not written like one"),
    ],
)
def test_a_hostile_run_is_refused(witness: Witness, said: str) -> None:
    assert said in seen(witness)


def test_there_is_a_run_where_something_was_witnessed() -> None:
    assert "no witnessed run" in seen()
    file = records.file()
    given = records.record(files=[rows.FileRow(**{**{name: getattr(file, name) for name in file.__struct_fields__}, "witnessed": True})])
    assert contradiction(given, NOW) == "a report is witnessed, and no run is"
    answers = [records.rule("witnessed", verdict=Verdict.PASSED)]
    assert contradiction(records.record(rules=answers), NOW) == "a category is witnessed, and no run of it is"
    assert seen(runs.witness(), rules=answers) == ""


def test_no_rule_passes_that_the_runs_are_against() -> None:
    shards, commit = (records.rule(name, verdict=Verdict.PASSED) for name in ("shards", "same-commit"))
    assert seen(runs.witness("1/2"), runs.witness("2/2"), rules=[shards, commit]) == ""
    assert "the answer of rule shards for category unit" in seen(runs.witness("1/2"), rules=[shards])
    assert seen(runs.witness("1/2"), rules=[commit]) == ""
    elsewhere = runs.witness(before=Subject(commit="c" * 40), after=HERE)
    assert "the answer of rule same-commit for category unit" in seen(elsewhere, rules=[commit])
