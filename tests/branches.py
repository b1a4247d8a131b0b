"""A repository with a base branch and a pull request to it, seen from a CI run that looks at the pull request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clones import bare_configuration, committed, git

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

ORIGIN = "refs/remotes/origin/main"


@dataclass(frozen=True)
class Branches:
    """The work tree of the pull request. ``files`` are paths and texts; None takes a file away."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def put(self, files: Mapping[str, str | None]) -> str:
        """Commit files, and return the commit."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, encoding="utf-8")
        return committed(self.folder)

    def base(self, files: Mapping[str, str | None]) -> str:
        """Put files on the base branch, as it was fetched, and start the pull request there."""
        commit = self.put(files)
        git(self.folder, "update-ref", ORIGIN, commit)
        git(self.folder, "checkout", "--quiet", "-B", "change")
        git(self.folder, "update-ref", "-d", "refs/heads/main")
        return commit

    def pull_request(self, event: str = "pull_request", **payload: object) -> None:
        """Be a CI run about the pull request."""
        self.monkeypatch.setenv("GITHUB_EVENT_NAME", event)
        if event != "merge_group":
            self.monkeypatch.setenv("GITHUB_BASE_REF", "main")
        path = self.folder / ".git/event.json"
        path.write_text(json.dumps(payload), encoding="utf-8")
        self.monkeypatch.setenv("GITHUB_EVENT_PATH", str(path))


def branches(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Branches:
    """Return an empty repository in a folder, which is the working directory."""
    bare_configuration(monkeypatch)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return Branches(folder, monkeypatch)
