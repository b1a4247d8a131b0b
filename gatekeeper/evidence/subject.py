"""What is judged: the commit and its tree, from git and from the event that started the CI run."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from gatekeeper.config.find import repository_root
from gatekeeper.evidence.event import read_event
from gatekeeper.junit.find import printable
from gatekeeper.model import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SHA = r"[0-9a-f]{40}(?:[0-9a-f]{24})?"
_SECONDS = 20
# A repository may configure programs that git would start; the gate needs none of them.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


def find_subject(folder: Path, environ: Mapping[str, str]) -> Subject:
    """Return what can be found out; everything that cannot is None.

    A run that follows another one has the default branch checked out: unless that is the head of the other, nobody knows which
    of the two its reports are about.
    """
    event = read_event(environ)
    head, follows = event.head, event.run is not None
    names = ["HEAD", "HEAD^{tree}"] + ([f"{head}^{{tree}}"] if head else [])
    answer = _git(folder, "rev-parse", "--revs-only", *names)
    lines = answer.split() if answer else []
    if len(lines) < 2 or not all(re.fullmatch(_SHA, line) for line in lines):  # noqa: PLR2004 - commit and tree
        return Subject(commit=None if follows else head, ref=_ref(environ, None))
    status = _git(folder, "status", "--porcelain", "--branch", "--untracked-files=no")
    dirty, ref = _dirty(status), _ref(environ, status)
    if head and head != lines[0] and follows:
        return Subject(dirty=dirty, ref=ref)
    if head and head != lines[0]:
        # On pull requests the checkout is a merge commit; the subject is the head that was pushed.
        return Subject(commit=head, tree=next(iter(lines[2:]), None), dirty=dirty, ref=ref)
    return Subject(commit=lines[0], tree=lines[1], dirty=dirty, ref=ref)


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, or None when there is no repository, or git is missing, fails or takes too long."""
    if repository_root(folder.absolute()) is None and "GIT_DIR" not in os.environ:
        return None
    import subprocess  # noqa: PLC0415 - outside a repository nothing is started

    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run([*_GIT, *arguments], cwd=folder, env=environment, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _dirty(status: str | None) -> bool | None:
    if status is None:
        return None
    return any(not line.startswith("##") for line in status.splitlines())


def _ref(environ: Mapping[str, str], status: str | None) -> str | None:
    if environ.get("GITHUB_REF"):
        return printable(environ["GITHUB_REF"])
    branch = re.match(r"## (?:No commits yet on )?(\S+?)(?:\.\.\.|\s|$)", status or "")
    return f"refs/heads/{branch[1]}" if branch and branch[1] != "HEAD" else None
