"""Criteria in the configuration and in the issue's own text: computed, remembered, and taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from stage import Stage

CONFIGURED = """
[[issues]]
number = {number}
on = ["passed", "failed"]

[[issues.criteria]]
text = "All unit tests above 90%"
category = "unit"
pass_rate = "> 90%"

[[issues.criteria]]
text = "Tests were executed"
group = "process"
rule = "tests-executed"

[[issues.criteria]]
text = "The runbook was read"
group = "business"
"""
BODY = (
    "# Success criteria\r\n\r\n- [{a}] Unit tests above 90%{now} <!-- gatekeeper: unit.pass_rate > 90% -->\r\n"
    "* [x] Something people tick\r\n> - [{b}] Tests ran <!-- gatekeeper: rule: tests-executed -->\r\n\r\n```\r\n"
    "- [x] code <!-- gatekeeper: unit.pass_rate > 1% -->\r\n```\r\nThe end  "
)
NOW = " (currently 97.2%, 36 of 37, run 812, 2026-09-16)"
TRUSTED = '[guard]\ntrusted = ["maint"]\n'
ISSUE = '[[issues]]\nnumber = {number}\non = ["passed", "failed"]\n' + TRUSTED


def current(body: str) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in re.finditer(r"\[([ x])\][^\n]*\(currently ([^)]*)\)", body)]


def test_configured_criteria_are_shown_with_their_current_value(stage: Stage) -> None:
    number = stage.world.issue("Criteria")
    stage.configure(CONFIGURED.format(number=number))
    assert stage.say(Verdict.FAILED, passed=17, failed=20).code == 0
    (body,) = stage.mine(number)
    assert "All unit tests above 90%" in body
    assert "45.9%, 17 of 37, run 812, 2026-09-16" in body
    assert "not met" in body
    assert "stated, not measured" in body
    titles = [body.index(each) for each in ("Technical", "Process", "Business")]
    assert titles == sorted(titles)


def test_only_the_tick_and_the_current_value_of_an_anchored_line_change(stage: Stage) -> None:
    number = stage.world.issue("Criteria", BODY.format(a=" ", b="x", now=" (currently 54%)"))
    stage.configure(ISSUE.format(number=number))
    assert stage.say().code == 0
    held = "Tests ran (currently held in unit and the run, run 812, 2026-09-16) "
    wanted = BODY.format(a="x", b="x", now=NOW).replace("Tests ran ", held)
    assert stage.world.body(number) == wanted
    stage.world.forget()
    assert stage.publish("812-PASSED.json").code == 0
    assert {each["method"] for each in stage.world.log()} == {"GET"}


def test_a_tick_by_hand_on_an_unmet_criterion_is_taken_back(stage: Stage) -> None:
    number = stage.world.issue("Criteria", BODY.format(a="x", b="x", now=""))
    stage.configure(f"[[issues]]\nnumber = {number}\n")
    assert stage.say(Verdict.FAILED, passed=17, failed=20, run=815).code == 0
    assert current(stage.world.body(number))[0] == (" ", "45.9%, 17 of 37, run 815, 2026-09-16")
    assert "* [x] Something people tick" in stage.world.body(number)
    assert stage.say(Verdict.NO_EVIDENCE, run=816).code == 0
    assert current(stage.world.body(number)) == [(" ", "no evidence, run 816, 2026-09-16")] * 2


def test_a_verdict_that_may_not_speak_sets_no_tick(stage: Stage) -> None:
    number = stage.world.issue("Criteria", BODY.format(a=" ", b=" ", now=""))
    stage.configure(f"[[issues]]\nnumber = {number}\n")
    assert stage.say(Verdict.FAILED, run=815).code == 0
    assert [tick for tick, _ in current(stage.world.body(number))] == [" ", " "]


@pytest.mark.parametrize(
    "after", ["", "- [x] Unit tests above 10% <!-- gatekeeper: unit.pass_rate > 10% -->", "- [x] Unit tests above 90%"]
)
def test_a_criterion_that_is_loosened_or_removed_stays_in_force_until_it_is_accepted(stage: Stage, after: str) -> None:
    number = stage.world.issue("Criteria", "- [ ] Unit tests above 90% <!-- gatekeeper: unit.pass_rate > 90% -->\n")
    stage.configure(ISSUE.format(number=number))
    assert stage.say(Verdict.FAILED, passed=17, failed=20, run=812).code == 0
    stage.world.edit_body(number, after, by="maint")
    body = ""
    for run in (813, 814):
        assert stage.say(Verdict.FAILED, passed=17, failed=20, run=run).code == 0
        (body,) = stage.mine(number)
        assert "changed" in body
        assert "unit.pass_rate &gt; 90%" in body
    found = re.search(r"/gatekeeper accept ([0-9a-f]{12})", body)
    assert found
    stage.world.comment(number, f"Fine by me.\n\n/gatekeeper accept {found[1]}", by="outsider")
    assert stage.say(Verdict.FAILED, passed=17, failed=20, run=815).code == 0
    assert "/gatekeeper accept" in stage.mine(number)[0]
    stage.world.comment(number, f"/gatekeeper accept {found[1]}", by="maint", hours_ago=-1)
    assert stage.say(Verdict.FAILED, passed=17, failed=20, run=816).code == 0
    (body,) = stage.mine(number)
    assert "/gatekeeper accept" not in body


def test_tightening_needs_nobody(stage: Stage) -> None:
    number = stage.world.issue("Criteria", "- [ ] Unit tests above 90% <!-- gatekeeper: unit.pass_rate > 90% -->\n")
    stage.configure(ISSUE.format(number=number))
    stage.say(run=812)
    stage.world.edit_body(number, "- [ ] Unit tests above 95% <!-- gatekeeper: unit.pass_rate > 95% -->\n")
    stage.say(run=813)
    assert "changed" not in stage.mine(number)[0].split("\n", 1)[1]


def test_a_waiver_counts_only_from_somebody_who_may(stage: Stage) -> None:
    number = stage.world.issue("Criteria", "- [ ] Unit tests above 90% <!-- gatekeeper: unit.pass_rate > 90% -->\n")
    stage.configure(ISSUE.format(number=number))
    stage.say(Verdict.FAILED, passed=17, failed=20, run=812)
    from gatekeeper.documents.criteria import digest

    order = f"/gatekeeper waive {digest('unit.pass_rate > 90%')} flaky @octocat <b>infrastructure</b>"
    stage.world.comment(number, order, by="outsider")
    stage.say(Verdict.FAILED, passed=17, failed=20, run=813)
    assert "waived" not in stage.mine(number)[0].split("\n", 1)[1]
    edited = stage.world.comment(number, "I agree.", by="maint")
    stage.world.edit_comment(edited, order, by="writer")
    stage.world.control("clock", kind="comment", number=edited, moments={"created_at": "2026-09-01T00:00:00Z"})
    stage.say(Verdict.FAILED, passed=17, failed=20, run=813)
    assert "waived" not in stage.mine(number)[0].split("\n", 1)[1]
    stage.world.comment(number, order, by="maint")
    stage.say(Verdict.FAILED, passed=17, failed=20, run=814)
    (body,) = stage.mine(number)
    assert "waived" in body
    assert "<b>infrastructure" not in body
    assert current(stage.world.body(number))[0][0] == " "


def test_an_anchor_that_nobody_understands_is_never_ticked(stage: Stage) -> None:
    number = stage.world.issue("Criteria", "- [x] Unit <!-- gatekeeper: unti.pass_rate > 90% -->\n")
    stage.configure(ISSUE.format(number=number))
    assert stage.say().code == 0
    assert stage.world.body(number).startswith("- [ ] Unit (currently not understood")
    assert "not met" in stage.mine(number)[0]


def test_more_criteria_than_can_be_remembered_keep_nothing_green(stage: Stage) -> None:
    number = stage.world.issue("Criteria", "- [ ] Unit <!-- gatekeeper: unit.pass_rate > 90% -->\n")
    stage.configure(f"[[issues]]\nnumber = {number}\n[issues.labels]\npassed = ['verified']\n")
    stage.say(run=812)
    assert stage.world.labels(number) == ["verified"]
    flood = "".join(f"- [x] {index} <!-- gatekeeper: tests: {index:03}{'é' * 240} -->\n" for index in range(90))
    stage.world.edit_body(number, flood, by="maint")
    ran = stage.say(Verdict.FAILED, run=813)
    assert (ran.code, "too many to be remembered" in ran.out) == (0, True), ran.err
    assert (stage.world.labels(number), "[x]" in stage.world.body(number)) == ([], False)
    assert stage.mine(number)[0].split("\n")[1].startswith("**Superseded")
    stage.world.edit_body(number, "", by="maint")
    stage.configure(ISSUE.format(number=number))
    stage.say(Verdict.FAILED, run=814)
    assert "unit.pass_rate &gt; 90%" in stage.mine(number)[0]
