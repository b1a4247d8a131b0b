from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.config.measures import Measure, PassRate, RuleHolds, TestsPass
from gatekeeper.documents.criteria import digest
from gatekeeper.documents.marker import MOST, Remembered, State, cost, write
from gatekeeper.documents.memory import BUDGET, recall
from gatekeeper.rules.threshold import Threshold

_START = datetime(2026, 1, 2, tzinfo=UTC)
_HOUR = timedelta(hours=1)


def _rate(threshold: str, least: int = 0, category: str = "unit") -> PassRate:
    return PassRate(category=category, threshold=Threshold.parse(threshold), least=least)


def _known(measure: Measure, seen: datetime = _START) -> Remembered:
    return Remembered(measure=str(measure), seen=seen.isoformat(timespec="seconds"))


_measures = st.one_of(
    st.builds(_rate, st.sampled_from(["> 80%", ">= 80%", "> 90%", "99.5%"]), st.sampled_from([0, 20]), st.sampled_from(["unit", "e2e"])),
    st.builds(RuleHolds, rule=st.sampled_from(["counts-agree", "max-flaky"])),
    st.builds(TestsPass, tests=st.lists(st.sampled_from(["a*", "b*", "c | d"[:1]]), min_size=1, max_size=3, unique=True).map(tuple)),
)
_bodies = st.lists(st.lists(_measures, max_size=4), min_size=1, max_size=6)


def test_what_a_body_holds_is_remembered_with_the_present_time() -> None:
    found = recall([], [_rate("90%"), _rate("90%"), RuleHolds(rule="max-flaky")], {}, _START)
    assert found.remembered == (_known(_rate("90%")), _known(RuleHolds(rule="max-flaky")))
    assert found.changed == ()


def test_what_stays_keeps_its_time() -> None:
    assert recall([_known(_rate("90%"))], [_rate("90%")], {}, _START + _HOUR).remembered == (_known(_rate("90%")),)


@pytest.mark.parametrize("current", [[], [_rate("80%")], [_rate("90%", category="e2e")], [_rate("> 89.9%", 50)]])
def test_what_is_removed_or_loosened_stays_in_force(current: list[Measure]) -> None:
    before = _known(_rate("90%"))
    found = recall([before], current, {}, _START + _HOUR)
    assert found.changed == (before,)
    assert found.remembered == (before, *(_known(each, _START + _HOUR) for each in current))


@pytest.mark.parametrize("current", [_rate("> 90%"), _rate("90%", 20), _rate("95%")])
def test_what_is_tightened_is_no_change_and_stays_remembered(current: Measure) -> None:
    before = _known(_rate("90%"))
    found = recall([before], [current], {}, _START + _HOUR)
    assert (found.remembered, found.changed) == ((before, _known(current, _START + _HOUR)), ())


def test_who_accepts_the_end_of_a_tightened_one_accepts_no_more_than_that() -> None:
    before, tightened = _known(_rate("90%")), _known(_rate("99%"), _START + _HOUR)
    both = recall([before], [_rate("99%")], {}, _START + _HOUR).remembered
    assert recall(both, [], {}, _START + 2 * _HOUR).changed == (before, tightened)
    after = recall(both, [], {digest(_rate("99%")): _START + 3 * _HOUR}, _START + 4 * _HOUR)
    assert (after.remembered, after.changed) == ((before,), (before,))
    own = recall(both, [_rate("99%")], {digest(_rate("90%")): _START + 3 * _HOUR}, _START + 4 * _HOUR)
    assert (own.remembered, own.changed) == ((tightened,), ())


def _flood(count: int) -> list[Measure]:
    return [_rate("90%", least, category="-" * 40) for least in range(1, count + 1)]


def test_a_flood_is_left_out_and_counted_and_what_was_known_stays() -> None:
    before = tuple(_known(each) for each in (_rate("90%"), RuleHolds(rule="max-flaky")))
    found = recall(before, _flood(100), {}, _START + _HOUR)
    assert found.remembered[:2] == before
    assert found.remembered[2:] == tuple(_known(each, _START + _HOUR) for each in _flood(len(found.remembered) - 2))
    assert found.left_out == 100 - len(found.remembered[2:]) > 0
    assert recall(found.remembered, _flood(100), {}, _START + _HOUR) == replace(found, changed=before)
    assert sum(map(cost, found.remembered)) <= BUDGET < sum(map(cost, [*found.remembered, _known(_flood(100)[-1])]))


def test_what_is_known_beyond_the_budget_stays_and_nothing_is_added() -> None:
    before = tuple(_known(each) for each in _flood(100))
    found = recall(before, [_rate("90%"), _flood(1)[0]], {}, _START + _HOUR)
    assert (found.remembered, found.changed, found.left_out) == (before, before[1:], 1)


