from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import kept, made

from gatekeeper.documents.report.listing import SLOWEST, Listing, _Lister, list_tests
from gatekeeper.evidence.cases import Missing
from gatekeeper.model import CaseOutcome

if TYPE_CHECKING:
    from pathlib import Path

_ROW = st.tuples(
    st.sampled_from(["unit", "e2e"]),
    st.text(min_size=1, max_size=3),
    st.sampled_from(CaseOutcome),
    st.none() | st.floats(0, 1e6, allow_nan=False),
    st.integers(1, 3),
)


def _listing(folder: Path, *tests: tuple[object, ...], most: int = 10) -> Listing | Missing:
    accepted = kept(folder, made(), tests)
    assert accepted.path
    return list_tests(accepted.path, accepted.record.inventory, most)


def test_the_broken_come_first_and_the_rest_in_their_order(tmp_path: Path) -> None:
    found = _listing(tmp_path, ("u", "b", "passed"), ("u", "z", "failed"), ("u", "a", "skipped"), ("u", "c", "errored"))
    assert isinstance(found, Listing)
    assert ([row[1] for row in found.rows], found.all) == (["z", "c", "b", "a"], 4)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    accepted = kept(tmp_path, made(), [("u", "a", "passed")])
    assert accepted.path
    (tmp_path / "record.cases.jsonl.gz").write_bytes(b"x")
    assert list_tests(accepted.path, accepted.record.inventory) == Missing(reason="its SHA-256 is not the one in the record")
    assert list_tests(accepted.path, None) == Missing(reason="the record has none")


@settings(max_examples=40)
@given(st.lists(_ROW, max_size=60), st.integers(0, 20))
def test_a_listing_is_bounded_and_loses_no_count(rows: list[Any], most: int) -> None:
    lister = _Lister(most)
    lister.take(rows[:30])
    lister.take(rows[30:])
    found = lister.listing()
    broken = [row for row in rows if row[2] in (CaseOutcome.FAILED, CaseOutcome.ERRORED)]
    assert found.all == len(rows)
    assert list(found.rows) == (broken + [row for row in rows if row not in broken])[:most]
    assert sum(found.outcomes.values()) == len(found.rows)
    timed = sorted((row for row in rows if row[3]), key=lambda row: -row[3])
    assert list(found.slowest) == timed[:SLOWEST]
