"""Which record claims are held against, in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ledgers
import pytest
from clones import bare_configuration, committed, git
from ledgers import about, accepted, made, moment
from records import category, counts, whole

from gatekeeper.cli._audit_evidence import gather
from gatekeeper.config.default import default_config
from gatekeeper.errors import UsageError
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.audit.evidence import Evidence


def _gather(folder: Path, **options: Any) -> Evidence:
    config = default_config(folder, {})
    return gather(config, Ledger(ledger_folder(folder)), {"record": None, "ref": None, **options})


def _record(passed: int, subject: rows.Subject | None = None, minutes: float = 0) -> rows.Record:
    row = category("unit", counts=counts(passed=passed))
    return whole(made(minutes, categories=[row], subject=subject or rows.Subject(commit=None, tree=None, dirty=None, ref=ledgers.MAIN)))


def _passed(each: Any) -> int:
    return sum(part.counts.passed for part in each.parts.values())


def _leave(folder: Path, record: rows.Record) -> None:
    accepted(record, folder / ".gatekeeper" / "record.json")


def test_without_a_record_there_is_a_reason(folder: Path) -> None:
    found = _gather(folder)
    assert (found.now, found.past, found.problem) == (None, (), "there is no record .gatekeeper/record.json")


def test_the_record_that_check_left_is_at_hand_and_the_others_are_past(folder: Path) -> None:
    _leave(folder, _record(5, minutes=9))
    ledgers.ledger(folder, _record(3), _record(4, minutes=3), _record(5, minutes=9))
    found = _gather(folder)
    assert found.now is not None
    assert (_passed(found.now), [_passed(each) for each in found.past]) == (5, [4, 3])


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bare_configuration(monkeypatch)
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / ".gitignore").write_text(".gatekeeper/\n", encoding="utf-8")
    committed(folder)
    return folder


def _here(repository: Path, **more: Any) -> rows.Subject:
    commit, tree = git(repository, "rev-parse", "HEAD"), git(repository, "rev-parse", "HEAD^{tree}")
    return rows.Subject(**{"commit": commit, "tree": tree, "dirty": False, "ref": ledgers.MAIN, **more})


def test_a_record_of_something_else_is_past(repository: Path) -> None:
    _leave(repository, _record(5, about()))
    found = _gather(repository)
    assert (found.now, [_passed(each) for each in found.past]) == (None, [5])
    assert found.problem.startswith("the record is about aaaaaaaaaaaa, not about")


def test_the_ledger_may_have_one_about_what_is_here(repository: Path) -> None:
    _leave(repository, _record(5, about()))
    ledgers.ledger(repository, _record(7, _here(repository)), _record(8, _here(repository, dirty=True), 3))
    found = _gather(repository)
    assert found.now is not None
    assert (_passed(found.now), [_passed(each) for each in found.past]) == (7, [5, 8])


def test_the_same_tree_under_another_commit_is_what_is_here(repository: Path) -> None:
    _leave(repository, _record(5, _here(repository)))
    committed(repository, "says the same in other words")
    assert _gather(repository).now is not None


def test_a_branch_names_its_newest_record(repository: Path) -> None:
    ledgers.ledger(repository, _record(3, about()), _record(4, about("b"), 3))
    found = _gather(repository, ref="main")
    assert found.now is not None
    assert (_passed(found.now), [_passed(each) for each in found.past]) == (4, [3])


def test_a_record_that_is_named_must_be_one(folder: Path) -> None:
    with pytest.raises(UsageError, match="there is no record"):
        _gather(folder, record=folder / "none.json")
    (folder / "bad.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="is no evidence record"):
        _gather(folder, record=folder / "bad.json")
    _leave(folder, _record(5, minutes=-1))
    assert _gather(folder, record=folder / ".gatekeeper/record.json").now is not None


def test_records_of_another_gate_say_nothing_here(folder: Path) -> None:
    from msgspec.structs import replace

    other = _record(3)
    ledgers.ledger(folder, replace(other, policy=replace(other.policy, name="Another")))
    assert _gather(folder).past == ()


def test_how_a_test_ended_is_read_from_the_inventory(folder: Path) -> None:
    from gatekeeper.audit.hold_tests import globs_of

    ledgers.kept(folder / ".gatekeeper", _record(1), [("unit", "c::test_1", "passed"), ("unit", "c::test_2", "failed")])
    found = _gather(folder)
    questions = (globs_of("test_1"), globs_of("test_2"), globs_of("test_3"))
    assert found.now is not None
    answers = found.now.tests(questions)
    assert [(answers[each].passed, answers[each].broken) for each in questions] == [(1, 0), (0, 1), (0, 0)]
    assert moment() == found.now.created
