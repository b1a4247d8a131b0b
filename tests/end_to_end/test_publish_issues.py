"""Comments and labels on issues, from first run to what nobody should find standing afterwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from stage import Stage

ISSUE = "[[issues]]\nnumber = {number}\n"
LABELS = """
[issues.labels]
passed = ["verified"]
failed = ["P0-critical"]
refused = ["no-evidence"]
"category:unit" = ["unit-test-failures"]
"rule:tests-executed" = ["false-green-ci-status"]
"""
FIVE = """
[issues.labels]
passed = ["one", "two", "three", "four", "area/five"]
"""


@pytest.fixture
def number(stage: Stage) -> int:
    return stage.world.issue("Unit tests fail", "Please fix.", ["bug"])


def test_the_first_run_comments_and_the_second_changes_nothing(stage: Stage, number: int) -> None:
    stage.configure(ISSUE.format(number=number) + LABELS)
    name = stage.record()
    ran = stage.publish(name)
    assert (ran.code, ran.err) == (0, "")
    (body,) = stage.mine(number)
    assert body.startswith("<!-- gatekeeper:comment {")
    assert body.split("\n")[1] == "## PASSED: 36 of 37 tests passed (97.2%)"
    assert sorted(stage.world.labels(number)) == ["bug", "verified"]
    stage.world.forget()
    again = stage.publish(name)
    assert (again.code, again.out) == (0, f"issue-{number} on #{number}: no change\n")
    assert {each["method"] for each in stage.world.log()} == {"GET"}
    assert stage.mine(number) == [body]


def test_nothing_green_remains(stage: Stage, number: int) -> None:
    stage.configure(ISSUE.format(number=number) + LABELS)
    stage.say(run=812)
    (green,) = stage.mine(number)
    assert stage.say(Verdict.FAILED, passed=17, failed=20, run=815).code == 0
    (red,) = stage.mine(number)
    commit = stage.world.head()[0][:7]
    notice = f"**Superseded: run 815 of commit {commit} was FAILED; the text below describes run 812 of commit {commit}.**"
    assert red.split("\n")[1] == notice
    assert red.split("\n")[2:] == green.split("\n")[2:]
    assert sorted(stage.world.labels(number)) == ["P0-critical", "bug", "unit-test-failures"]
    assert stage.say(Verdict.NO_EVIDENCE, run=816).code == 0
    (none,) = stage.mine(number)
    assert none.split("\n")[1] == notice.replace("815", "816").replace("FAILED", "NO_EVIDENCE")
    assert sorted(stage.world.labels(number)) == ["bug", "false-green-ci-status", "no-evidence", "unit-test-failures"]
    assert stage.say(run=817, passed=37, failed=0).code == 0
    (again,) = stage.mine(number)
    assert again.split("\n")[1] == "## PASSED: 37 of 37 tests passed (100.0%)"
    assert "(was 17 of 37)" in again
    assert sorted(stage.world.labels(number)) == ["bug", "verified"]


def test_keep_leaves_the_first_line(stage: Stage, number: int) -> None:
    stage.configure(ISSUE.format(number=number) + 'on_other = "keep"\n')
    stage.say(run=812)
    (green,) = stage.mine(number)
    stage.say(Verdict.FAILED, run=815)
    (kept,) = stage.mine(number)
    assert kept.split("\n")[1:] == green.split("\n")[1:]


def test_a_verdict_that_may_not_speak_says_nothing_where_nothing_was_said(stage: Stage, number: int) -> None:
    stage.configure(ISSUE.format(number=number))
    assert stage.say(Verdict.FAILED).code == 0
    assert stage.mine(number) == []


def test_labels_without_a_text_are_remembered_in_a_notice_without_numbers(stage: Stage, number: int) -> None:
    stage.configure(ISSUE.format(number=number) + LABELS)
    stage.say(Verdict.FAILED, run=812)
    (bare,) = stage.mine(number)
    text = re.sub("[0-9a-f]{7,}", "", bare.split("\n", 1)[1])
    assert "FAILED" in text
    assert "37" not in text
    assert sorted(stage.world.labels(number)) == ["P0-critical", "bug", "unit-test-failures"]
    stage.say(run=813)
    assert sorted(stage.world.labels(number)) == ["bug", "verified"]


@pytest.mark.parametrize(("verdict", "word"), [(Verdict.FAILED, "failed"), (Verdict.INCOMPLETE, "incomplete"), (Verdict.STALE, "stale")])
def test_a_verdict_that_is_asked_for_speaks(stage: Stage, number: int, verdict: Verdict, word: str) -> None:
    stage.configure(ISSUE.format(number=number) + f'on = ["{word}"]\n')
    assert stage.say(verdict, passed=17, failed=20).code == 0
    (body,) = stage.mine(number)
    assert body.split("\n")[1].startswith(f"## {verdict}")
    assert "17 of 37" in body


@pytest.mark.parametrize("verdict", [Verdict.NO_EVIDENCE, Verdict.INVALID])
def test_a_refusal_has_no_numbers(stage: Stage, number: int, verdict: Verdict) -> None:
    stage.configure(ISSUE.format(number=number) + 'on = ["passed", "refused"]\n')
    stage.say(run=812)
    assert stage.say(verdict, run=815).code == 0
    (body,) = stage.mine(number)
    text = re.sub("[0-9a-f]{7,}", "", body.split("\n", 1)[1])
    assert str(verdict) in text
    assert "%" not in text
    assert "37" not in text


def test_the_label_of_somebody_else_is_never_ours(stage: Stage, number: int) -> None:
    stage.world.label(number, "verified", by="triager")
    stage.configure(ISSUE.format(number=number) + LABELS)
    stage.say(run=812)
    stage.say(Verdict.FAILED, run=813)
    assert sorted(stage.world.labels(number)) == ["P0-critical", "bug", "unit-test-failures", "verified"]


def test_labels_are_made_with_their_looks_and_others_keep_theirs(stage: Stage, number: int) -> None:
    looks = '\n[labels.verified]\ncolor = "#0E8A16"\ndescription = "The gate has passed."\n[labels.bug]\ncolor = "000000"\n'
    before = {each["name"]: each for each in stage.world.repo_labels()}
    stage.configure(ISSUE.format(number=number) + LABELS.replace('["verified"]', '["verified", "bug"]') + looks)
    assert stage.say().code == 0
    after = {each["name"]: each for each in stage.world.repo_labels()}
    assert (after["verified"]["color"], after["verified"]["description"]) == ("0e8a16", "The gate has passed.")
    assert after["bug"] == before["bug"]


def test_the_last_labels_give_way(stage: Stage, number: int) -> None:
    stage.configure(ISSUE.format(number=number) + "max_labels = 2\n" + FIVE)
    ran = stage.say()
    assert sorted(stage.world.labels(number)) == ["bug", "one", "two"]
    assert ran.out.count("max_labels leaves no room for") == 3
    assert "area/five" in stage.mine(number)[0]


def test_a_comment_and_five_labels_take_few_requests(stage: Stage, number: int) -> None:
    stage.configure(ISSUE.format(number=number) + FIVE)
    stage.world.forget()
    name = stage.record()
    stage.world.forget()
    assert stage.publish(name).code == 0
    assert len(stage.world.labels(number)) == 6
    first = stage.world.requests()
    stage.world.forget()
    assert stage.publish(name).code == 0
    second = stage.world.requests()
    stage.world.forget()
    later = stage.record(run=813)
    stage.world.forget()
    assert stage.publish(later).code == 0
    third = stage.world.requests()
    assert first <= 8
    assert third <= 8
    assert second <= 4


def test_only_what_is_named_is_published(stage: Stage, number: int) -> None:
    other = stage.world.issue("Other")
    stage.configure(ISSUE.format(number=number) + 'name = "one"\n' + ISSUE.format(number=other))
    name = stage.record()
    assert stage.publish(name, "--only", "one").code == 0
    assert (len(stage.mine(number)), len(stage.mine(other))) == (1, 0)
    ran = stage.publish(name, "--only", "two")
    assert (ran.code, "nothing of that name is published" in ran.err) == (2, True)
    assert f"there is one, issue-{other}" in ran.err


def test_two_comments_with_names_of_their_own_on_one_issue(stage: Stage, number: int) -> None:
    stage.configure(ISSUE.format(number=number) + 'name = "one"\n' + ISSUE.format(number=number) + 'name = "two"\non = ["failed"]\n')
    stage.say(run=812)
    assert len(stage.mine(number)) == 1
    stage.say(Verdict.FAILED, run=813)
    assert len(stage.mine(number)) == 2


def test_a_search_finds_many(stage: Stage) -> None:
    numbers = [stage.world.issue(f"Issue {index}", labels=["e2e"]) for index in range(3)]
    others = stage.world.issue("Another")
    stage.configure('[[issues]]\nsearch = "label:e2e"\nname = "e2e"\n')
    assert stage.say().code == 0
    assert [len(stage.mine(each)) for each in (*numbers, others)] == [1, 1, 1, 0]


def test_a_dry_run_shows_a_diff_and_touches_nothing(stage: Stage, number: int) -> None:
    stage.configure(ISSUE.format(number=number) + LABELS)
    stage.say(run=812)
    before = stage.mine(number)
    name = stage.record(Verdict.FAILED, run=813)
    stage.world.forget()
    ran = stage.publish(name, "--dry-run")
    assert ran.code == 0
    assert {each["method"] for each in stage.world.log()} == {"GET"}
    assert (stage.mine(number), stage.world.labels(number)) == (before, ["bug", "verified"])
    assert "  -## PASSED: 36 of 37 tests passed (97.2%)" in ran.out
    assert "  +**Superseded: run 813" in ran.out
    assert f"issue-{number} on #{number}: labels added: P0-critical, unit-test-failures" in ran.out
    assert f"issue-{number} on #{number}: labels removed: verified" in ran.out


def test_an_older_record_never_overwrites_a_newer_one(stage: Stage, number: int) -> None:
    stage.configure(ISSUE.format(number=number) + LABELS)
    stage.say(Verdict.FAILED, run=900)
    before = stage.mine(number)
    ran = stage.say(run=812)
    assert (ran.code, "a newer record is shown there" in ran.out) == (0, True)
    assert stage.mine(number) == before
    assert "verified" not in stage.world.labels(number)


@pytest.mark.parametrize(
    ("ref", "refs", "comments"),
    [
        ("refs/heads/main", "", 1),
        ("refs/pull/5/merge", "", 0),
        ("refs/heads/gh-readonly-queue/main/pr-5-abc", "", 0),
        ("refs/heads/feature", 'refs = ["refs/heads/main"]\n', 0),
        ("refs/pull/5/merge", 'refs = ["refs/pull/*"]\n', 1),
    ],
)
def test_a_pull_request_does_not_speak_on_issues_unless_it_may(stage: Stage, number: int, ref: str, refs: str, comments: int) -> None:
    stage.configure(ISSUE.format(number=number) + refs)
    ran = stage.say(ref=ref)
    assert (ran.code, len(stage.mine(number))) == (0, comments)
    assert ("not published, the record is of" in ran.out) is not bool(comments)


def test_a_label_of_two_comments_stays_until_both_let_go_of_it(stage: Stage, number: int) -> None:
    one = ISSUE.format(number=number) + 'name = "one"\n[issues.labels]\nfailed = ["x"]\n'
    stage.configure(one + ISSUE.format(number=number) + 'name = "two"\n[issues.labels]\npassed = ["x"]\n')
    for run, verdict in enumerate((Verdict.PASSED, Verdict.FAILED, Verdict.FAILED, Verdict.PASSED), 812):
        assert stage.say(verdict, run=run).code == 0
        assert stage.world.labels(number) == ["bug", "x"]
    stage.say(Verdict.STALE, run=820)
    stage.say(Verdict.STALE, run=820)
    assert stage.world.labels(number) == ["bug"]


def test_a_template_of_the_repository_is_used(stage: Stage, number: int) -> None:
    (stage.folder / "docs").mkdir()
    (stage.folder / "docs/status.md.j2").write_text("## {{ headline }}\n\nHello {{ record.subject.commit }}\n")
    stage.configure(ISSUE.format(number=number) + 'template = "docs/status.md.j2"\n')
    assert stage.say().code == 0
    assert stage.mine(number)[0].endswith(f"Hello <code>{stage.world.head()[0]}</code>\n")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [(None, 2, "there is no such template"), ("{% if %}", 2, "line 1"), ("{{ nothing }}", 4, "'nothing' is undefined")],
)
def test_a_broken_template_keeps_nothing_green(stage: Stage, number: int, text: str | None, code: int, said: str) -> None:
    stage.configure(ISSUE.format(number=number) + LABELS)
    stage.say(run=812)
    if text:
        (stage.folder / "own.md.j2").write_text(text)
    stage.configure(ISSUE.format(number=number) + 'template = "own.md.j2"\non = ["passed", "failed"]\n' + LABELS)
    ran = stage.say(Verdict.FAILED, run=813)
    assert (ran.code, said in ran.err, "next: " in ran.err) == (code, True, True), ran.err
    if code == 4:
        assert "PASSED" not in stage.mine(number)[0].split("\n", 1)[1].replace("passed", "")
        assert "verified" not in stage.world.labels(number)


def test_a_moved_issue_is_left_alone_and_so_is_whatever_has_its_number_there(stage: Stage, number: int) -> None:
    moved = stage.world.issue("Moves away")
    stage.world.transfer_issue(moved)
    stage.configure(ISSUE.format(number=moved) + LABELS)
    ran = stage.say()
    assert (ran.code, "moved" in ran.err) == (4, True), ran.err
    assert (stage.mine(number), stage.world.labels(number)) == ([], ["bug"])


def test_a_marker_from_the_future_holds_nothing(stage: Stage, number: int) -> None:
    stage.configure(ISSUE.format(number=number) + LABELS)
    stage.say(run=812)
    comment = stage.world.comments(number)[0]
    body = re.sub(r'"created":"[^"]*"', '"created":"9999-01-01T00:00:00+00:00"', comment["body"])
    stage.world.edit_comment(comment["id"], body)
    assert stage.say(Verdict.FAILED, run=813).code == 0
    assert stage.mine(number)[0].split("\n")[1].startswith("**Superseded")
