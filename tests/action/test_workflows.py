"""Our workflows and the examples that users copy: sound, pinned, with the least rights, and no way in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from action.checkout import ACTION, CHECKOUT, EVERY, OURS, PLACEHOLDER, WORKFLOWS, name, steps
from action.composite import load

_BIN = Path(sys.executable).parent
_PINS = {
    "actions/checkout": ("11bd71901bbe5b1630ceea73d27597364c9af683", "v4.2.2"),
    "actions/setup-python": ("a26af69be951a213d495a4c3e4e4022e16d87065", "v5.6.0"),
    "actions/upload-artifact": ("ea165f8d65b6e75b540449e92b4886f43607fa02", "v4.6.2"),
    "actions/download-artifact": ("d3f86a106a0bac45b974a628896c90dbdf5c8093", "v4.3.0"),
    OURS: (PLACEHOLDER, "v0.0.0"),
}


def _tool(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([_BIN / arguments[0], *arguments[1:]], capture_output=True, check=False, env={"PATH": os.defpath}, timeout=60)


def test_the_schemas() -> None:
    for kind, paths in (("workflows", WORKFLOWS), ("actions", [ACTION])):
        done = _tool("check-jsonschema", "--builtin-schema", f"vendor.github-{kind}", *paths)
        assert done.returncode == 0, done.stdout.decode()


def test_zizmor_finds_nothing() -> None:
    done = _tool("zizmor", "--offline", "--pedantic", "--no-progress", "--color=never", *EVERY)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    text = (CHECKOUT / "docs/github/fork-publish.yml").read_text("utf-8")
    bad = tmp_path / "bad.yml"
    bad.write_text(text.replace("zizmor: ignore", "no more"), "utf-8")
    assert b"dangerous-triggers" in _tool("zizmor", "--offline", "--no-progress", bad).stdout


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_shellcheck_finds_nothing_in_a_script(path: Path, tmp_path: Path) -> None:
    for number, step in enumerate(each for each in steps(path) if "run" in each):
        script = tmp_path / f"{number}.sh"
        script.write_text(step["run"], "utf-8")
        done = _tool("shellcheck", "--shell=bash", "--norc", script)
        assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_every_action_is_pinned_and_says_its_version(path: Path) -> None:
    lines = re.findall(r"^\s*(?:- )?uses: (\S+)(?: # (.*))?$", path.read_text("utf-8"), re.MULTILINE)
    assert len(lines) == sum("uses" in step for step in steps(path))
    assert not [(used, version) for used, version in lines if used != "./action" and _pinned(used) != version]
    commits = re.findall(r"GATEKEEPER_COMMIT: (.*)", path.read_text("utf-8"))
    assert set(commits) <= {f'"{PLACEHOLDER}" # v0.0.0'}


def _pinned(used: str) -> str:
    name, _, commit = used.partition("@")
    known, version = _PINS[name]
    return version if commit == known else "another commit"


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_no_right_but_what_a_job_needs(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert all(isinstance(job["permissions"], dict) and job["timeout-minutes"] for job in workflow["jobs"].values())
    assert workflow["concurrency"]["group"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_a_publishing_job_is_never_cut_short(path: Path) -> None:
    workflow = load(path)
    for job in workflow["jobs"].values():
        if "write" in job["permissions"].values():
            own = job.get("concurrency", workflow["concurrency"])
            assert (own["group"].split("-")[0], own["cancel-in-progress"]) == ("gatekeeper", False)


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_no_expression_in_a_script_and_no_credentials_in_a_checkout(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", "")
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