def test_a_small_one_fits_behind_a_great_one_that_does_not() -> None:
    great = TestsPass(tests=("-" * BUDGET,))
    found = recall([], [great, _rate("90%")], {}, _START)
    assert (found.remembered, found.left_out) == ((_known(_rate("90%")),), 1)


@given(_bodies, st.integers(0, 120))
def test_no_body_makes_a_marker_too_long_or_pushes_out_what_is_known(bodies: list[list[Measure]], count: int) -> None:
    remembered: tuple[Remembered, ...] = ()
    for number, current in enumerate([*bodies, _flood(count), *bodies]):
        found = recall(remembered, current, {}, _START + number * _HOUR)
        assert found.remembered[: len(remembered)] == remembered
        assert len({str(each) for each in current} - {each.measure for each in found.remembered}) == found.left_out
        remembered = found.remembered
    state = State(kind="comment", key="a", created=_START.isoformat(), criteria=remembered)
    assert len(write(state)) < BUDGET + 500 < MOST


def test_only_a_later_acceptance_of_that_very_one_counts() -> None:
    before = [_known(_rate("90%")), _known(RuleHolds(rule="max-flaky"))]
    gone = digest(_rate("90%"))
    assert recall(before, [], {gone: _START + _HOUR}, _START).changed == (before[1],)
    assert recall(before, [], {gone: _START + _HOUR}, _START).remembered == (before[1],)
    for accepted in ({gone: _START}, {gone: _START - _HOUR}, {digest(_rate("80%")): _START + _HOUR}, {gone[:-1]: _START + _HOUR}):
        assert recall(before, [], accepted, _START).changed == tuple(before)


def test_a_criterion_that_came_back_needs_another_acceptance() -> None:
    accepted = {digest(_rate("90%")): _START + _HOUR}
    again = recall(recall([_known(_rate("90%"))], [], accepted, _START).remembered, [_rate("90%")], accepted, _START + 2 * _HOUR)
    assert recall(again.remembered, [], accepted, _START + 3 * _HOUR).changed == again.remembered != ()


@pytest.mark.parametrize("written", ["of a later version", "", "gone.pass_rate > 90%", "rule: gone"])
def test_what_cannot_be_understood_any_more_stays_in_force(written: str) -> None:
    before = Remembered(measure=written, seen=_START.isoformat())
    assert recall([before], [_rate("90%")], {}, _START).changed == (before,)
    assert recall([before], [], {digest(written): _START + _HOUR}, _START).changed == ()


def test_a_time_that_is_none_is_never_earlier() -> None:
    before = Remembered(measure="rule: x", seen="some day")
    assert recall([before], [], {digest("rule: x"): _START}, _START).changed == (before,)


def test_one_remembered_twice_is_remembered_once_with_the_newest_time() -> None:
    twice = [_known(_rate("90%")), _known(RuleHolds(rule="x")), _known(_rate("90%"), _START + 2 * _HOUR)]
    assert recall(twice, [], {digest(_rate("90%")): _START + _HOUR}, _START).changed == (twice[2], twice[1])


@given(_bodies)
def test_nothing_is_forgotten_without_acceptance(bodies: list[list[Measure]]) -> None:
    remembered: tuple[Remembered, ...] = ()
    found = recall((), (), {}, _START)
    for number, current in enumerate(bodies):
        found = recall(remembered, current, {}, _START + number * _HOUR)
        remembered = found.remembered
        assert recall(remembered, current, {}, _START + (number + 1) * _HOUR) == found
    in_force = [*bodies[-1], *(_reread(each) for each in found.changed)]
    for measure in [each for current in bodies for each in current]:
        assert any(each.covers(measure) for each in in_force)


@given(_bodies, st.data())
def test_accepting_one_drops_that_one(bodies: list[list[Measure]], data: st.DataObject) -> None:
    remembered: tuple[Remembered, ...] = ()
    found = recall((), (), {}, _START)
    for number, current in enumerate(bodies):
        found = recall(remembered, current, {}, _START + number * _HOUR)
        remembered = found.remembered
    if not found.changed:
        return
    chosen = data.draw(st.sampled_from(found.changed))
    after = recall(remembered, bodies[-1], {digest(chosen.measure): _START + 99 * _HOUR}, _START + 100 * _HOUR)
    assert set(found.changed) - set(after.changed) == {chosen}
    assert set(remembered) - set(after.remembered) == {chosen}
    assert after.remembered == tuple(each for each in remembered if each != chosen)


def _reread(remembered: Remembered) -> Measure:
    from gatekeeper.documents.criteria import reread

    measure = reread(remembered.measure)
    assert measure
    return measure
