"""What goes wrong on the way, and how many comments there are afterwards: always one, and never an old one over a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from records import failure

from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from stage import Stage

TARGET = '[[issues]]\nnumber = {number}\nname = "state"\non = ["passed", "failed"]\n'
LABELS = '[issues.labels]\npassed = ["verified"]\nfailed = ["P0"]\n'
HTML = "<html>Unicorn!</html>"
NOW: dict[str, Any] = {"headers": {"Retry-After": "0"}}
COMMENTS = r"POST .*/comments$"


@pytest.fixture
def number(stage: Stage) -> int:
    number = stage.world.issue("Issue")
    stage.configure(TARGET.format(number=number) + LABELS)
    return number


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 502, "after": True},
        {"status": 502, "after": False},
        {"reset": True, "after": True},
        {"reset": True, "after": False},
        {"truncate": True},
        {"status": 200, "body": HTML, "after": True},
        {"status": 201, "body": "", "after": True},
        {"status": 201, "body": "{}", "after": True},
        {"status": 429, "body": {"message": "slow down"}, **NOW},
        {"status": 403, "body": {"message": "You have exceeded a secondary rate limit"}, **NOW},
    ],
)
def test_a_post_whose_answer_is_lost_leaves_one_comment(stage: Stage, number: int, fault: dict[str, Any]) -> None:
    stage.world.fault(COMMENTS, **fault)
    ran = stage.say()
    assert (ran.code, len(stage.mine(number)), stage.world.labels(number)) == (0, 1, ["verified"]), ran.err


@pytest.mark.parametrize("fault", [{"status": 502, "after": True}, {"reset": True, "after": True}, {"status": 502}])
def test_two_lost_answers_leave_one_comment_at_most(stage: Stage, number: int, fault: dict[str, Any]) -> None:
    stage.world.fault(COMMENTS, times=2, **fault)
    ran = stage.say()
    lost = "after" not in fault
    assert (ran.code, len(stage.mine(number))) == ((4, 0) if lost else (0, 1)), ran.err
    assert stage.publish("812-PASSED.json").code == 0
    assert len(stage.mine(number)) == 1


@pytest.mark.parametrize("how", [{"status": 502}, {"reset": True}, {"truncate": True}, {"status": 503}])
@pytest.mark.parametrize("match", ["GET .*/comments", "PATCH .*/comments/", "POST .*/labels", "DELETE .*/labels"])
def test_what_may_be_repeated_is_repeated(stage: Stage, number: int, match: str, how: dict[str, Any]) -> None:
    stage.say(run=812)
    stage.world.fault(match, **how)
    ran = stage.say(Verdict.FAILED, run=813)
    assert (ran.code, stage.world.labels(number)) == (0, ["P0"]), ran.err
    (body,) = stage.mine(number)
    assert body.split("\n")[1].startswith("## FAILED")


@pytest.mark.parametrize(
    ("match", "fault", "said"),
    [
        (COMMENTS, {"status": 307, "headers": {"Location": "/elsewhere"}}, "307"),
        (COMMENTS, {"status": 403, "body": {"message": "Resource not accessible by integration"}}, "issues: write"),
        (COMMENTS, {"status": 403, "headers": {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9999999999"}}, "--max-wait"),
        (COMMENTS, {"status": 403, "headers": {"Retry-After": "3600"}, "body": {"message": "secondary rate limit"}}, "--max-wait"),
        (COMMENTS, {"status": 422, "body": {"message": "Validation Failed"}}, "422"),
        (r"GET .*/issues/\d+$", {"status": 404}, "404"),
        (r"GET .*/issues/\d+$", {"status": 401, "body": {"message": "Bad credentials"}}, "GITHUB_TOKEN"),
    ],
)
def test_what_does_not_pass_by_itself_is_said_at_once(stage: Stage, number: int, match: str, fault: dict[str, Any], said: str) -> None:
    stage.world.fault(match, times=9, **fault)
    ran = stage.say()
    assert (ran.code, said in ran.err, "next: " in ran.err, stage.mine(number)) == (4, True, True, []), ran.err


def test_what_was_delivered_stays_and_running_again_completes_it(stage: Stage, number: int) -> None:
    other = stage.world.issue("Other")
    stage.configure(TARGET.format(number=number) + LABELS + f"[[issues]]\nnumber = {other}\n[status]\n")
    stage.world.fault(r"POST .*/labels$", status=422)
    ran = stage.say()
    assert ran.code == 4
    assert (len(stage.mine(number)), len(stage.mine(other)), stage.world.labels(number)) == (1, 1, [])
    assert [each["state"] for each in stage.world.statuses(stage.world.head()[0])] == ["success"]
    assert "1 of what was to be said on issues was not delivered" in ran.err
    again = stage.publish("812-PASSED.json")
    assert (again.code, stage.world.labels(number), len(stage.mine(number))) == (0, ["verified"], 1)


def test_every_page_of_comments_is_read(stage: Stage, number: int) -> None:
    for index in range(120):
        stage.world.comment(number, f"noise {index}")
    stage.say(run=812)
    for index in range(130):
        stage.world.comment(number, f"more noise {index}")
    assert len(stage.world.comments(number)) == 251
    stage.say(Verdict.FAILED, run=813)
    (body,) = stage.mine(number)
    assert body.split("\n")[1].startswith("## FAILED")


def test_a_marker_of_an_outsider_is_not_ours(stage: Stage, number: int) -> None:
    stage.say(run=812)
    (body,) = stage.mine(number)
    stage.world.comment(number, body.replace('"labels":["verified"]', '"labels":["bug"]'), by="outsider")
    stage.world.label(number, "bug", by="maint")
    stage.say(Verdict.FAILED, run=813)
    bodies = [each["body"] for each in stage.world.comments(number) if each["user"]["login"] == "outsider"]
    assert (len(stage.mine(number)), bodies[0].split("\n")[1][:9]) == (1, "## PASSED")
    assert sorted(stage.world.labels(number)) == ["P0", "bug"]


def test_a_marker_that_does_not_open_the_comment_is_not_ours(stage: Stage, number: int) -> None:
    stage.say(run=812)
    (body,) = stage.mine(number)
    stage.world.comment(number, f"Look:\n{body}", by="maint")
    stage.say(Verdict.FAILED, run=813)
    assert [each["body"].split("\n")[0] for each in stage.world.comments(number) if each["user"]["login"] == "maint"] == ["Look:"]


def test_a_comment_that_was_edited_by_hand_is_put_right(stage: Stage, number: int) -> None:
    stage.say(Verdict.FAILED, run=812)
    (before,) = stage.mine(number)
    comment = stage.world.comments(number)[0]["id"]
    stage.world.edit_comment(comment, before.replace("## FAILED", "## PASSED"))
    assert stage.publish("812-FAILED.json").code == 0
    assert stage.mine(number) == [before]


def test_a_comment_that_was_deleted_is_made_again(stage: Stage, number: int) -> None:
    stage.say(run=812)
    stage.world.delete_comment(stage.world.comments(number)[0]["id"])
    stage.say(run=813)
    assert len(stage.mine(number)) == 1


def test_a_comment_that_is_deleted_while_it_is_edited_is_made_again(stage: Stage, number: int) -> None:
    stage.say(run=812)
    comment = stage.world.comments(number)[0]["id"]
    path = f"/repos/acme/widgets/issues/comments/{comment}"
    stage.world.fault("PATCH .*/comments/", before=[{"method": "DELETE", "path": path, "by": "maint"}])
    assert stage.say(run=813).code == 0
    assert len(stage.mine(number)) == 1


def test_a_newer_text_that_comes_in_between_is_left(stage: Stage, number: int) -> None:
    stage.say(run=812)
    comment = stage.world.comments(number)[0]
    stage.say(Verdict.FAILED, run=815)
    (newer,) = stage.mine(number)
    stage.world.edit_comment(comment["id"], comment["body"])
    path = f"/repos/acme/widgets/issues/comments/{comment['id']}"
    stage.world.fault("PATCH .*/comments/", then=[{"method": "PATCH", "path": path, "json": {"body": newer}, "by": "maint"}])
    assert stage.say(run=813).code == 0
    assert stage.mine(number) == [newer]


def test_an_older_text_that_comes_in_between_is_written_over(stage: Stage, number: int) -> None:
    stage.say(run=812)
    comment = stage.world.comments(number)[0]
    path = f"/repos/acme/widgets/issues/comments/{comment['id']}"
    stage.world.fault("PATCH .*/comments/", then=[{"method": "PATCH", "path": path, "json": {"body": comment["body"]}, "by": "maint"}])
    assert stage.say(Verdict.FAILED, run=815).code == 0
    (body,) = stage.mine(number)
    assert body.split("\n")[1].startswith("## FAILED")


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize("arguments", [(812, 815), (815, 812)])
def test_two_at_once_leave_one_comment_with_the_newest_record(stage: Stage, number: int, arguments: tuple[int, int], before: bool) -> None:
    if before:
        stage.say(run=811)
    records = [stage.record(Verdict.FAILED if run == 815 else Verdict.PASSED, run=run) for run in arguments]
    started = [stage.start("publish", "--record", name) for name in records]
    assert [process.wait(60) for process in started] == [0, 0]
    for process in started:
        process.communicate()
    (body,) = stage.mine(number)
    assert body.split("\n")[1].startswith("## FAILED")
    assert stage.world.labels(number) == ["P0"]


def test_a_locked_issue_says_so(stage: Stage, number: int) -> None:
    stage.world.lock(number)
    ran = stage.say()
    assert (ran.code, "locked" in ran.err) == (4, True), ran.err


def test_a_deleted_issue_says_so(stage: Stage, number: int) -> None:
    stage.world.delete_issue(number)
    ran = stage.say()
    assert (ran.code, "410" in ran.err) == (4, True), ran.err


def test_without_the_permission_to_label_the_comment_stands_and_it_is_named(stage: Stage, number: int) -> None:
    stage.world.fault("POST .*/labels$", status=403, times=9, body={"message": "Resource not accessible by integration"})
    ran = stage.say()
    assert (ran.code, "issues: write" in ran.err, len(stage.mine(number))) == (4, True, 1), ran.err


def test_a_comment_is_cut_by_whole_rows_and_keeps_the_verdict(stage: Stage, number: int) -> None:
    many = [failure(f"tests.module_{index:04}::test_{'x' * 200}", message="y" * 300) for index in range(2000)]
    assert stage.say(Verdict.FAILED, passed=100, failed=2000, failures=many).code == 0
    (body,) = stage.mine(number)
    assert len(body) <= 65_536
    assert body.split("\n")[1].startswith("## FAILED")
    assert body.count("<tr>") == body.count("</tr>") > 20
    assert "of 2000 failures" in body


def test_the_token_is_nowhere(stage: Stage, number: int) -> None:
    token = stage.world.token(issues="write")
    stage.world.fault(".*", status=500, times=99)
    ran = stage.publish(stage.record(), token=token)
    assert number
    assert ran.code == 4
    assert token not in ran.out + ran.err


def test_a_token_from_a_file_wins_over_none(stage: Stage, number: int) -> None:
    (stage.folder / "token").write_text(stage.world.token(issues="write") + "\n")
    ran = stage.publish(stage.record(), "--token-file", "token", GITHUB_TOKEN="")
    assert (ran.code, len(stage.mine(number))) == (0, 1), ran.err


def test_what_is_told_was_done_and_a_step_that_fails_keeps_no_other_from_being_done(stage: Stage, number: int) -> None:
    stage.world.edit_body(number, "- [ ] Unit <!-- gatekeeper: unit.pass_rate > 90% -->\n")
    stage.say(run=812)
    assert "[x]" in stage.world.body(number)
    stage.world.fault("PATCH .*/comments/", times=9, status=403, body={"message": "Resource not accessible by integration"})
    ran = stage.say(Verdict.FAILED, passed=17, failed=20, run=813)
    assert (ran.code, "issues: write" in ran.err) == (4, True)
    assert (stage.world.labels(number), "[x]" in stage.world.body(number)) == ([], False)
    assert "the comment is edited" not in ran.out
    assert "labels removed: verified" in ran.out
    assert "labels added" not in ran.out


def test_nothing_is_told_that_a_token_could_not_do(stage: Stage, number: int) -> None:
    stage.configure(TARGET.format(number=number) + LABELS + "[status]\n")
    ran = stage.publish(stage.record(), token=stage.world.token(issues="read", statuses="read"))
    assert (ran.code, ran.out) == (4, "")


def test_the_same_error_is_said_once(stage: Stage) -> None:
    numbers = [stage.world.issue("Issue") for _ in range(3)]
    stage.configure("".join(f"[[issues]]\nnumber = {each}\n" for each in numbers))
    ran = stage.publish(stage.record(), token="nobody-knows-this-token")  # noqa: S106 - nobody does
    assert (ran.code, ran.err.count("401")) == (4, 1), ran.err
