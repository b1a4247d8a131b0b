"""Reports that are of another run, another commit, or of only a part; and a policy that the change lowers for itself."""

from __future__ import annotations

import sys
from shutil import copytree, rmtree
from typing import TYPE_CHECKING

import clones
import fakes
from fakes import Project

if TYPE_CHECKING:
    from pathlib import Path

project = fakes.project

_LISTS_COMMIT = """
import subprocess, pytest
@pytest.fixture(scope="session", autouse=True)
def _commit(record_testsuite_property):
    record_testsuite_property("git.commit", subprocess.check_output(["git", "rev-parse", "HEAD"], text=True).strip())
"""
_HALVES = """
import os
def pytest_collection_modifyitems(items):
    items[:] = items[:2] if os.environ["SHARD"] == "1" else items[2:]
"""


def _recorded(project: Project) -> Path:
    """Run, record it in the ledger, and keep the report where no later run finds it."""
    assert project.run().passes
    assert project.ask("check").passes
    assert project.ask("ledger", "add").code == 0
    kept = project.folder.parent / f"{project.folder.name}.xml"
    kept.write_bytes((project.out / "unit.xml").read_bytes())
    return kept


def _replay(kept: Path) -> tuple[str, ...]:
    """Return a command that brings an earlier report instead of running tests."""
    return (sys.executable, "-c", f"import shutil; shutil.copy(r'{kept}', r'{{out}}/unit.xml')")


def _shard(project: Project, number: int, place: str) -> None:
    """Run a shard as a job with a disk of its own does, and upload what it left."""
    answer = project.run(options=(f"--shard={number}/2",), environ={"SHARD": str(number)})
    assert answer.passes
    copytree(project.folder / ".gatekeeper" / "runs", project.folder / "artifacts" / place)
    rmtree(project.folder / ".gatekeeper")


def test_edited_after_the_run(project: Project) -> None:
    project.write(test_a=fakes.RED)
    assert project.run().by("pass-rate") == (1, "FAILED")
    report = project.out / "unit.xml"
    text = report.read_text(encoding="utf-8")
    head, _, rest = text.partition("<failure")
    report.write_text((head + rest.partition("</failure>")[2]).replace('failures="1"', 'failures="0"'), encoding="utf-8")
    answer = project.ask("check")
    assert answer.by("evidence-readable") == (3, "INVALID")
    assert project.imported().passes  # without its partial record nobody can tell


def test_report_of_an_earlier_run_is_copied(project: Project) -> None:
    project.write(config="fresh = true\n")
    kept = _recorded(project)
    project.write(test_b="def test_new(): assert False\n")
    answer = project.run(*_replay(kept))
    assert answer.by("fresh") == (3, "STALE")
    assert "recorded before for another tree" in answer.rules["fresh"][1]


def test_cached_report_of_the_same_tree(project: Project) -> None:
    project.write(config="fresh = true\nallow_reused = true\n")
    answer = project.run(*_replay(_recorded(project)), options=("--verbose",))
    assert answer.passes
    assert "1 report file of an earlier run of this tree, which is allowed" in answer.text


def test_report_of_the_same_tree_is_copied(project: Project) -> None:
    project.write(config="fresh = true\n")
    answer = project.run(*_replay(_recorded(project)))
    assert answer.by("fresh") == (3, "STALE")
    assert "by an earlier run of this tree" in answer.rules["fresh"][1]


def test_property_names_another_commit(project: Project) -> None:
    project.write(config="same_commit = true\n", conftest=_LISTS_COMMIT)
    assert project.run().passes
    assert project.imported().passes
    project.write(test_b="def test_new(): assert False\n")
    assert project.ask("check").by("same-commit") == (3, "STALE")


def test_partial_record_of_another_commit(project: Project) -> None:
    assert project.run().passes
    project.write(test_b="def test_new(): assert False\n")
    assert project.ask("check").by("same-commit") == (3, "STALE")


def test_imported_where_a_witness_is_asked_for(project: Project) -> None:
    project.write(config="witnessed = true\n")
    assert project.run().passes
    assert project.imported().by("witnessed") == (1, "FAILED")


def test_shards(project: Project) -> None:
    project.write(conftest=_HALVES)
    _shard(project, 1, "one")
    answer = project.ask("check", "artifacts/**")
    assert answer.by("shards") == (3, "INCOMPLETE")
    assert answer.rules["shards"][1] == "of 2 shards is missing: 2"
    _shard(project, 1, "again")
    answer = project.ask("check", "artifacts/**")
    assert answer.by("shards") == (3, "INCOMPLETE")
    assert "shard 1 was witnessed 2 times" in answer.rules["shards"][1]
    rmtree(project.folder / "artifacts" / "again")
    _shard(project, 2, "two")
    answer = project.ask("check", "artifacts/**")
    assert answer.passes
    assert answer.last.endswith("4 of 4 tests passed (100.0%)")


def test_lowered_threshold_in_the_same_change(project: Project) -> None:
    project.write(config='pass_rate = "90%"\n', test_a=fakes.RED)
    clones.git(project.folder, "switch", "--quiet", "--create=change")
    project.write(config='pass_rate = "50%"\n')
    assert project.run().passes
    clones.git(project.folder, "switch", "--quiet", "main")
    (project.folder / "gatekeeper.toml").write_text('[gate]\npolicy_ref = "base"\n' + fakes.CONFIG + 'pass_rate = "90%"\n', "utf-8")
    clones.committed(project.folder)
    clones.git(project.folder, "switch", "--quiet", "change")
    pull_request = {"GITHUB_BASE_REF": "main", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_ACTIONS": "true"}
    answer = project.run(environ=pull_request)
    assert answer.by("pass-rate") == (1, "FAILED")
    assert "loosened, not in force: unit pass_rate: >= 90% -> >= 50%" in answer.text
    project.write(test_a=fakes.GREEN)
    assert project.run(environ=pull_request).passes
