"""An issue stays closed only when the evidence says so, and an honest merge is never reopened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from stage import Ran, Stage

GUARD = '\n[guard]\ntrusted = ["owner"]\n'
CRITERION = '\n[[issues]]\nnumber = {number}\n[[issues.criteria]]\ntext = "Unit"\ncategory = "unit"\npass_rate = "> 90%"\n'
BODY = "- [ ] Unit tests above 90% <!-- gatekeeper: unit.pass_rate > 90% -->\n"
FAILED, AWAITING = "verification-failed", "awaiting-verification"


@pytest.fixture
def number(stage: Stage) -> int:
    number = stage.world.issue("Unit tests fail")
    stage.configure(CRITERION.format(number=number) + GUARD)
    return number


def red(stage: Stage, run: int = 815) -> str:
    return stage.record(Verdict.FAILED, passed=17, failed=20, run=run)


def guard(stage: Stage, number: int, record: str | None = None, *more: str) -> Ran:
    return stage.run("guard", "--issue", str(number), *(["--record", record] if record else []), *more)


def ours(stage: Stage, number: int) -> list[str]:
    return [each for each in stage.mine(number) if each.startswith("<!-- gatekeeper:guard ")]


def test_closed_on_a_promise_is_reopened_with_what_is_missing(stage: Stage, number: int) -> None:
    stage.world.close(number)
    assert guard(stage, number, red(stage)).code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("open", [FAILED])
    (body,) = ours(stage, number)
    assert "45.9%, 17 of 37, run 815" in body
    assert guard(stage, number, red(stage)).code == 0
    assert ours(stage, number) == [body]


def test_the_event_names_the_issue(stage: Stage, number: int) -> None:
    stage.world.close(number)
    event = stage.folder / "event.json"
    event.write_text(json.dumps({"action": "closed", "issue": {"number": number}}))
    ran = stage.run("guard", "--record", red(stage), GITHUB_EVENT_NAME="issues", GITHUB_EVENT_PATH=str(event))
    assert (ran.code, stage.world.state(number)) == (0, "open")


def test_closed_with_the_evidence_to_show_stays_closed(stage: Stage, number: int) -> None:
    stage.world.close(number)
    assert guard(stage, number, stage.record()).code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [])
    (body,) = ours(stage, number)
    assert "Verified: all criteria are met" in body
    assert guard(stage, number, stage.record()).code == 0
    assert ours(stage, number) == [body]


def test_an_honest_merge_waits_for_its_run_and_is_never_reopened(stage: Stage, number: int) -> None:
    before = stage.record(Verdict.FAILED, passed=17, failed=20)
    stage.world.push("Fix the tests. Fixes #1")
    stage.world.close(number)
    assert guard(stage, number, before).code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [AWAITING])
    assert stage.run("guard", "--all").code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [AWAITING])
    assert stage.say(run=820).code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [])


def test_a_merge_that_does_not_keep_its_promise_is_reopened_by_the_next_publish(stage: Stage, number: int) -> None:
    stage.world.push("Fix the tests. Fixes #1")
    stage.world.close(number)
    assert guard(stage, number).code == 0
    assert stage.world.labels(number) == [AWAITING]
    assert stage.publish(red(stage)).code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("open", [FAILED])


def test_the_same_tree_under_another_commit_decides_too(stage: Stage, number: int) -> None:
    name = red(stage)
    stage.world.push("Reword", same_tree=True)
    stage.world.close(number)
    assert guard(stage, number, name).code == 0
    assert stage.world.state(number) == "open"


def test_a_record_of_something_else_decides_nothing(stage: Stage, number: int) -> None:
    stage.world.close(number)
    for subject in (("b" * 40, "c" * 40), (None, None)):
        ran = guard(stage, number, stage.record(Verdict.FAILED, passed=17, failed=20, subject=subject))
        assert "it decides nothing" in ran.out
        assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [AWAITING])


def test_without_any_record_it_is_reopened_when_the_grace_is_over(stage: Stage, number: int) -> None:
    stage.world.close(number, hours_ago=50)
    for _ in range(2):  # the grace begins when the guard first saw it
        assert stage.run("guard", "--all").code == 0
        assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [AWAITING])
    stage.configure(CRITERION.format(number=number) + GUARD + 'grace = "1ms"\n')
    assert stage.run("guard", "--all").code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("open", [FAILED])
    assert len(ours(stage, number)) == 1


def test_what_was_verified_once_is_not_questioned_by_what_comes_later(stage: Stage, number: int) -> None:
    stage.configure(CRITERION.format(number=number) + GUARD + 'grace = "1ms"\n')
    stage.world.close(number, hours_ago=50)
    assert guard(stage, number, stage.record()).code == 0
    stage.world.push("Something else")
    for _ in range(2):
        assert stage.run("guard", "--all").code == 0
        assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [])
    for name in (red(stage), red(stage, 816)):
        assert stage.publish(name).code == 0
        assert guard(stage, number, name).code == 0
        assert stage.run("guard", "--all", "--record", name).code == 0
        assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [])
    stage.world.close(number, hours_ago=1)  # closing it again is a new promise
    assert guard(stage, number, red(stage, 817)).code == 0
    assert stage.world.state(number) == "open"


def test_publishing_does_not_look_at_what_nobody_asked_about(stage: Stage, number: int) -> None:
    stage.world.close(number, hours_ago=9000)
    assert stage.publish(red(stage)).code == 0
    stage.world.push("Something else")
    assert stage.publish("815-FAILED.json").code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [])


def test_after_two_reopenings_it_only_comments_until_the_criteria_are_met(stage: Stage, number: int) -> None:
    for run in (815, 816):
        stage.world.close(number, hours_ago=820 - run)
        assert guard(stage, number, red(stage, run)).code == 0
        assert stage.world.state(number) == "open"
    stage.world.close(number)
    assert guard(stage, number, red(stage, 817)).code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [FAILED])
    (body,) = ours(stage, number)
    assert "run 817" in body
    assert stage.say(run=820).code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [])
    assert len(ours(stage, number)) == 1


def test_a_reopening_that_fails_is_tried_again_and_counted_once(stage: Stage, number: int) -> None:
    stage.world.close(number, hours_ago=1)
    stage.world.fault(r"PATCH .*/issues/\d+$", times=3, status=422)
    for run in (815, 816, 817):
        assert guard(stage, number, red(stage, run)).code == 4
        assert stage.world.state(number) == "closed"
    assert guard(stage, number, red(stage, 818)).code == 0
    assert stage.world.state(number) == "open"
    assert "reopening 1 of at most 2" in ours(stage, number)[0]


def test_a_comment_that_fails_does_not_keep_it_closed(stage: Stage, number: int) -> None:
    stage.world.close(number)
    stage.world.fault(r"POST .*/comments$", times=9, status=403)
    assert guard(stage, number, red(stage)).code == 4
    assert stage.world.state(number) == "open"


@pytest.mark.parametrize(("by", "state"), [("owner", "closed"), ("maint", "closed"), ("writer", "open"), ("triager", "open")])
def test_not_planned_counts_from_those_who_may(stage: Stage, number: int, by: str, state: str) -> None:
    stage.world.close(number, by=by, reason="not_planned")
    assert guard(stage, number, red(stage)).code == 0
    assert stage.world.state(number) == state


def test_a_trusted_person_cannot_call_it_completed_either(stage: Stage, number: int) -> None:
    stage.world.close(number, by="owner")
    assert guard(stage, number, red(stage)).code == 0
    assert stage.world.state(number) == "open"


@pytest.mark.usefixtures("number")
def test_an_issue_without_criteria_is_nobodys_business(stage: Stage) -> None:
    other = stage.world.issue("Docs", "- [x] done")
    stage.world.close(other)
    assert guard(stage, other, red(stage)).code == 0
    assert (stage.world.state(other), stage.world.labels(other), stage.mine(other)) == ("closed", [], [])


def test_criteria_in_the_text_are_held_to_as_well_and_emptying_it_does_not_help(stage: Stage) -> None:
    number = stage.world.issue("Criteria", BODY)
    stage.configure(f"\n[[issues]]\nnumber = {number}\n" + GUARD)
    assert stage.say(Verdict.FAILED, passed=17, failed=20, run=812).code == 0
    stage.world.edit_body(number, "All done.")
    stage.world.close(number)
    assert guard(stage, number, red(stage)).code == 0
    assert stage.world.state(number) == "open"


def test_an_issue_that_only_its_own_text_gives_criteria_is_decided_by_the_next_publish_too(stage: Stage) -> None:
    stage.configure("[status]\n" + GUARD)
    numbers = [stage.world.issue("Criteria", BODY) for _ in range(2)]
    stage.world.push("Fix")
    for number in numbers:
        stage.world.close(number)
        assert guard(stage, number).code == 0
        assert stage.world.labels(number) == [AWAITING]
    stage.world.label(numbers[1], "mine")
    assert stage.publish(red(stage)).code == 0
    assert [stage.world.state(each) for each in numbers] == ["open", "open"]
    assert [stage.world.labels(each) for each in numbers] == [[FAILED], ["mine", FAILED]]
    assert stage.say(run=820).code == 0
    assert [stage.world.labels(each) for each in numbers] == [[], ["mine"]]


def test_the_guard_remembers_criteria_of_a_text_by_itself(stage: Stage) -> None:
    number = stage.world.issue("Criteria", BODY)
    stage.configure(GUARD)
    stage.world.close(number, hours_ago=2)
    assert guard(stage, number, red(stage)).code == 0
    stage.world.edit_body(number, "All done.")
    stage.world.close(number)
    assert guard(stage, number, red(stage, 816)).code == 0
    assert stage.world.state(number) == "open"


@pytest.mark.parametrize("unlabel", [False, True])
def test_criteria_of_a_search_hold_for_what_it_has_found_before(stage: Stage, unlabel: bool) -> None:
    number = stage.world.issue("E2E", labels=["e2e"])
    target = CRITERION.format(number=1).replace("number = 1", 'search = "label:e2e is:open"\nname = "e2e"\non = ["passed", "failed"]')
    stage.configure(target + GUARD)
    if unlabel:
        assert stage.publish(red(stage)).code == 0
        stage.world.unlabel(number, "e2e")
    stage.world.close(number)
    assert guard(stage, number, red(stage, 816)).code == 0
    assert stage.world.state(number) == "open"


@pytest.mark.parametrize("ref", ["refs/pull/99/merge", "refs/pull/99/head"])
def test_the_run_of_a_pull_request_decides_nothing_even_with_the_same_head(stage: Stage, number: int, ref: str) -> None:
    stage.world.close(number)
    assert guard(stage, number).code == 0
    assert stage.say(ref=ref).code == 0
    assert stage.world.labels(number) == [AWAITING]
    assert guard(stage, number, stage.record(ref=ref)).code == 0
    assert stage.world.labels(number) == [AWAITING]


def test_a_tree_is_asked_for_and_not_believed(stage: Stage, number: int) -> None:
    _, sha = stage.world.pull("fix")
    stage.world.close(number)
    assert guard(stage, number).code == 0
    assert stage.say(subject=(sha, stage.world.head()[1])).code == 0
    assert stage.world.labels(number) == [AWAITING]


def test_only_the_guard_is_something_to_publish_too(stage: Stage) -> None:
    number = stage.world.issue("Criteria", BODY)
    stage.configure(GUARD)
    stage.world.close(number)
    assert guard(stage, number).code == 0
    assert stage.publish(red(stage)).code == 0
    assert stage.world.state(number) == "open"


def test_a_partial_record_on_top_does_not_hide_the_whole_one(stage: Stage, number: int) -> None:
    stage.configure(CRITERION.format(number=number) + GUARD + 'records = "artifact:gatekeeper-record"\n')
    head = stage.world.head()[0]
    for hours, partial in ((2, False), (1, True)):
        data = (stage.folder / stage.record(run=820 - hours, partial=partial)).read_bytes()
        stage.world.artifact("gatekeeper-record", {"record.json": data}, head, hours_ago=hours)
    stage.world.close(number)
    assert guard(stage, number).code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [])


def test_a_waiver_keeps_it_closed(stage: Stage, number: int) -> None:
    from gatekeeper.documents.criteria import digest

    stage.world.comment(number, f"/gatekeeper waive {digest('unit.pass_rate > 90%')} the staging cluster is gone", by="owner")
    stage.world.close(number)
    assert guard(stage, number, red(stage)).code == 0
    assert stage.world.state(number) == "closed"


def test_records_come_from_the_artifact_of_the_heads_own_run(stage: Stage, number: int) -> None:
    stage.configure(CRITERION.format(number=number) + GUARD + 'records = "artifact:gatekeeper-record"\n')
    head = stage.world.head()[0]
    data = (stage.folder / red(stage)).read_bytes()
    green = (stage.folder / stage.record(run=990)).read_bytes()
    stage.world.artifact("gatekeeper-record", {"record.json": green}, head, foreign=True)
    stage.world.artifact("gatekeeper-record", {"record.json": green}, head, branch="feature")
    stage.world.artifact("gatekeeper-record", {"record.json": green}, "b" * 40)
    stage.world.artifact("gatekeeper-record", {"record.json": green}, head, expired=True)
    stage.world.artifact("gatekeeper-record", b"no zip", head)
    stage.world.artifact("other", {"record.json": green}, head)
    stage.world.close(number)
    ran = guard(stage, number)
    assert (ran.code, stage.world.state(number), stage.world.labels(number)) == (0, "closed", [AWAITING])
    assert "cannot be unpacked" in ran.out
    stage.world.artifact("gatekeeper-record", {"out/record.json": data}, head)
    assert guard(stage, number).code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("open", [FAILED])


def test_the_sweep_removes_labels_that_are_too_old(stage: Stage, number: int) -> None:
    stage.configure('\n[labels.actively-being-worked-on]\nttl = "24h"\n[labels.other]\n' + GUARD)
    for label, hours in (("actively-being-worked-on", 25), ("other", 99)):
        stage.world.label(number, label, hours_ago=hours)
    young = stage.world.issue("Young")
    stage.world.label(young, "actively-being-worked-on", hours_ago=23)
    assert stage.run("guard", "--all", "--dry-run").code == 0
    assert "actively-being-worked-on" in stage.world.labels(number)
    assert stage.run("guard", "--all").code == 0
    assert (stage.world.labels(number), stage.world.labels(young)) == (["other"], ["actively-being-worked-on"])


def test_what_was_closed_long_ago_is_left_alone(stage: Stage, number: int) -> None:
    stage.world.close(number, hours_ago=24 * 8)
    assert stage.run("guard", "--all").code == 0
    assert stage.world.state(number) == "closed"
    assert stage.world.labels(number) == []
    assert stage.run("guard", "--all", "--since", "30d").code == 0
    assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [AWAITING])


def test_a_dry_run_of_the_guard_changes_nothing(stage: Stage, number: int) -> None:
    stage.world.close(number)
    name = red(stage)
    stage.world.forget()
    ran = guard(stage, number, name, "--dry-run")
    assert (ran.code, "the issue is reopened" in ran.out) == (0, True)
    assert {each["method"] for each in stage.world.log()} == {"GET"}


@pytest.mark.parametrize(
    ("arguments", "config", "said"),
    [
        (["--issue", "1"], "", "has no table [guard]"),
        ([], GUARD, "there is no issue to look at"),
        (["--all", "--issue", "1"], GUARD, "--issue and --all exclude each other"),
        (["--all", "--since", "soon"], GUARD, "--since: a duration is written with its unit"),
        (["--all", "--max-wait", "soon"], GUARD, "--max-wait: a duration is written with its unit"),
    ],
)
def test_what_cannot_be_guarded_is_said_before_anything_is_asked(stage: Stage, arguments: list[str], config: str, said: str) -> None:
    stage.configure(config)
    stage.world.forget()
    ran = stage.run("guard", *arguments)
    assert (ran.code, said in ran.err, stage.world.requests()) == (2, True, 0)
