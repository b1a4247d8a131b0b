"""What is judged: the commit and its tree, from git and from the event that started the CI run."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from gatekeeper.config.find import repository_root
from gatekeeper.junit.find import printable
from gatekeeper.model import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SHA = r"[0-9a-f]{40}(?:[0-9a-f]{24})?"
_SECONDS = 20
_MOST_BYTES = 16 << 20
# A repository may configure programs that git would start; the gate needs none of them.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


def find_subject(folder: Path, environ: Mapping[str, str]) -> Subject:
    """Return what can be found out; everything that cannot is None."""
    head = _head_of_event(environ)
    names = ["HEAD", "HEAD^{tree}"] + ([f"{head}^{{tree}}"] if head else [])
    answer = _git(folder, "rev-parse", "--revs-only", *names)
    lines = answer.split() if answer else []
    if len(lines) < 2 or not all(re.fullmatch(_SHA, line) for line in lines):  # noqa: PLR2004 - commit and tree
        return Subject(commit=head, ref=_ref(environ, None))
    status = _git(folder, "status", "--porcelain", "--branch", "--untracked-files=no")
    dirty, ref = _dirty(status), _ref(environ, status)
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


def _head_of_event(environ: Mapping[str, str]) -> str | None:
    """Return the pushed head on pull requests and in merge queues, where GITHUB_SHA is a merge commit."""
    event = _event(environ)
    heads = [event.get("pull_request", {}).get("head", {}).get("sha"), event.get("merge_group", {}).get("head_sha")]
    return next((head for head in heads if isinstance(head, str) and re.fullmatch(_SHA, head)), None)


def _event(environ: Mapping[str, str]) -> dict[str, Any]:
    path = environ.get("GITHUB_EVENT_PATH", "")
    if not os.path.isfile(path) or os.path.getsize(path) > _MOST_BYTES:
        return {}  # a pipe would be waited for
    import json  # noqa: PLC0415 - only a run in CI pays for it

    try:
        with open(path, encoding="utf-8") as file:
            event = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    nested = isinstance(event, dict) and all(isinstance(event.get(key, {}), dict) for key in ("pull_request", "merge_group"))
    return event if nested and isinstance(event.get("pull_request", {}).get("head", {}), dict) else {}
