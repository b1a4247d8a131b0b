from __future__ import annotations

import os
import subprocess
from hashlib import sha256
from typing import TYPE_CHECKING

import ledgers
import pytest
from configs import settle
from msgspec.structs import replace
from records import file
from sheets import put

from gatekeeper.documents.regions.fresh import Distance, distances
from gatekeeper.evidence import record as rows

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.settings import Config

_CONFIG = """
[categories.unit]
reports = ["reports/**/*.xml", "!reports/old/*.xml"]
[[documents]]
path = "docs/STATUS.md"
[[documents]]
path = "badge.json"
template = "badge.json.j2"
"""
_WHO = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def _git(base: Path, *arguments: str) -> str:
    environ = {**os.environ, **_WHO, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", *arguments], cwd=base, check=True, env=environ, capture_output=True, timeout=60).stdout.decode().strip()


def _commit(base: Path, *names: str) -> tuple[str, str]:
    """Change files, commit that, and return the commit and its tree."""
    for name in names:
        path = base / name
        put(path, f"{path.read_text() if path.exists() else ''}x\n")
    _git(base, "add", "--all")
    _git(base, "commit", "--quiet", "--allow-empty", "--message=x")
    commit, tree = _git(base, "rev-parse", "HEAD", "HEAD^{tree}").split()
    return commit, tree


def _record(commit: str | None, tree: str | None, *reports: str) -> rows.Record:
    """Return a record of a commit, made from reports as ``_commit`` writes them."""
    files = [replace(file(path), sha256=sha256(b"x\n").hexdigest()) for path in reports]
    return replace(ledgers.made(), subject=rows.Subject(commit=commit, tree=tree, dirty=False, ref=None), files=files)


@pytest.fixture
def base(folder: Path) -> Path:
    _git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


@pytest.fixture
def config(base: Path) -> Config:
    return settle(base, _CONFIG)


def test_only_documents_reports_and_our_own_files(base: Path, config: Config) -> None:
    record = _record(*_commit(base, "code.py"), "reports/a/b.xml", "reports/a.xml")
    assert distances(config)(record) == Distance(behind=0)
    _commit(base, "docs/STATUS.md", "badge.json", "badge.json.gatekeeper", "reports/a/b.xml", ".gatekeeper/record.json")
    assert distances(config)(record) == Distance(behind=0)


def test_anything_else(base: Path, config: Config) -> None:
    record = _record(*_commit(base, "code.py"))
    names = ("code.py", "docs/OTHER.md", "STATUS.md", "reports/old/a.xml", "other/reports/a.xml", ".gatekeeper.py", "ü\n.py")
    for number, name in enumerate(names, 1):
        _commit(base, name)
        assert distances(config)(record) == Distance(behind=number)


def test_a_report_that_was_not_judged_counts_whatever_the_patterns_match(base: Path, config: Config) -> None:
    record = _record(*_commit(base, "reports/pom.xml", "reports/a.xml"), "reports/pom.xml", "reports/b.xml")
    _commit(base, "reports/b.xml")
    assert distances(config)(record) == Distance(behind=0)
    for number, name in enumerate(("reports/pom.xml", "reports/c.xml", "reports/b.xml"), 1):
        _commit(base, name)
        assert distances(config)(record) == Distance(behind=number + (number == 3))  # b.xml was what was judged, and is not any more
    _git(base, "rm", "--quiet", "reports/a.xml")
    _commit(base)
    assert distances(config)(record) == Distance(behind=5)


def test_commits_of_documents_alone_do_not_count(base: Path, config: Config) -> None:
    record = _record(*_commit(base, "code.py"), "reports/a.xml")
    for names in (["docs/STATUS.md"], ["code.py"], ["docs/STATUS.md", "reports/a.xml"], [], ["code.py", "docs/STATUS.md"]):
        _commit(base, *names)
    assert distances(config)(record) == Distance(behind=2)


def test_a_merge_counts_what_it_brings(base: Path, config: Config) -> None:
    record = _record(*_commit(base, "code.py"))
    _git(base, "checkout", "--quiet", "-b", "side")
    _commit(base, "side.py")
    _git(base, "checkout", "--quiet", "main")
    _commit(base, "docs/STATUS.md")
    _git(base, "merge", "--quiet", "--no-edit", "side")
    assert distances(config)(record) == Distance(behind=1)


def test_a_change_that_was_taken_back(base: Path, config: Config) -> None:
    record = _record(*_commit(base, "code.py"))
    _commit(base, "code.py")
    _git(base, "revert", "--no-edit", "HEAD")
    assert distances(config)(record) == Distance(behind=0)


def test_a_rewritten_history_with_the_same_tree(base: Path, config: Config) -> None:
    commit, tree = _commit(base, "code.py")
    _git(base, "commit", "--quiet", "--amend", "--message=other")
    assert distances(config)(_record("f" * 40, tree)) == Distance(behind=0)
    _commit(base, "code.py")
    assert distances(config)(_record(commit, tree)) == Distance(behind=None)


def test_a_commit_that_git_does_not_know(base: Path, config: Config) -> None:
    _commit(base, "code.py")
    found = distances(config)(_record("f" * 40, "f" * 40))
    assert (found.behind, found.problem) == (None, "commit fffffff is unknown to git here")
    assert "fetch the whole history" in found.remedy


def test_in_a_shallow_clone(base: Path, folder: Path) -> None:
    settle(base, _CONFIG)
    record = _record(*_commit(base, "code.py"))
    _commit(base, "code.py")
    _git(base, "clone", "--quiet", "--depth=1", f"file://{base}", "clone")
    config = settle(folder / "clone", _CONFIG)
    found = distances(config)(record)
    assert "shallow clone" in found.problem
    assert "git fetch --unshallow" in found.remedy


@pytest.mark.parametrize("tree", ["a" * 40, "--help", None])
def test_a_record_that_names_no_commit(base: Path, config: Config, tree: str | None) -> None:
    _commit(base, "code.py")
    found = distances(config)(_record(None, tree))
    assert found.behind is None
    assert found.problem


def test_without_a_commit_or_a_repository(base: Path, config: Config) -> None:
    assert "there is no commit here" in distances(config)(_record("a" * 40, "a" * 40)).problem
    subprocess.run(["rm", "-r", str(base / ".git")], check=True)
    assert "there is no commit here" in distances(config)(_record("a" * 40, "a" * 40)).problem


def test_a_configuration_below_the_root(base: Path) -> None:
    config = settle(base / "sub", _CONFIG)
    record = _record(*_commit(base, "code.py"), "reports/a.xml")
    _commit(base, "sub/docs/STATUS.md", "sub/reports/a.xml", "sub/.gatekeeper/record.json", ".gatekeeper/record.json")
    assert distances(config)(record) == Distance(behind=0)
    _commit(base, "docs/STATUS.md")
    assert distances(config)(record) == Distance(behind=1)
