from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from trials import target

from gatekeeper.evidence import git
from gatekeeper.evidence.git import Answer
from gatekeeper.model import Subject, Verdict
from gatekeeper.selftest.control import control
from gatekeeper.selftest.world import world

if TYPE_CHECKING:
    from collections.abc import Iterator


def _own() -> set[str]:
    return {each for each in os.environ if each.startswith(("GIT_CONFIG", "GIT_CEILING", "GIT_AUTHOR", "GIT_COMMITTER"))}


@pytest.fixture(autouse=True)
def places(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield the folder for temporary ones; nothing may be left in it."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    before = (_own(), Path.cwd())
    yield temporary
    assert list(temporary.iterdir()) == []
    assert (_own(), Path.cwd()) == before
    assert list(folder.iterdir()) == [temporary]


def test_it_is_a_repository_with_a_commit_that_is_clean() -> None:
    with world(target()) as place:
        assert git.head(place.base) == (place.subject.commit, place.subject.tree)
        record = place.judge(control(target(), place.subject.commit, witnessed=True))
        assert (record.verdict, record.subject.commit, record.subject.dirty) == (Verdict.PASSED, place.subject.commit, False)
        before = place.subject
        place.commit()
        assert place.subject.tree != before.tree


def test_nothing_of_the_ci_run_around_it_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_SHA", "f" * 40)
    monkeypatch.setenv("GITHUB_RUN_ATTEMPT", "7")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    own = target("max_attempts = 1\n")
    with world(own) as place:
        assert not {"GITHUB_SHA", "GIT_DIR", "GITHUB_RUN_ATTEMPT"} & set(os.environ)
        assert place.judge(control(own, None, witnessed=False)).verdict is Verdict.PASSED
    assert (os.environ["GITHUB_RUN_ATTEMPT"], os.environ["GIT_DIR"]) == ("7", "/nowhere")


def test_all_is_removed_when_somebody_interrupts() -> None:
    def interrupt() -> None:
        with world(target()) as place:
            place.judge(control(target(), None, witnessed=False))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt()


def test_evidence_of_before_is_gone_and_the_ledger_stays() -> None:
    own = target("no_regression = true\n")
    with world(own) as place:
        good = control(own, None, witnessed=False)
        place.keep_as_baseline(good)
        assert place.judge(good).verdict is Verdict.PASSED
        assert place.judge(good.each_report(lambda _: None)).verdict is Verdict.NO_EVIDENCE


def test_without_git_nothing_is_known_of_a_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "run", lambda *_, **__: Answer(code=None))
    with world(target()) as place:
        assert place.subject == Subject()
        assert place.judge(control(target(), None, witnessed=False)).verdict is Verdict.PASSED


def test_git_is_asked_only_where_something_asks_for_a_commit() -> None:
    with world(target()) as place:
        assert place.judge(control(target(), None, witnessed=False)).subject.commit is None
        assert (place.root / ".git").is_dir()
    with world(target("clean_tree = true\n")) as place:
        assert place.judge(control(target(), None, witnessed=False)).subject.commit == place.subject.commit
