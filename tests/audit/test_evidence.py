from __future__ import annotations

from typing import TYPE_CHECKING

import ledgers
from audits import snapshot

from gatekeeper.audit.evidence import Evidence, of_entry, of_record
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path


def test_the_whole_run_is_the_sum_of_its_categories() -> None:
    sums = snapshot(unit=(17, 20), integration=(34, 0, 1, 2)).sums(None)
    assert sums is not None
    assert (sums.tests, sums.passed, sums.failed, sums.errored, sums.skipped, sums.weighed, sums.executed) == (74, 51, 20, 1, 2, 72, 72)


def test_a_category_has_its_own_numbers_and_verdict() -> None:
    made = snapshot(unit=(17, 20), integration=(34, 0))
    assert [made.sums(name).passed for name in ("unit", "integration")] == [17, 34]  # type: ignore[union-attr]
    assert [made.judged(name) for name in ("unit", "integration", None, "e2e")] == ["FAILED", "PASSED", "FAILED", None]
    assert made.sums("e2e") is None


def test_a_partial_record_has_no_whole_and_a_refused_one_nothing() -> None:
    partial = snapshot(Verdict.PASSED, unit=(3, 0), partial=True)
    assert (partial.sums(None), partial.judged(None)) == (None, None)
    assert partial.sums("unit") is not None
    assert snapshot(Verdict.INVALID, unit=(3, 0)).sums("unit") is None


def test_a_record_and_its_entry_in_the_ledger_say_the_same(folder: Path) -> None:
    made = ledgers.made()
    ledger = ledgers.ledger(folder, made)
    (entry,) = ledger.entries()
    kept, read = of_entry(entry), of_record(made, entry.digest)
    assert (kept.about, kept.verdict, kept.sums(None)) == (read.about, read.verdict, read.sums(None))
    assert kept.about == f"record {entry.digest[:12]} of commit aaaaaaa, made 2026-01-02"


def test_every_category_of_any_record_is_known() -> None:
    assert Evidence(now=snapshot(unit=(1, 0)), past=(snapshot(api=(1, 0)),)).categories == {"unit", "api"}
    assert Evidence().categories == frozenset()
