from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledgers import accepted, ledger
from msgspec.structs import replace
from sites import HEAD, People, Told, site, word

from gatekeeper.evidence import record as rows
from gatekeeper.evidence.event import Event
from gatekeeper.model import Verdict
from gatekeeper.publishers.remote.kept import find_kept

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.ledger.store import Ledger

SAME = "d" * 40  # a commit with the head's tree


def record(run: int, verdict: Verdict = Verdict.PASSED, **about: Any) -> rows.Record:
    subject = {"commit": HEAD.commit, "tree": HEAD.tree, "dirty": False, "ref": "refs/heads/main", **about}
    return replace(word(verdict, run=run).record, subject=rows.Subject(**subject))


def found(there: Ledger, people: People | None = None, told: Told | None = None, event: Event | None = None) -> str | None:
    made = find_kept(site(people or People(trees={SAME: HEAD.tree}), told=told, event=event or Event()), there)
    if made:
        assert made.path == there.find(made.digest)
        assert made.record == there.load(made.digest).record
    return made.digest if made else None


def test_the_newest_record_of_the_head_decides(tmp_path: Path) -> None:
    old, new = record(812), record(813, Verdict.FAILED)
    assert found(ledger(tmp_path, new, old)) == accepted(new).digest


def test_what_does_not_decide_is_passed_over(tmp_path: Path) -> None:
    good = record(812)
    others = [
        record(813, commit="c" * 40, tree="c" * 40),
        record(814, ref="refs/pull/5/merge"),
        replace(record(815), partial=True),
        record(816, commit=None),
        record(817, commit=SAME, dirty=True),
    ]
    assert found(ledger(tmp_path, good, *others)) == accepted(good).digest
    assert found(ledger(tmp_path / "x", *others)) is None
    assert found(ledger(tmp_path, good), event=Event(foreign=True)) is None


def test_a_record_of_the_heads_tree_decides_if_the_repository_says_so_too(tmp_path: Path) -> None:
    same = record(812, commit=SAME)
    there = ledger(tmp_path, same)
    assert found(there) == accepted(same).digest
    assert found(there, People(trees={SAME: "f" * 40})) is None


def test_the_repository_is_asked_only_about_records_that_say_they_are_of_it(tmp_path: Path) -> None:
    people = People()
    others = [record(number, commit=f"{number:040}", tree="c" * 40) for number in range(20)]
    assert (found(ledger(tmp_path, *others), people), people.asked) == (None, [])


def test_a_record_that_contradicts_itself_is_passed_over_and_said(tmp_path: Path) -> None:
    good, lie, told = record(812), replace(record(813), exit_code=1), Told()
    assert found(ledger(tmp_path, good, lie), told=told) == accepted(good).digest
    assert f"record {accepted(lie).digest[:12]} of the ledger: " in told
    assert "the exit code is not that of the verdict" in told


def test_without_a_ledger_nothing_decides(tmp_path: Path) -> None:
    assert found(ledger(tmp_path)) is None
