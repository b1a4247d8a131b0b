"""Commit statuses and comments on pull requests; forks, and the pair of workflows for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from gatekeeper.evidence import record as rows
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stage import Ran, Stage

OWN, FORK = {"full_name": "acme/widgets"}, {"full_name": "outsider/widgets"}
REPORT = '<testsuite name="s"><testcase classname="c" name="a" time="0.1"/>{more}</testsuite>'
POLICY = rows.PolicyRow(name="", source=None, sha256="2" * 64, run={}, categories={"unit": {"pass_rate": "> 90%"}})


def event(stage: Stage, name: str, payload: dict[str, Any]) -> dict[str, str]:
    path = stage.folder / "event.json"
    path.write_text(json.dumps(payload))
    return {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path)}


def pull_event(stage: Stage, number: int, sha: str, *, fork: bool = False) -> dict[str, str]:
    pull = {"number": number, "head": {"sha": sha, "repo": FORK if fork else OWN}, "base": {"repo": OWN}}
    return event(stage, "pull_request", {"action": "opened", "pull_request": pull})


def run_event(stage: Stage, sha: str, branch: str, *, fork: bool = True) -> dict[str, str]:
    home = {**(FORK if fork else OWN), "owner": {"login": "outsider" if fork else "acme"}}
    run = {
        "id": 812,
        "run_attempt": 1,
        "head_sha": sha,
        "head_branch": branch,
        "event": "pull_request",
        "repository": OWN,
        "head_repository": home,
    }
    return {**event(stage, "workflow_run", {"action": "completed", "workflow_run": run}), "GITHUB_SERVER_URL": "https://github.com"}


def status(stage: Stage, sha: str | None = None) -> tuple[str, str]:
    found = [each for each in stage.world.statuses(sha or stage.world.head()[0]) if each["context"] == "gatekeeper/widgets"]
    return (found[0]["state"], found[0]["description"]) if found else ("", "")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_status_is_success_or_failure_and_nothing_between(stage: Stage, verdict: Verdict) -> None:
    stage.configure("[status]\n")
    assert stage.say(verdict).code == 0
    state, words = status(stage)
    assert state == ("success" if verdict is Verdict.PASSED else "failure")
    assert words.startswith(str(verdict))
    assert words.endswith("[policy 111111111111]")


def test_setting_it_again_changes_nothing_and_a_new_run_sets_it_anew(stage: Stage) -> None:
    stage.configure("[status]\n")
    stage.say(run=812)
    assert "no change" in stage.say(run=812).out
    stage.say(Verdict.FAILED, run=813)
    assert [each["state"] for each in stage.world.statuses(stage.world.head()[0])] == ["failure", "success"]


def test_an_older_run_does_not_overwrite_a_newer_one(stage: Stage) -> None:
    stage.configure("[status]\n")
    stage.say(Verdict.FAILED, run=813)
    assert "a newer run has set it" in stage.say(run=812).out
    assert status(stage)[0] == "failure"


def test_two_policies_under_one_name_end_in_failure_whoever_writes_last(stage: Stage) -> None:
    stage.configure("[status]\n")
    assert stage.say(Verdict.FAILED, run=812).code == 0
    ran = stage.say(run=813, policy=POLICY)
    assert (ran.code, "different policies" in ran.err) == (4, True)
    assert status(stage) == ("failure", "judged by different policies [policies 222222222222, 111111111111]")
    assert stage.say(run=814).code == 4
    assert stage.say(run=815, policy=POLICY).code == 4
    assert status(stage)[0] == "failure"


def test_a_status_of_our_name_by_somebody_else_is_no_success_of_ours(stage: Stage) -> None:
    stage.configure("[status]\n")
    sha = stage.world.head()[0]
    stage.world.status(sha, "gatekeeper/widgets", "success", "trust me")
    assert stage.say().code == 4
    assert status(stage)[0] == "failure"
    stage.world.status(sha, "gatekeeper/other", "success", "trust me")


def test_a_pending_status_may_come_first(stage: Stage) -> None:
    stage.configure("[status]\n")
    stage.world.status(stage.world.head()[0], "gatekeeper/widgets", "pending", "waiting for the tests")
    assert stage.say().code == 0
    assert status(stage)[0] == "success"


def test_the_words_of_a_status_fit(stage: Stage) -> None:
    from records import category, counts, rule

    names = [f"category-with-a-long-name-{index:02}" for index in range(40)]
    many = [category(name, Verdict.FAILED, counts=counts(failed=1)) for name in names]
    stage.configure("[status]\n")
    assert stage.say(Verdict.FAILED, categories=many, rules=[rule(category=name) for name in names], failures=[]).code == 0
    assert len(status(stage)[1]) <= 140


def test_without_a_commit_there_is_nothing_to_set_a_status_on(stage: Stage) -> None:
    stage.configure("[status]\n")
    ran = stage.say(subject=(None, None))
    assert (ran.code, "the record names no commit" in ran.err) == (4, True)


def test_a_pull_request_gets_one_comment(stage: Stage) -> None:
    stage.configure('[pull_request]\non = ["passed", "failed"]\n')
    number, sha = stage.world.pull("fix")
    environ = pull_event(stage, number, sha)
    for run, verdict in ((812, Verdict.PASSED), (813, Verdict.FAILED)):
        name = stage.record(verdict, run=run, subject=(sha, None), ref=f"refs/pull/{number}/merge")
        assert stage.publish(name, **environ).code == 0
    (body,) = stage.mine(number)
    assert body.split("\n")[1].startswith("## FAILED")


def test_the_pull_request_of_a_push_is_found_by_its_head(stage: Stage) -> None:
    stage.configure("[pull_request]\n")
    number, sha = stage.world.pull("fix")
    assert stage.say(subject=(sha, None)).code == 0
    assert len(stage.mine(number)) == 1
    ran = stage.say(run=813)
    assert (ran.code, "no open pull request has the head" in ran.out) == (0, True)


def test_on_a_fork_the_summary_has_it_and_says_so(stage: Stage) -> None:
    stage.configure("[pull_request]\n[status]\n")
    number, sha = stage.world.pull("fix", by="outsider", fork=True)
    summary = stage.folder / "summary.md"
    environ = {**pull_event(stage, number, sha, fork=True), "GITHUB_STEP_SUMMARY": str(summary)}
    name = stage.record(subject=(sha, None))
    stage.world.forget()
    ran = stage.publish(name, **environ)
    assert (ran.code, "the job summary has the verdict" in ran.out, stage.world.requests()) == (0, True, 0)
    assert "PASSED: 36 of 37" in summary.read_text()
    ran = stage.publish(name, **{**environ, "GITHUB_STEP_SUMMARY": ""})
    assert (ran.code, "read-only" in ran.err) == (4, True)


def foreign(stage: Stage, pull: tuple[int, str], change: Callable[[rows.Record], rows.Record] | None = None) -> Ran:
    """Publish from a workflow of ours what a fork's run has judged, changed on its way or not."""
    number, sha = pull
    (stage.folder / "reports").mkdir(exist_ok=True)
    (stage.folder / "reports/unit.xml").write_text(REPORT.format(more=""))
    run = {
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_RUN_ID": "812",
        "GITHUB_RUN_ATTEMPT": "1",
        "GITHUB_REF": f"refs/pull/{number}/merge",
    }
    assert stage.run("check", "--record", "handed/record.json", **run, **pull_event(stage, number, sha, fork=True)).code == 0
    path = stage.folder / "handed/record.json"
    if change:
        path.write_bytes(rows.encode(change(rows.decode(path.read_bytes()))))
    return stage.publish("handed/record.json", **run_event(stage, sha, "fix"))


