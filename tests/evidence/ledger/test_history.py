from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import about, accepted, ledger, made, run
from records import failure

from gatekeeper.evidence import record as rows
from gatekeeper.evidence.ledger import history
from gatekeeper.evidence.ledger.history import accepted as newest_accepted
from gatekeeper.evidence.ledger.history import full, latest, line, streaks
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.ledger.head import Entry

OTHER = rows.PolicyRow(name="other", source=None, sha256="1" * 64, run={}, categories={})


def digests(entries: tuple[Entry, ...]) -> list[str]:
    return [each.digest for each in entries]


def of(*records: rows.Record) -> list[str]:
    return [accepted(each).digest for each in records]


def test_a_line_is_what_came_before_of_the_same_gate_and_ref(tmp_path: Path) -> None:
    one, two, now, after = made(1), made(2, Verdict.FAILED), made(5), made(9)
    others = [made(3, partial=True), made(3, policy=OTHER), made(3, subject=about("b", "refs/heads/x")), made(3, subject=about("b", None))]
    entries = ledger(tmp_path, now, after, *others, two, one).entries()
    assert digests(line(entries, now)) == of(one, two)
    assert digests(line(entries, made(3, subject=about("c", None)))) == []
    assert digests(line(entries, made(4, subject=about("c", None)))) == of(others[3])


def test_of_one_moment_the_run_and_its_attempt_say_what_is_older(tmp_path: Path) -> None:
    records = [made(run=run(9)), made(run=run(10)), made(run=run(10, 2))]
    entries = ledger(tmp_path, *records).entries()
    assert [digests(line(entries, each)) for each in records] == [of(*records[:number]) for number in range(3)]
    assert digests(line(entries, made())) == []


@pytest.mark.parametrize(("branch", "ref"), [("main", "refs/heads/main"), ("refs/tags/v1", "refs/tags/v1"), ("a/b", "refs/heads/a/b")])
def test_branches_as_records_name_them(branch: str, ref: str) -> None:
    assert full(branch) == ref


def test_the_newest_whole_record_of_a_branch(tmp_path: Path) -> None:
    one, two, part = made(1), made(2, Verdict.FAILED), made(3, partial=True)
    entries = ledger(tmp_path, one, two, part, made(4, subject=about("b", "refs/heads/x"))).entries()
    for branch in ("main", "refs/heads/main"):
        found = latest(entries, "", branch)
        assert found
        assert found.digest == of(two)[0]
    assert (latest(entries, "", "heads/main"), latest(entries, "", ""), latest((), "", "main")) == (None, None, None)
    assert latest(entries, "other", "main") is None


def test_the_newest_that_passed(tmp_path: Path) -> None:
    one, two, three = made(1), made(2), made(3, Verdict.FAILED)
    found = newest_accepted(ledger(tmp_path, one, two, three).entries())
    assert found
    assert found.digest == of(two)[0]
    assert newest_accepted(ledger(tmp_path / "x", three).entries()) is None


def red(minutes: float, *causes: str, **more: Any) -> rows.Record:
    return made(minutes, Verdict.FAILED, failures=[failure(f"c::{each}", cause=each) for each in causes], **more)


def counted(tmp_path: Path, *records: rows.Record) -> dict[str, int]:
    there = ledger(tmp_path, *records)
    return streaks(there, line(there.entries(), records[-1]), records[-1])


def test_a_streak_is_how_many_records_in_a_row_have_the_cause(tmp_path: Path) -> None:
    assert counted(tmp_path, red(1, "a", "b"), red(2, "b"), red(3, "a", "b"), red(4, "a", "b", "c", "a")) == {"a": 2, "b": 4, "c": 1}


def test_a_record_that_passed_ends_every_streak(tmp_path: Path) -> None:
    assert counted(tmp_path, red(1, "a"), made(2), red(3, "a")) == {"a": 1}


def test_records_without_evidence_say_nothing(tmp_path: Path) -> None:
    nothing = [made(2, Verdict.NO_EVIDENCE), made(3, Verdict.INVALID)]
    assert counted(tmp_path, red(1, "a"), *nothing, red(4, "a")) == {"a": 2}


def test_causes_that_nobody_knows_have_no_streak(tmp_path: Path) -> None:
    assert counted(tmp_path, red(1, ""), red(2, "")) == {}


def test_a_record_that_was_changed_ends_every_streak(tmp_path: Path) -> None:
    records = [red(1, "a"), red(2, "a"), red(3, "a")]
    there = ledger(tmp_path, *records)
    past = line(there.entries(), records[-1])
    assert streaks(there, past, records[-1]) == {"a": 3}
    past[0].path.write_bytes(b"")
    assert streaks(there, past, records[-1]) == {"a": 2}
    past[1].path.unlink()
    assert streaks(there, past, records[-1]) == {"a": 1}


def test_streaks_are_followed_only_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST", 2)
    assert counted(tmp_path, *(red(minutes, "a") for minutes in range(5))) == {"a": 3}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sets(st.sampled_from("abc")), min_size=1, max_size=6))
def test_streaks_are_those_of_a_simple_count(tmp_path_factory: pytest.TempPathFactory, every: list[set[str]]) -> None:
    found = counted(tmp_path_factory.mktemp("x"), *(red(minutes, *sorted(causes)) for minutes, causes in enumerate(every)))
    for cause in every[-1]:
        back = [cause in causes for causes in reversed(every)]
        assert found[cause] == (back.index(False) if False in back else len(back))
    assert found.keys() == every[-1]
