from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from records import failure

from gatekeeper.documents.groups import groups


def test_a_group_tells_of_its_example() -> None:
    rows = [
        failure(f"c::t{number}", cause="a" * 16, category="unit" if number < 6 else "e2e", file=f"t{number}.py", line=3)
        for number in range(8)
    ]
    made = groups(rows, {"a" * 16: 3})
    assert len(made) == 1
    assert (made[0].cause, made[0].count, made[0].categories, made[0].streak) == ("a" * 16, 8, ("unit", "e2e"), 3)
    assert (made[0].example, made[0].place, made[0].message) == ("c::t0", "t0.py:3", "assert 1 == 2")


def test_those_with_the_most_tests_come_first_and_equals_stay_in_order() -> None:
    rows = [failure(cause=each * 16) for each in "cabba"] + [failure(cause="d" * 16)]
    assert [(each.cause[0], each.count) for each in groups(rows, {})] == [("a", 2), ("b", 2), ("c", 1), ("d", 1)]


def test_what_nobody_knows_is_left_out() -> None:
    bare, placed = groups([failure(cause="a" * 16), failure(cause="b" * 16, file="a.py")], {})
    assert (bare.place, bare.streak, placed.place) == ("", 1, "a.py")
    assert groups([], {"a": 4}) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("abcde"), max_size=30))
def test_every_failure_is_in_one_group(causes: list[str]) -> None:
    made = groups([failure(f"c::{index}", cause=each) for index, each in enumerate(causes)], {})
    assert {each.cause: each.count for each in made} == {each: causes.count(each) for each in causes}
    assert [each.count for each in made] == sorted((each.count for each in made), reverse=True)
