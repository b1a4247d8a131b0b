from __future__ import annotations

from dataclasses import replace

from trials import target

from gatekeeper.selftest.evidence import FAILURE, SKIPPED, Case, Evidence, Ran, Report

CASES = (Case(id="c::a"), Case(id="c::b", body=FAILURE), Case(id="c::c"))


def made() -> Evidence:
    reports = (Report(path="a.xml", cases=CASES), Report(path="b.xml", cases=(Case(id="c::d"),)))
    return Evidence(config=target().config, runs=(Ran(reports=reports[:1]), Ran(reports=reports[1:])))


def test_every_case_is_changed_or_left_out() -> None:
    fewer = made().each_case(lambda number, each: None if number == 2 else replace(each, time=str(number)))
    assert [(each.id, each.time) for each in fewer.cases] == [("c::a", "0"), ("c::b", "1"), ("c::d", "3")]


def test_only_ordinary_cases_are_changed_and_only_so_many() -> None:
    assert [each.body for each in made().first_cases(2, SKIPPED).cases] == [SKIPPED, FAILURE, SKIPPED, ""]


def test_the_first_report_alone() -> None:
    assert [each.data for each in made().first_report(data=b"x").reports] == [b"x", None]


def test_a_report_is_left_out_and_its_run_stays() -> None:
    without = made().each_report(lambda _: None)
    assert (without.reports, len(without.runs)) == ((), 2)


def test_other_facts_of_the_first_run() -> None:
    assert [each.facts for each in made().witness(code=3).runs] == [{"code": 3}, {}]
