"""The commit that somebody names, as git knows it: its full id and its tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.errors import UsageError
from gatekeeper.evidence.git import run
from gatekeeper.evidence.ids import is_id

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[\w./@{}^~+#=-]{1,250}")
_FULL = "refs/heads/NAME or refs/tags/NAME, or a commit with all its digits"
_REMEDY = "name a commit, a branch or a tag that is here; without git, a commit with all its digits"


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A commit; ``tree`` is None where git does not know it."""

    commit: str
    tree: str | None


def named(folder: Path, text: str) -> Named:
    """Return the commit of this name, or raise UsageError. A full id that git does not know is taken as it is."""
    if not _NAME.fullmatch(text):
        raise UsageError("that is no name of a commit", _REMEDY)
    answer = run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}")
    commit = answer.out.decode("utf-8", "replace").strip() if answer.code == 0 else text
    if answer.code == 0 and re.fullmatch("[0-9a-fA-F]{4,64}", text) and not commit.startswith(text.lower()):
        raise UsageError(f"{text}: it looks like a commit, and git takes it for a branch or a tag", f"write {_FULL}")
    if not is_id(commit):
        why = "git knows no such commit here" if answer.code is not None else answer.complaint
        raise UsageError(f"{text}: {why}", _REMEDY)
    found = run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{tree}}")
    tree = found.out.decode("utf-8", "replace").strip() if found.code == 0 else None
    return Named(commit=commit, tree=tree if is_id(tree) else None)