def test_the_privileged_half_publishes_what_the_fork_has_judged(stage: Stage) -> None:
    issue = stage.world.issue("Issue")
    stage.configure(f"[[issues]]\nnumber = {issue}\n[pull_request]\n[status]\n")
    number, sha = stage.world.pull("fix", by="outsider", fork=True)
    ran = foreign(stage, (number, sha))
    assert (ran.code, ran.err) == (0, "")
    assert (len(stage.mine(number)), status(stage, sha)[0]) == (1, "success")
    assert stage.mine(issue) == []


def other_commit(made: rows.Record) -> rows.Record:
    return replace(made, subject=replace(made.subject, commit="b" * 40))


def other_policy(made: rows.Record) -> rows.Record:
    return replace(made, policy=POLICY)


def fewer_rules(made: rows.Record) -> rows.Record:
    return replace(made, rules=[each for each in made.rules if each.rule == "tests-executed"])


def advisory(made: rows.Record) -> rows.Record:
    return replace(made, categories=[replace(each, blocking=False) for each in made.categories])


def other_run(made: rows.Record) -> rows.Record:
    return replace(made, run=rows.RunRow(url=None, id="999", attempt="1"))


def later_attempt(made: rows.Record) -> rows.Record:
    assert made.run
    return replace(made, run=replace(made.run, attempt="9", url=f"{made.run.url}".replace("attempts/1", "attempts/9")))


@pytest.mark.parametrize("change", [other_commit, other_policy, fewer_rules, advisory, other_run, later_attempt])
def test_what_a_fork_made_up_takes_back_what_was_said_before(stage: Stage, change: Callable[[rows.Record], rows.Record]) -> None:
    stage.configure('[pull_request]\n[pull_request.labels]\npassed = ["verified"]\n[status]\n')
    number, sha = stage.world.pull("fix", by="outsider", fork=True)
    assert foreign(stage, (number, sha)).code == 0
    assert stage.world.labels(number) == ["verified"]
    ran = foreign(stage, (number, sha), change)
    assert (ran.code, ran.err.startswith("error: ")) == (3, True)
    assert (status(stage, sha)[0], status(stage)[0], stage.world.labels(number)) == ("failure", "", [])
    (body,) = stage.mine(number)
    assert body.split("\n")[1].startswith("**Superseded: run 812 of commit")
    assert "was INVALID" in body.split("\n")[1]


