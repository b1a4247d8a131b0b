"""The examples that users copy: each holds what its page says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from action.checkout import ACTION, CHECKOUT, EXAMPLES, OURS, PLACEHOLDER, WORKFLOWS, jobs, name, steps
from action.composite import load
from click import Group

if TYPE_CHECKING:
    from pathlib import Path

_PAGE = (CHECKOUT / "docs/workflows.md").read_text("utf-8")
_WRITES = {
    "fork-judge": set(),
    "fork-publish": {"statuses", "pull-requests"},
    "guard": {"issues"},
    "merge-queue": {"statuses", "pull-requests"},
    "pull-request": {"statuses", "issues", "pull-requests"},
    "required-check": set(),
    "sharded": set(),
    "status-page": {"contents"},
}
_RUNS = ("python -I -m pip install", "gatekeeper ")


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_who_may_write_what(path: Path) -> None:
    rights = [job["permissions"] for job in jobs(path).values()]
    assert {right for each in rights for right, how in each.items() if how == "write"} == _WRITES[path.stem]
    assert {how for each in rights for how in each.values()} <= {"read", "write"}


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_whoever_can_write_runs_no_code_of_a_pull_request(path: Path) -> None:
    for job in jobs(path).values():
        if "write" in job["permissions"].values():
            runs = "\n".join(step["run"] for step in job["steps"] if "run" in step)
            assert "ci/" not in runs
            allowed = (*_RUNS, "git ") if path.stem == "status-page" else _RUNS
            assert all(line.startswith(allowed) for line in runs.splitlines())


@pytest.mark.parametrize("example", ["pull-request", "merge-queue", "required-check", "status-page"])
def test_the_gate_runs_whatever_became_of_the_jobs_it_needs(example: str) -> None:
    others = jobs(CHECKOUT / f"docs/github/{example}.yml")
    gate = others.pop("status" if example == "status-page" else "gate")
    needs = gate["needs"] if isinstance(gate["needs"], list) else [gate["needs"]]
    assert (gate["if"], set(needs)) == ("always()", set(others))
    (judging,) = (step for step in gate["steps"] if "NEEDS_JSON" in step.get("env", {}) or "needs" in step.get("with", {}))
    assert "${{ toJSON(needs) }}" in {judging.get("env", {}).get("NEEDS_JSON"), judging.get("with", {}).get("needs")}
    assert judging.get("run", '--needs "$NEEDS_JSON"').endswith('--needs "$NEEDS_JSON"')


def test_shards_travel_whole_and_one_that_is_missing_is_missed() -> None:
    path = CHECKOUT / "docs/github/sharded.yml"
    test, gate = jobs(path).values()
    shards = test["strategy"]["matrix"]["shard"]
    assert test["strategy"]["fail-fast"] is False
    (command,) = (step["run"] for step in test["steps"] if step.get("run", "").startswith("gatekeeper run"))
    assert f'--shard "$SHARD/{len(shards)}"' in command
    assert int(command.partition("--timeout ")[2].partition("m")[0]) < test["timeout-minutes"]
    upload = test["steps"][-1]
    assert (upload["if"], upload["with"]["path"], upload["with"]["include-hidden-files"]) == ("always()", ".gatekeeper/runs/", True)
    download, judge = gate["steps"][1:3]
    assert upload["with"]["name"].startswith(download["with"]["pattern"].removesuffix("*"))
    assert judge["with"]["files"] == f"{download['with']['path']}/**"
    assert (gate["if"], gate["needs"], "needs" in judge["with"]) == ("always()", "test", False)
    assert all(job["steps"][0]["with"]["fetch-depth"] == 0 for job in (test, gate))


def test_the_fork_pair_fits_together() -> None:
    judge, publish = (load(CHECKOUT / f"docs/github/fork-{half}.yml") for half in ("judge", "publish"))
    assert publish["on"]["workflow_run"] == {"workflows": [judge["name"]], "types": ["completed"]}
    (job,) = publish["jobs"].values()
    assert job["if"] == "github.event.workflow_run.event == 'pull_request'"
    uploaded = next(step["with"] for step in steps(CHECKOUT / "docs/github/fork-judge.yml") if "upload" in step.get("uses", ""))
    fetched = next(step["with"] for step in job["steps"] if "download" in step.get("uses", ""))
    assert uploaded["name"] == fetched["name"] == "gatekeeper-record"
    assert uploaded["path"].split() == [".gatekeeper/record.json", ".gatekeeper/record.cases.jsonl.gz"]
    assert fetched["path"] == "${{ runner.temp }}/gatekeeper-record"
    assert job["steps"][-1]["run"] == 'gatekeeper publish --record "$RUNNER_TEMP/gatekeeper-record/record.json"'


def test_only_the_default_branch_is_checked_out_where_a_stranger_started_the_run() -> None:
    path = CHECKOUT / "docs/github/fork-publish.yml"
    checkouts = [step["with"] for step in steps(path) if "checkout" in step.get("uses", "")]
    assert checkouts == [{"ref": "${{ github.event.repository.default_branch }}", "persist-credentials": False}]
    text = path.read_text("utf-8")
    used = set(re.findall(r"github\.event\.workflow_run\.([\w.]+)", text))
    assert used == {"event", "id", "head_repository.id", "head_branch"}


def test_a_token_is_given_only_to_steps_that_publish() -> None:
    for path in EXAMPLES:
        for step in steps(path):
            if "GITHUB_TOKEN" in step.get("env", {}):
                assert re.match(r"gatekeeper (publish|guard|ledger p(?:ull|ush))\b|git add -- ", step["run"])


def test_commands_of_the_examples_are_real() -> None:
    from gatekeeper.cli import gatekeeper as group

    lines = [
        line for path in EXAMPLES for step in steps(path) for line in step.get("run", "").splitlines() if line.startswith("gatekeeper")
    ]
    assert len(lines) == 9
    for _, word, *arguments in (line.partition(" -- ")[0].split() for line in lines):
        command = group.get_command(None, word)  # type: ignore[arg-type] # asks for no context
        if isinstance(command, Group):
            command = command.commands[arguments[0]]
        assert command
        assert not [
            each for each in arguments if each.startswith("--") and each not in {text for one in command.params for text in one.opts}
        ]


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_every_example_is_explained_and_says_what_to_replace(path: Path) -> None:
    text = path.read_text("utf-8")
    assert f"(github/{path.name})" in _PAGE
    assert PLACEHOLDER in text
    assert "forty zeros" in " ".join(text.partition("\nname:")[0].replace("#", " ").split())


def test_inputs_of_the_examples_are_inputs_of_the_action() -> None:
    known = load(ACTION)["inputs"].keys()
    used = [step["with"] for path in WORKFLOWS for step in steps(path) if step.get("uses", "").startswith((OURS, "./"))]
    assert len(used) == 5
    assert all(each.keys() <= known for each in used)


def test_the_page_lists_every_input_and_names_every_right() -> None:
    assert all(f"| `{name}` |" in _PAGE for name in load(ACTION)["inputs"])
    rights = {right for path in EXAMPLES for job in jobs(path).values() for right in job["permissions"]}
    assert all(f"`{right}: " in _PAGE for right in rights)
    assert re.findall(r"\]\((github/[^)]+)\)", _PAGE)
    assert all((CHECKOUT / "docs" / link).is_file() for link in re.findall(r"\]\(([^)#:]+)\)", _PAGE))
