"""What a story knows of earlier records, and what it says where it cannot know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledgers import about, accepted, kept, ledger, made, run
from records import category, counts, failure, rule
from stories import FakeLedger, signed, told

from gatekeeper.documents.story import NO_BASELINE, tell
from gatekeeper.evidence.cases import Missing
from gatekeeper.evidence.ledger.comparison import Comparison
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

_TREE = "a" * 40


def test_without_a_ledger_there_is_no_past_and_it_says_so() -> None:
    story = tell(accepted(made()), None)
    assert (story.past, story.previous, story.accepted, story.fullest, story.cycle, story.attestations) == ((), None, None, None, 1, ())
    assert story.since(story.accepted) == Missing(reason=NO_BASELINE)
    assert story.groups == ()


def test_the_past_is_one_line_oldest_first(tmp_path: Path) -> None:
    story, _ = told("failed", tmp_path)
    assert [each.head.run.id for each in story.past if each.head.run] == ["810", "811"]
    assert (story.previous, story.accepted, story.cycle) == (story.past[1], story.past[0], 3)
    assert isinstance(story.since(story.accepted), Comparison)
    assert {each.cause[0]: each.streak for each in story.groups} == {"a": 2, "b": 1, "c": 1}


def test_two_inventories_are_compared_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story, _ = told("failed", tmp_path)
    first = story.since(story.accepted)
    monkeypatch.setattr("gatekeeper.documents.story.compare", None)
    assert story.since(story.accepted) is first


def test_the_fullest_of_the_newest_two_is_the_plan(tmp_path: Path) -> None:
    full = made(0, categories=[category(counts=counts(passed=25))])
    cut = made(5, Verdict.INCOMPLETE, categories=[category(verdict=Verdict.INCOMPLETE, counts=counts(passed=2))])
    story = tell(accepted(made(9)), ledger(tmp_path, full, cut))
    assert (story.fullest, story.previous) == (story.past[0], story.past[1])


def test_a_record_that_is_lost_or_damaged_is_said(tmp_path: Path) -> None:
    old = made(0, run=run(1))
    store = ledger(tmp_path, old)
    story = tell(accepted(made(5)), store)
    assert story.since(story.accepted) == Missing(
        reason=f"the inventory of the older record {accepted(old).digest[:12]}: the record has none"
    )
    path = store.find(accepted(old).digest)
    assert path
    path.unlink()
    lost = tell(accepted(made(5)), store)
    entry = story.past[0]
    found = lost.since(entry)
    assert isinstance(found, Missing)
    assert "the ledger holds no record" in found.reason
    assert isinstance(tell(accepted(made()), None).load(entry), Missing)


@pytest.mark.parametrize(("dirty", "tree", "count"), [(False, _TREE, 1), (None, _TREE, 1), (True, _TREE, 0), (False, None, 0)])
def test_sign_offs_are_those_of_the_tree_and_no_other(dirty: bool | None, tree: str | None, count: int) -> None:
    subject = about("a", dirty=dirty)
    record = made(subject=type(subject)(commit=subject.commit, tree=tree, dirty=dirty, ref=subject.ref))
    assert len(tell(accepted(record), FakeLedger(signed=(signed(),))).attestations) == count  # type: ignore[arg-type]


def test_only_sign_offs_that_count_are_told() -> None:
    given = FakeLedger(signed=(signed(by="mallory"), signed()))
    story = tell(accepted(made()), given, lambda each: each.by == "octo-lead")  # type: ignore[arg-type]
    assert [each.by for each in story.attestations] == ["octo-lead"]


def test_a_record_that_was_not_kept_answers_nothing(tmp_path: Path) -> None:
    question = ("c::*",)
    assert tell(accepted(made()), None).facts({question}).cases == Missing(reason="the record was not kept")
    story = tell(kept(tmp_path, made(), [("unit", "c::a", "passed")]), None)
    cases = story.facts({question}).cases
    assert not isinstance(cases, Missing)
    assert cases.answers[question].passed == 1


def test_failures_are_grouped_without_a_ledger_too() -> None:
    record = made(0, Verdict.FAILED, failures=[failure("a"), failure("b")], rules=[rule()])
    assert [each.count for each in tell(accepted(record), None).groups] == [2]
