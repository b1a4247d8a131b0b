from __future__ import annotations

import pytest
from trials import target

from gatekeeper.junit.identity import matcher
from gatekeeper.selftest import names

WAIVED = '[[waivers]]\nrule = "pass-rate"\nreason = "r"\nowner = "o"\nexpires = 2026-12-01\ntests = [{}]\n'


def test_as_many_as_are_asked_for_and_each_once() -> None:
    found = names.ids(target(), 500)
    assert (len(found), len(set(found))) == (500, 500)
    assert all("::" in each.strip(":") for each in found)


def test_the_required_ones_come_first_and_the_selected_ones_alone() -> None:
    found = names.ids(target('tests = ["*unit*"]\nrequired_tests = ["*golden*", "a.b::unit_x"]\n'), 20)
    assert "golden" in found[0]
    assert found[1] == "a.b::unit_x"
    assert (len(found), all("unit" in each for each in found)) == (20, True)


def test_no_canary_is_among_them() -> None:
    own = target('canary = ["*test_case*", "x::*"]\n')
    assert len(names.canaries(own)) == 2
    assert not any(map(matcher(("*test_case*", "x::*")), names.ids(own, 50)))


def test_a_pattern_without_room_has_one_id() -> None:
    assert names.ids(target('tests = ["a::b"]\n'), 20) == ["a::b"]


@pytest.mark.parametrize(("excused", "avoided"), [('"*test_case*"', True), ('"*"', False)])
def test_what_a_waiver_excuses_is_avoided_where_that_can_be(monkeypatch: pytest.MonkeyPatch, excused: str, avoided: bool) -> None:
    own = target()
    waiver = type("W", (), {"tests": (excused.strip('"'),)})
    monkeypatch.setattr(type(own.config.policy), "waivers", (waiver,), raising=False)
    found = names.ids(own, 10)
    assert len(found) == 10
    assert any(map(matcher((excused.strip('"'),)), found)) is not avoided


def test_no_required_test_where_no_id_fits() -> None:
    assert names.required(target('tests = ["a::*"]\nrequired_tests = ["b::c"]\n')) == []
