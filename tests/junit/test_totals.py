from __future__ import annotations

from array import array
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.junit import codes
from gatekeeper.junit.totals import SAMPLE, Gathered, Moments, Totals, Watch, groups, repeated, repeated_hashes
from gatekeeper.model import Counts, Selection


def test_totals_by_outcome_and_flag() -> None:
    totals = Totals()
    totals.add_suite(5, {0: codes.FAILED, 1: codes.SKIPPED})
    for code in (codes.FLAKY, codes.FAILED | codes.FLAKY, codes.ERRORED | codes.COLLECTION):
        totals.add(code)
    totals.add(codes.PASSED, 2)
    assert totals.counts(9) == Counts(cases=9, passed=6, failed=2, errored=1, skipped=1, flaky=1, collection_errors=1)


def test_gathered_counts_all_and_names_a_few() -> None:
    gathered = Gathered()
    for number in range(SAMPLE + 3):
        gathered.add(str(number), 2)
    assert gathered.sample().count == 2 * (SAMPLE + 3)
    assert gathered.sample().first == ("0", "1", "2", "3", "4")


def test_a_watch_counts_what_is_selected_and_excused() -> None:
    every, some = Selection(tests=("c::*",)), Selection(tests=("c::*",), excused=("*b",))
    watch = Watch({every, some})
    for name in ("c::a", "c::b", "d::b"):
        watch.add(name, codes.FAILED)
    assert (watch.counts()[every].failed, watch.counts()[some].failed) == (2, 1)
    assert [watch.which(name).bit_count() for name in ("c::a", "c::b", "d::b")] == [1, 2, 0]
    assert watch
    assert not Watch(())


@given(st.lists(st.integers(-3, 3)))
def test_repeated_keys_by_value_and_by_hash(keys: list[int]) -> None:
    expected = {key for key, number in Counter(keys).items() if number > 1}
    assert repeated(keys) == expected
    assert repeated_hashes(array("q", keys)) == expected


@given(st.lists(st.sampled_from("abc")))
def test_groups_keep_the_first_place_and_all_codes_in_order(keys: list[str]) -> None:
    found = groups(keys, repeated(keys), lambda index: index)
    assert {key: group.codes for key, group in found.items()} == {
        key: [index for index, each in enumerate(keys) if each == key] for key in repeated(keys)
    }
    assert all(group.first == group.codes[0] for group in found.values())


def test_the_newest_and_the_oldest_moment_are_kept() -> None:
    moments = Moments()
    for text in ("2026-05-02T00:00:00Z", None, "yesterday", "2026-05-03T00:00:00Z", "2026-05-01T00:00:00Z", ""):
        moments.add(text)
    assert moments.newest is not None
    assert moments.oldest is not None
    assert (moments.newest.day, moments.oldest.day) == (3, 1)
    assert (Moments().newest, Moments().oldest) == (None, None)


def test_a_suite_that_never_began_is_not_the_oldest() -> None:
    moments = Moments()
    for text in ("1970-01-01T00:00:00", "0001-01-01T00:00:00", "1970-01-01T00:00:00Z"):
        moments.add(text)
        assert moments.oldest is None
    moments.add("2026-05-01T00:00:00Z")
    moments.add("1970-01-01T00:00:00Z")
    assert moments.oldest == moments.newest
