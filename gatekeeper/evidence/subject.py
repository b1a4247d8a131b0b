"""What is judged: the commit and its tree, from git and from the event that started the CI run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.evidence.event import read_event
from gatekeeper.evidence.git import ask, is_id
from gatekeeper.junit.find import printable
from gatekeeper.model import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gatekeeper.config.settings import Config

_OURS = ".gatekeeper"


def subject_at_hand(config: Config, environ: Mapping[str, str]) -> Subject:
    """Return the subject of a configuration's folder; the documents that it writes make nothing dirty."""
    return find_subject(config.base, environ, tuple(path for each in config.documents for path in each.paths))


def find_subject(folder: Path, environ: Mapping[str, str], written: tuple[str, ...] = ()) -> Subject:
    """Return what can be found out; everything that cannot is None.

    Whether the tree is dirty is asked of all files but ``written``, relative to the folder, and our own below it: a page that
    was just rendered says nothing about what was tested.

    A run that follows another one has the default branch checked out: unless that is the head of the other, nobody knows which
    of the two its reports are about.
    """
    event = read_event(environ)
    head, follows = event.head, event.run is not None
    names = ["HEAD", "HEAD^{tree}"] + ([f"{head}^{{tree}}"] if head else [])
    answer = ask(folder, "rev-parse", "--revs-only", *names)
    lines = answer.split() if answer else []
    if len(lines) < 2 or not all(map(is_id, lines)):  # noqa: PLR2004 - commit and tree
        return Subject(commit=None if follows else head, ref=_ref(environ, None))
    status = _status(folder, written)
    dirty, ref = _dirty(status), _ref(environ, status)
    if head and head != lines[0] and follows:
        return Subject(dirty=dirty, ref=ref)
    if head and head != lines[0]:
        # On pull requests the checkout is a merge commit; the subject is the head that was pushed.
        return Subject(commit=head, tree=next(iter(lines[2:]), None), dirty=dirty, ref=ref)
    return Subject(commit=lines[0], tree=lines[1], dirty=dirty, ref=ref)


def _status(folder: Path, written: tuple[str, ...]) -> str | None:
    without = [f":(exclude,literal){path}" for path in (_OURS, *written)]
    return ask(folder, "status", "--porcelain", "--branch", "--untracked-files=no", "--ignore-submodules=untracked", "--", ":/", *without)


def _dirty(status: str | None) -> bool | None:
    if status is None:
        return None
    return any(not line.startswith("##") for line in status.splitlines())


def _ref(environ: Mapping[str, str], status: str | None) -> str | None:
    if environ.get("GITHUB_REF"):
        return printable(environ["GITHUB_REF"])
    branch = re.match(r"## (?:No commits yet on )?(\S+?)(?:\.\.\.|\s|$)", status or "")
    return f"refs/heads/{branch[1]}" if branch and branch[1] != "HEAD" else None