@pytest.mark.parametrize("text", ["", "{}", "nothing"])
def test_a_record_that_is_missing_or_damaged_is_said_on_the_commit_that_was_judged(stage: Stage, text: str) -> None:
    stage.configure("[pull_request]\n[status]\n")
    _, sha = stage.world.pull("fix", by="outsider", fork=True)
    if text:
        (stage.folder / "record.json").write_text(text)
    ran = stage.publish("record.json", **run_event(stage, sha, "fix"))
    assert (ran.code, status(stage, sha)) == (3, ("failure", f"INVALID: evidence-readable [run] {status(stage, sha)[1][-21:]}"))


def test_a_partial_record_publishes_nothing(stage: Stage) -> None:
    stage.configure("[pull_request]\n[status]\n")
    stage.world.forget()
    ran = stage.publish(stage.record(partial=True))
    assert (ran.code, "the record is partial (only unit): nothing is published" in ran.err) == (4, True)
    assert stage.world.requests("POST") == 0


def test_an_edited_record_publishes_nothing(stage: Stage) -> None:
    stage.configure("[status]\n")
    name = stage.record(Verdict.FAILED)
    path: Path = stage.folder / name
    path.write_text(path.read_text().replace('"verdict": "FAILED"', '"verdict": "PASSED"'))
    ran = stage.publish(name)
    assert (ran.code, "a rule's verdict is not that of its outcome" in ran.err) == (3, True)
    assert status(stage) == ("", "")


def test_a_record_of_another_run_is_not_taken_for_this_ones(stage: Stage) -> None:
    stage.configure("[status]\n")
    (stage.folder / ".gatekeeper").mkdir()
    (stage.folder / stage.record()).rename(stage.folder / ".gatekeeper/record.json")
    ran = stage.run("publish", GITHUB_RUN_ID="815")
    assert (ran.code, "the record is of run 812, this is run 815" in ran.err) == (3, True)
    assert stage.run("publish", GITHUB_RUN_ID="812").code == 0


@pytest.mark.parametrize(
    ("config", "arguments", "code", "said"),
    [
        ("", [], 2, "asks for nothing to be published"),
        ("[status]\n", ["--record", "nope.json"], 3, "there is no record nope.json"),
        ("[status]\n", ["--commit", "b" * 40], 3, "not about bbbbbbbbbbbb"),
        ("[status]\n", ["--repo", "nonsense"], 2, "nonsense"),
        ("[status]\n", ["--token-file", "nope"], 2, "nope"),
        ("[status]\n", ["--repo", "acme/nothing"], 4, "it is not there, or the token cannot see it"),
    ],
)
def test_what_is_wrong_is_said_with_its_code(stage: Stage, config: str, arguments: list[str], code: int, said: str) -> None:
    stage.configure(config)
    ran = stage.publish(stage.record(), *arguments)
    assert (ran.code, said in ran.err, "next: " in ran.err) == (code, True, True), ran.err


def test_without_a_token_nothing_is_asked(stage: Stage) -> None:
    stage.configure("[status]\n")
    stage.world.forget()
    ran = stage.publish(stage.record(), GITHUB_TOKEN="")
    assert (ran.code, "GITHUB_TOKEN" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("more", "permissions", "code", "state"),
    [
        ("", {"statuses": "write"}, 0, "success"),
        ('<testcase classname="c" name="b"><failure/></testcase>', {"statuses": "write"}, 1, "failure"),
        ("", {"statuses": "read"}, 4, ""),
        ('<testcase classname="c" name="b"><failure/></testcase>', {"statuses": "read"}, 1, ""),
    ],
)
def test_check_reports_first_and_fails_last(stage: Stage, more: str, permissions: dict[str, str], code: int, state: str) -> None:
    stage.configure("[status]\n")
    (stage.folder / "reports").mkdir()
    (stage.folder / "reports/unit.xml").write_text(REPORT.format(more=more))
    sha = stage.world.head()[0]
    environ = pull_event(stage, 1, sha)
    ran = stage.run("check", "--publish", token=stage.world.token(**permissions), **environ)
    assert (ran.code, status(stage, sha)[0]) == (code, state), ran.err
    assert ("PASSED" if not more else "FAILED") in ran.out
    assert (stage.folder / ".gatekeeper/record.json").is_file()


def test_check_with_nothing_to_publish_is_wrong_usage(stage: Stage) -> None:
    stage.configure("")
    ran = stage.run("check", "--publish")
    assert (ran.code, "asks for nothing to be published" in ran.err) == (2, True)
