"""The texts of issues and pull requests on the local GitHub: audited on request, and labelled when a record is published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from stage import Stage

_LABEL = "documentation-reality-disconnect"
_BODY = "## Status\r\n\r\nAll 36 unit tests pass.\r\n\r\nCoverage: 72% of ::error::x\r\n"
_CONFIG = '[[issues]]\nnumber = {}\n[issues.labels]\naudit = ["documentation-reality-disconnect"]\n'


@pytest.mark.parametrize("kind", ["issue", "pull"])
def test_the_text_of_an_issue_or_a_pull_request_is_audited_and_nothing_is_written(stage: Stage, kind: str) -> None:
    number = stage.world.issue("x", _BODY) if kind == "issue" else stage.world.pull("topic", _BODY)[0]
    stage.world.comment(number, "System health: 99%")
    name = stage.record(passed=36, failed=0)
    token = stage.world.token(issues="read", pull_requests="read")
    stage.world.forget()
    ran = stage.run("audit", "--issue", str(number), "--record", name, "--format", "json", "--no-config", token=token)
    made = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert [(each["path"], each["line"], each["kind"], each["finding"]) for each in made["claims"]] == [
        (f"#{number}", 3, "test_count", "supported"),
        (f"#{number}", 3, "status_word", "supported"),
        (f"#{number}", 5, "coverage", "unsupported"),
    ]
    assert {each["method"] for each in stage.world.log()} == {"GET"}
    assert (stage.mine(number), stage.world.labels(number)) == ([], [])


def test_an_issue_without_text_claims_nothing(stage: Stage) -> None:
    number = stage.world.issue("All 36 unit tests pass")
    ran = stage.run("audit", "--issue", str(number), "--format", "github")
    assert (ran.code, ran.out) == (0, "0 claims in 1 document; nothing blocks\n")


def test_an_annotation_about_an_issue_names_no_file(stage: Stage) -> None:
    number = stage.world.issue("x", _BODY)
    ran = stage.run("audit", "--issue", str(number), "--format", "github")
    assert ran.code == 1
    assert f"::error title=#{number}%3A5%3A11 coverage unsupported::Coverage: 72%25 of ::error::x: nothing" in ran.out
    assert all(each.startswith(("::error title=", "::warning title=")) for each in ran.out.splitlines()[:-1])


def test_what_github_does_not_hand_over_is_said(stage: Stage) -> None:
    ran = stage.run("audit", "--issue", "4711")
    assert (ran.code, ran.out) == (4, "")
    assert "#4711" in ran.err
    assert "next: " in ran.err
    gone = stage.world.issue("x", _BODY)
    stage.world.delete_issue(gone)
    assert stage.run("audit", "--issue", str(gone)).code == 4
    bare = stage.run("audit", "--issue", "1", token="")
    assert (bare.code, bare.out, "token" in bare.err, "next: " in bare.err) == (2, "", True, True)
    stage.world.fault(r"GET /repos/.*/issues/1", times=9, status=500)
    assert stage.run("audit", "--issue", "1", "--max-wait", "0s").code == 4


@pytest.mark.parametrize("verdict", [Verdict.PASSED, Verdict.FAILED])
def test_the_label_comes_and_goes_with_what_the_text_claims(stage: Stage, verdict: Verdict) -> None:
    number = stage.world.issue("x", _BODY, ["bug"])
    stage.configure(_CONFIG.format(number))
    assert stage.say(verdict, passed=36, failed=0, run=812).code == 0
    assert sorted(stage.world.labels(number)) == ["bug", _LABEL]
    assert stage.world.body(number) == _BODY
    stage.world.edit_body(number, "## Status\n\nCoverage is to reach 72%.\n")
    assert stage.say(verdict, passed=36, failed=0, run=813).code == 0
    assert stage.world.labels(number) == ["bug"]
    stage.world.edit_body(number, _BODY)
    assert stage.say(verdict, passed=36, failed=0, run=814).code == 0
    assert sorted(stage.world.labels(number)) == ["bug", _LABEL]


def test_the_same_record_takes_the_label_off_once_the_text_is_right(stage: Stage) -> None:
    number = stage.world.pull("topic", "## Status\n\nAll 36 unit tests pass.\n")[0]
    stage.configure(_CONFIG.format(number))
    name = stage.record(passed=34, failed=2, verdict=Verdict.FAILED)
    assert stage.publish(name).code == 0
    assert stage.world.labels(number) == [_LABEL]
    stage.world.edit_body(number, "## Status\n\n34 of 36 unit tests pass.\n")
    assert stage.publish(name).code == 0
    assert stage.world.labels(number) == []


def test_the_label_of_somebody_else_stays(stage: Stage) -> None:
    number = stage.world.issue("x", _BODY)
    stage.world.label(number, _LABEL, by="triager")
    stage.configure(_CONFIG.format(number))
    assert stage.say(run=812).code == 0
    stage.world.edit_body(number, "")
    assert stage.say(run=813).code == 0
    assert stage.world.labels(number) == [_LABEL]
