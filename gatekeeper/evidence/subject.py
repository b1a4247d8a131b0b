"""What is judged: the commit and its tree, from git and from the event that started the CI run."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from gatekeeper.config.find import FOLDER, repository_root
from gatekeeper.evidence.event import read_event
from gatekeeper.evidence.git import ask, run
from gatekeeper.evidence.ids import is_id
from gatekeeper.junit.find import is_report, printable
from gatekeeper.model import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from gatekeeper.config.settings import Config


def subject_at_hand(config: Config, environ: Mapping[str, str]) -> Subject:
    """Return the subject of a configuration's folder; the documents that it writes and the reports make nothing dirty."""
    return find_subject(config.base, environ, _written(config), lambda path: _is_report(path, config))


def find_subject(
    folder: Path, environ: Mapping[str, str], written: tuple[str, ...] = (), spared: Callable[[str], bool] = lambda _: False
) -> Subject:
    """Return what can be found out; everything that cannot is None.

    Whether the tree is dirty is asked of all files but ``written``, relative to the folder, our own below it, and those that are
    ``spared``, relative to the repository's root: a page that was just rendered says nothing about what was tested.

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
    dirty, ref = None if status is None else bool(_changed(status, spared)), _ref(environ, status)
    if head and head != lines[0] and follows:
        return Subject(dirty=dirty, ref=ref)
    if head and head != lines[0]:
        # On pull requests the checkout is a merge commit; the subject is the head that was pushed.
        return Subject(commit=head, tree=next(iter(lines[2:]), None), dirty=dirty, ref=ref)
    return Subject(commit=lines[0], tree=lines[1], dirty=dirty, ref=ref)


def local_changes(config: Config) -> tuple[str, ...]:
    """Return which tracked files differ from HEAD and make a record dirty, from the repository's root; none where git cannot tell."""
    return _changed(_status(config.base, _written(config)) or (), lambda path: _is_report(path, config))


def _written(config: Config) -> tuple[str, ...]:
    return tuple(path for each in config.documents for path in each.paths)


def _is_report(path: str, config: Config) -> bool:
    """Say whether a path below the repository's root is that of a report: the tests that it tells of have written it anew."""
    root = repository_root(config.base.absolute()) or config.base
    return is_report(str(root / path), config)


def _status(folder: Path, written: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what git says of the branch, and then of each tracked file that is not as in HEAD."""
    without = [f":(exclude,literal){path}" for path in (FOLDER, *written)]
    fixed = ("--porcelain", "-z", "--branch", "--untracked-files=no", "--no-renames", "--ignore-submodules=untracked")
    answer = run(folder, "status", *fixed, "--", ":/", *without)
    return tuple(os.fsdecode(answer.out).split("\0")) if answer.code == 0 else None


def _changed(status: Iterable[str], spared: Callable[[str], bool]) -> tuple[str, ...]:
    paths = (line[3:] for line in status if line and not line.startswith("##"))
    return tuple(path for path in paths if not spared(path))


def _ref(environ: Mapping[str, str], status: tuple[str, ...] | None) -> str | None:
    if environ.get("GITHUB_REF"):
        return printable(environ["GITHUB_REF"])
    branch = re.match(r"## (?:No commits yet on )?(\S+?)(?:\.\.\.|\s|$)", status[0] if status else "")
    return printable(f"refs/heads/{branch[1]}") if branch and branch[1] != "HEAD" else None
