"""The same with Node's own runner, which has no plugin of ours; Jest only where it is installed."""

from __future__ import annotations

import shutil
import subprocess

import fakes
import pytest
from fakes import Project

project = fakes.project

_NODE = ("node", "--test", "--test-reporter=junit", "--test-reporter-destination={out}/unit.xml")
_ONE = "import test from 'node:test';\ntest('first', () => {});\n"
_FAILS = "test('second', () => { throw new Error('no'); });\n"

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")


def _suite(project: Project, text: str, config: str = "") -> None:
    (project.folder / "a.test.mjs").write_text(_ONE + text, encoding="utf-8")
    project.write(config=config)


def test_honest(project: Project) -> None:
    _suite(project, "test('second', () => {});\n", 'required_tests = ["test::second"]\n')
    assert project.run(*_NODE).passes


def test_failures_below_the_threshold(project: Project) -> None:
    _suite(project, _FAILS, 'pass_rate = "50%"\n')
    assert project.run(*_NODE).passes
    assert project.run("sh", "-c", " ".join([*_NODE, "|| true"])).by("exit-code") == (1, "FAILED")


def test_all_skipped(project: Project) -> None:
    (project.folder / "a.test.mjs").write_text(_ONE.replace("'first',", "'first', { skip: true },"), encoding="utf-8")
    project.write(config="")
    assert project.run(*_NODE).by("tests-executed") == (3, "NO_EVIDENCE")


def test_left_with_zero_half_way(project: Project) -> None:
    """Node shows the file as one green test then."""
    _suite(project, f"test('leaves', () => process.exit(0));\n{_FAILS}")
    assert project.run(*_NODE).passes
    _suite(project, f"test('leaves', () => process.exit(0));\n{_FAILS}", 'required_tests = ["test::first", "test::second"]\n')
    assert project.run(*_NODE, options=("--shard=1/1",)).by("required-tests") == (3, "INCOMPLETE")
    assert project.ask("check").by("required-tests") == (3, "INCOMPLETE")


def test_timed_out_half_way(project: Project) -> None:
    _suite(project, "test('hangs', () => new Promise(() => setInterval(() => {}, 1000)));\n")
    assert project.run(*_NODE, options=("--timeout=1s",)).by("early-stop") == (3, "INCOMPLETE")


def _jest() -> bool:
    """Say whether Jest and its reporter are installed."""
    find = ["node", "-e", "require.resolve('jest-junit')"]
    return shutil.which("jest") is not None and subprocess.run(find, check=False, capture_output=True).returncode == 0


def test_jest(project: Project) -> None:
    if not _jest():
        pytest.skip("Jest and jest-junit are not installed")
    (project.folder / "a.test.js").write_text("test('first', () => {});\n", encoding="utf-8")
    project.write(config="")
    command = "JEST_JUNIT_OUTPUT_FILE={out}/unit.xml jest --reporters=jest-junit"
    assert project.run("sh", "-c", command).passes
    assert project.run("sh", "-c", f"{command} -t nothing").by("tests-executed") == (3, "NO_EVIDENCE")
