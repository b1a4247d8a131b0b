from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import runs
from clones import bare_configuration, git, repository

from gatekeeper.evidence.moment import committed, with_moment
from gatekeeper.model import Subject

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_it_is_the_moment_of_the_commit_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare_configuration(monkeypatch)
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-01-01T00:00:00+00:00")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-05-04T12:00:00+02:00")
    folder = repository(tmp_path / "r")
    commit = git(folder, "rev-parse", "HEAD")
    moment = datetime(2026, 5, 4, 10, tzinfo=UTC)
    assert with_moment(replace(runs.run(), subject=Subject(commit=commit)), folder).committed == moment
    assert committed(folder, None) is None
    assert committed(folder, "HEAD") is None
    assert committed(folder, "a" * 40) is None
    assert committed(tmp_path, commit) is None
