"""Git, asked about commits and trees: fixed arguments, no program that a repository names, and no waiting without end."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.config.find import repository_root
from gatekeeper.errors import why
from gatekeeper.evidence.ids import is_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

_SECONDS = 20
# A repository may configure programs that git would start; nothing here needs any of them.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false")
# No lock that a person's own git would stumble over, no question on a terminal, no download while only a question is asked,
# and commits as they were made, whatever stands in refs/replace.
_ENVIRON = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C",
}
# These would change what a path in an argument means.
_UNWANTED = {f"GIT_{each}_PATHSPECS" for each in ("LITERAL", "GLOB", "NOGLOB", "ICASE")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """How git ended, what it printed, and what it complained about, on one line. ``code`` is None where git could not be asked."""

    code: int | None
    out: bytes = b""
    complaint: str = ""


def run(folder: Path, *arguments: str, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None, seconds: float = _SECONDS) -> Answer:
    """Run git in a folder. ``stdin`` and ``stdout`` are files, or nothing and ``out``; locks are taken only by what must write."""
    if repository_root(folder.absolute()) is None and "GIT_DIR" not in os.environ:
        return Answer(code=None, complaint="there is no git repository here")
    import subprocess  # noqa: PLC0415 - outside a repository nothing is started

    environ = {name: value for name, value in os.environ.items() if name not in _UNWANTED} | _ENVIRON
    try:
        done = subprocess.run(
            [*_GIT, *arguments],
            cwd=folder,
            env=environ,
            stdin=stdin or subprocess.DEVNULL,
            stdout=stdout or subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(code=None, complaint=f"git took more than {seconds:g} seconds")
    except (OSError, ValueError) as error:
        return Answer(code=None, complaint=f"git cannot be started: {why(error)}")
    return Answer(code=done.returncode, out=done.stdout or b"", complaint=" ".join(done.stderr.decode("utf-8", "replace").split()))


def ask(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, or None when there is no repository, or git is missing, fails or takes too long."""
    answer = run(folder, *arguments)
    return answer.out.decode("utf-8", "replace") if answer.code == 0 else None


def head(folder: Path) -> tuple[str, str] | None:
    """Return the commit that is checked out and its tree, or None where there is none."""
    lines = (ask(folder, "rev-parse", "--revs-only", "HEAD", "HEAD^{tree}") or "").split()
    return (lines[0], lines[1]) if len(lines) == 2 and all(map(is_id, lines)) else None  # noqa: PLR2004 - commit and tree


def changed(folder: Path, old: str, new: str) -> tuple[str, ...] | None:
    """Return the paths that differ between two commits or trees, relative to the repository's root.

    None is that git does not know one of them, as in a shallow clone. Bytes that are no UTF-8 become lone surrogates, so that no
    two paths are the same text.
    """
    if not (is_id(old) and is_id(new)):
        return None
    # What .gitmodules or the configuration would leave out is part of the tree all the same.
    fixed = ("-r", "-z", "--name-only", "--ignore-submodules=none")
    answer = run(folder, "diff-tree", *fixed, f"{old}^{{tree}}", f"{new}^{{tree}}", "--")
    if answer.code != 0:
        return None
    return tuple(os.fsdecode(path) for path in answer.out.split(b"\0") if path)


def first_parents(folder: Path, commit: str, most: int) -> list[tuple[str, str]]:
    """Return the commits before this one along first parents with their trees, the nearest first; none where git cannot tell."""
    if not is_id(commit):
        return []
    listed = ask(folder, "log", "--first-parent", f"--max-count={most}", "--skip=1", "--format=%H %T", commit, "--")
    lines = [line.split() for line in (listed or "").splitlines()]
    return [(line[0], line[1]) for line in lines if len(line) == 2 and all(map(is_id, line))]  # noqa: PLR2004 - commit and tree


def not_ignored(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return which of these paths, relative to the folder, git would let into a commit; none where it cannot tell."""
    import tempfile  # noqa: PLC0415 - only init asks

    asked = {f"./{path}": path for path in paths}
    with tempfile.TemporaryFile() as file:
        file.write(b"".join(os.fsencode(name) + b"\0" for name in asked))
        file.seek(0)
        answer = run(folder, "check-ignore", "-z", "--stdin", stdin=file)
    if answer.code not in (0, 1):
        return []
    ignored = os.fsdecode(answer.out).split("\0")
    return [path for name, path in asked.items() if name not in ignored]


def is_shallow(folder: Path) -> bool:
    """Say whether the clone lacks older commits; where git cannot tell it may."""
    return (ask(folder, "rev-parse", "--is-shallow-repository") or "").strip() != "false"


def behind(folder: Path, commit: str) -> int | None:
    """Return how many commits lie between a commit and HEAD, or None; ``untold`` says why."""
    counted = _counted(folder, commit)
    return counted if isinstance(counted, int) else None


def untold(folder: Path, commit: str) -> str:
    """Return why ``behind`` cannot tell, in words that follow a name: unknown to git, cut off by a shallow clone, or no ancestor."""
    counted = _counted(folder, commit)
    return counted if isinstance(counted, str) else ""


def _counted(folder: Path, commit: str) -> int | str:
    if not is_id(commit):
        return "is no commit"
    if ask(folder, "cat-file", "-e", f"{commit}^{{commit}}") is None:
        return "is not in this shallow clone" if is_shallow(folder) else "is unknown to git here"
    if run(folder, "merge-base", "--is-ancestor", commit, "HEAD").code != 0:
        return "cannot be placed in this shallow clone" if is_shallow(folder) else "is no ancestor of HEAD"
    listed = ask(folder, "rev-list", f"{commit}..HEAD")
    if listed is None:
        return "cannot be placed: git lists no commits"
    between = listed.split()
    # Behind a commit whose parents are cut off there may be more of them.
    return "cannot be placed in this shallow clone" if is_shallow(folder) and _cut_off(folder, between) else len(between)


def _cut_off(folder: Path, commits: list[str]) -> bool:
    """Say whether the parents of one of these commits may be missing in a shallow clone."""
    path = (ask(folder, "rev-parse", "--path-format=absolute", "--git-path", "shallow") or "").removesuffix("\n")
    try:
        with open(path, encoding="ascii") as file:
            return not set(file.read().split()).isdisjoint(commits)
    except (OSError, ValueError):
        return True
