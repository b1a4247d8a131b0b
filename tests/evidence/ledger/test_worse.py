from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import accepted, kept, made
from records import category, counts

from gatekeeper.evidence.cases import Missing
from gatekeeper.evidence.ledger.worse import Here, since
from gatekeeper.model import Baseline, CaseOutcome, Sample

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Test = tuple[str, str, str]
_MIXED = [category(counts=counts(passed=3, failed=1))]


def _here(*tests: Test, advisory: tuple[str, ...] = ()) -> Here:
    here = Here(advisory)
    here.take([(name, test, CaseOutcome(outcome), None, 1) for name, test, outcome in tests])
    here.close()
    return here


def _since(folder: Path, before: list[Test], now: list[Test], excused: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, Baseline]:
    found = since(kept(folder, made(categories=_MIXED), before), _here(*now), excused or {"unit": ()})
    assert not isinstance(found, Missing)
    return found


def _named(*names: str) -> Sample:
    return Sample(count=len(names), first=names)


@pytest.mark.parametrize(("outcome", "worse"), [("failed", True), ("errored", True), ("skipped", False), ("passed", False)])
def test_what_passed_and_is_broken_now_regressed(tmp_path: Path, outcome: str, *, worse: bool) -> None:
    found = _since(tmp_path, [("unit", "c::a", "passed")], [("unit", "c::a", outcome)])["unit"]
    assert (found.regressed, found.removed) == (_named("c::a") if worse else Sample(), Sample())


@pytest.mark.parametrize("before", ["failed", "errored", "skipped"])
def test_what_did_not_pass_before_is_no_regression(tmp_path: Path, before: str) -> None:
    found = _since(tmp_path, [("unit", "c::a", before)], [("unit", "c::a", "failed")])["unit"]
    assert found == Baseline()


def test_a_test_of_several_rows_counts_once_and_passed_if_none_failed(tmp_path: Path) -> None:
    before = [("unit", "c::a", "passed"), ("unit", "c::a", "passed"), ("unit", "c::b", "passed"), ("unit", "c::b", "failed")]
    now = [("unit", "c::a", "failed"), ("unit", "c::a", "passed"), ("unit", "c::b", "failed")]
    assert _since(tmp_path, before, now)["unit"].regressed == _named("c::a")
    assert _since(tmp_path, before, [])["unit"].removed == _named("c::a", "c::b")


def test_what_is_in_no_category_any_more_is_removed(tmp_path: Path) -> None:
    before = [("unit", f"c::{name}", "passed") for name in "abcd"]
    now = [("unit", "c::a", "skipped"), ("e2e", "c::b", "passed"), ("unit", "c::new", "passed")]
    found = _since(tmp_path, before, now)["unit"]
    assert (found.removed, found.regressed) == (_named("c::c", "c::d"), Sample())


def test_categories_are_compared_each_with_itself(tmp_path: Path) -> None:
    before = [("unit", "c::a", "passed"), ("e2e", "c::b", "passed"), ("other", "c::c", "passed")]
    now = [("unit", "c::a", "passed"), ("e2e", "c::a", "failed"), ("e2e", "c::b", "failed"), ("unit", "c::b", "passed")]
    found = _since(tmp_path, before, now, {"unit": (), "e2e": ()})
    assert {name: each.regressed for name, each in found.items()} == {"unit": Sample(), "e2e": _named("c::b")}
    assert {name: each.removed.count for name, each in found.items()} == {"unit": 0, "e2e": 0}


@pytest.mark.parametrize(
    ("now", "regressed", "removed"),
    [
        ([("e2e", "c::a", "passed")], 0, 0),
        ([("e2e", "c::a", "failed")], 1, 0),
        ([("extra", "c::a", "passed")], 0, 1),
        ([("extra", "c::a", "failed")], 1, 1),
        ([("extra", "c::a", "skipped")], 0, 1),
        ([("extra", "c::a", "passed"), ("e2e", "c::a", "passed")], 0, 0),
        ([("extra", "c::a", "failed"), ("unit", "c::a", "passed")], 0, 0),
    ],
)
@pytest.mark.parametrize("blocking", [True, False])
def test_a_test_that_is_moved_must_still_pass_and_still_decide(
    tmp_path: Path, now: list[Test], regressed: int, removed: int, *, blocking: bool
) -> None:
    before = [("unit", "c::a", "passed"), ("unit", "c::a", "passed"), ("extra", "d::x", "passed")]
    base = kept(tmp_path, made(categories=[category(blocking=blocking), category("extra", blocking=False)]), before)
    found = since(base, _here(*now, ("extra", "d::x", "passed"), advisory=("extra",)), {"unit": (), "extra": ()})
    assert not isinstance(found, Missing)
    assert (found["unit"].regressed.count, found["unit"].removed.count) == (regressed, removed if blocking else 0)
    assert found["extra"] == Baseline()


def test_what_was_broken_before_it_was_moved_is_no_regression(tmp_path: Path) -> None:
    before = [("unit", "c::a", "passed"), ("unit", "c::a", "failed"), ("unit", "c::b", "skipped")]
    found = _since(tmp_path, before, [("e2e", "c::a", "failed"), ("e2e", "c::b", "failed")])["unit"]
    assert found == Baseline()


def test_waivers_excuse_tests_by_pattern(tmp_path: Path) -> None:
    both = [("unit", "c::a", "passed"), ("unit", "d::b", "passed")]
    found = _since(tmp_path, both, [(*each[:2], "failed") for each in both], {"unit": ("c::*",)})["unit"]
    assert (found.regressed, found.unexcused) == (_named("c::a", "d::b"), _named("d::b"))


def test_names_of_an_inventory_come_on_one_line(tmp_path: Path) -> None:
    found = _since(tmp_path, [("unit", "c::a\n::error::x", "passed")], [])["unit"]
    assert found.removed.first == ("c::a ::error::x",)


def test_an_inventory_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert since(accepted(made()), _here(), {"unit": ()}) == Missing(reason="the record was not kept")
    for before in (made(categories=_MIXED), made()):
        base = kept(tmp_path, before, [("unit", "c::a", "passed")])
        (tmp_path / "record.cases.jsonl.gz").unlink()
        assert since(base, _here(), {"unit": ()}) == Missing(reason="it is not beside the record")


_TESTS = st.lists(
    st.tuples(
        st.sampled_from(["unit", "e2e"]),
        st.sampled_from(["c::a", "c::b", "d::a", "d::b"]),
        st.sampled_from(["passed", "failed", "errored", "skipped"]),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(before=_TESTS, now=_TESTS)
def test_it_agrees_with_a_plain_comparison(tmp_path_factory: pytest.TempPathFactory, before: list[Test], now: list[Test]) -> None:
    found = _since(tmp_path_factory.mktemp("base"), before, now)["unit"]
    broken = {"failed", "errored"}
    was = {name: {outcome for own, test, outcome in before if (own, test) == ("unit", name)} for own, name, _ in before if own == "unit"}
    stays = {name for own, name, _ in now if own == "unit"}
    fails = {name for own, name, outcome in now if outcome in broken and (own == "unit" or name not in stays)}
    assert found.regressed.count == sum("passed" in each and not each & broken and name in fails for name, each in was.items())
    assert found.removed.count == len(was.keys() - {name for _, name, _ in now})
    assert found.unexcused == found.regressed
