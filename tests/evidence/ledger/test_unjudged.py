from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ledgers
import pytest
from msgspec import UNSET, structs
from records import category, counts, jobs, rule

from gatekeeper.errors import RecordError
from gatekeeper.evidence.ledger.unjudged import is_of, unjudged
from gatekeeper.evidence.record import PolicyRow
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.record import Record

_GREEN = rule(verdict=Verdict.PASSED)
_JUDGED: dict[str, Any] = {"rules": [_GREEN, rule("needs", None, Verdict.PASSED)], "needs": jobs(build="success")}
_POLICY = PolicyRow(name="", source=None, sha256="2" * 64, run={}, categories={})


def _red(minutes: float = 0, name: str = "needs", verdict: Verdict = Verdict.FAILED, **more: Any) -> Record:
    needs = {"needs": jobs(build="failure", lint="success")} if name == "needs" else {}
    return ledgers.made(minutes, verdict, **{"categories": [category()], "rules": [_GREEN, rule(name, None, verdict)], **needs, **more})


def _says(base: Path, *earlier: Record, record: Record | None = None) -> str:
    record = record or ledgers.made(20)
    there = ledgers.ledger(base, record, *earlier)
    found = unjudged(there, [each for each in there.entries() if is_of(each.head, record)], record)
    return f"{found.verdict}: {found.words}" if found else ""


def test_it_holds_until_it_is_judged_again(tmp_path: Path) -> None:
    red = _red()
    words = f"FAILED: needs of an earlier run, record {ledgers.accepted(red).digest[:12]}, and not judged since"
    assert _says(tmp_path, red) == words
    for number, other in enumerate((ledgers.about(dirty=None), ledgers.about(dirty=True), ledgers.about("b"))):
        assert _says(tmp_path, ledgers.made(1 + number, **_JUDGED, subject=other)) == words
    assert _says(tmp_path, ledgers.made(6, **_JUDGED, policy=_POLICY)) == words
    assert _says(tmp_path, record=ledgers.made(21, **_JUDGED)) == ""
    assert _says(tmp_path, ledgers.made(7, **_JUDGED)) == ""
    assert _says(tmp_path, _red(8, "fresh", Verdict.STALE)).startswith("STALE: fresh of an earlier run, ")
    assert _says(tmp_path, record=ledgers.made(22, rules=[_GREEN, rule("fresh", None, Verdict.PASSED)])) == ""


def test_every_job_that_had_failed_is_asked_about_again(tmp_path: Path) -> None:
    red = _red(needs=jobs(build="failure", lint="cancelled", docs="success"))
    assert _says(tmp_path, red, record=ledgers.made(20, **{**_JUDGED, "needs": jobs(lint="success")}))
    assert _says(tmp_path, record=ledgers.made(21, **_JUDGED)) == ""  # lint in the one, build in the other
    assert _says(tmp_path, _red(22, needs=UNSET), record=ledgers.made(23, **_JUDGED))  # nobody knows which they were


@pytest.mark.parametrize(
    "other",
    [
        _red(20.5),
        _red(subject=ledgers.about("b")),
        _red(subject=ledgers.about(dirty=True)),
        _red(policy=structs.replace(_POLICY, name="other")),
        _red(categories=[category("e2e")], rules=[rule(category="e2e", verdict=Verdict.PASSED), rule("needs", None)]),
        ledgers.made(0, Verdict.FAILED),
        ledgers.made(0, **_JUDGED),
    ],
)
def test_what_was_said_of_something_else_or_later_does_not_linger(tmp_path: Path, other: Record) -> None:
    assert _says(tmp_path, other) == ""


@pytest.mark.parametrize("more", [{"partial": True}, {"subject": ledgers.about(dirty=None)}, {"minutes": 20}])
def test_what_speaks_against_it_all_the_same(tmp_path: Path, more: dict[str, Any]) -> None:
    assert _says(tmp_path, _red(**more))


def test_what_cannot_be_read_may_have_said_anything(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="the exit code is not that of the verdict"):
        _says(tmp_path, structs.replace(_red(), exit_code=3))


def test_nothing_is_loaded_where_nothing_was_red(tmp_path: Path) -> None:
    assert _says(tmp_path, structs.replace(ledgers.made(categories=[category(counts=counts(passed=4))]), exit_code=1)) == ""
