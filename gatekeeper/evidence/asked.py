"""The commit that was asked for, where that is another one than what is checked out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.errors import UsageError
from gatekeeper.evidence.event import read_event
from gatekeeper.evidence.git import ask, is_shallow
from gatekeeper.evidence.ids import SHORT_COMMIT, is_id
from gatekeeper.evidence.subject import subject_at_hand
from gatekeeper.model import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gatekeeper.config.settings import Config

_DEEPER = "fetch it: a shallow clone holds few commits; on GitHub Actions give actions/checkout fetch-depth: 0"


def subject_asked(config: Config, environ: Mapping[str, str], commit: str | None) -> Subject:
    """Return the subject at hand, or that of the commit that was asked for; raises UsageError where git does not know it."""
    here = subject_at_hand(config, environ)
    if commit is None:
        return here
    full, tree = _resolved(config.base, commit)
    return here if here.commit == full else Subject(commit=full, tree=tree)


def _resolved(folder: Path, commit: str) -> tuple[str, str]:
    if not re.fullmatch(f"[0-9a-f]{{{SHORT_COMMIT},64}}", commit):
        raise UsageError(
            f"--commit is the id of a commit, in {SHORT_COMMIT} digits or more", "write for example --commit $(git rev-parse main)"
        )
    answer = ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    full = (answer or "").strip()
    tree = (ask(folder, "rev-parse", "--verify", "--quiet", f"{full}^{{tree}}") or "").strip() if is_id(full) else ""
    if not is_id(tree):
        raise UsageError(
            f"--commit {commit} is unknown to git here", _DEEPER if is_shallow(folder) else "correct the id, or fetch the commit"
        )
    return full, tree


def merge_commit(environ: Mapping[str, str]) -> str | None:
    """Return the commit that CI made of the subject's and checked out in its place, as on pull requests and in merge queues."""
    made = environ.get("GITHUB_SHA")
    event = read_event(environ)
    return made if event.head and event.run is None and is_id(made) and made != event.head else None


def attempt(environ: Mapping[str, str]) -> int | None:
    """Return how often CI has started this run, or None where it does not say."""
    text = environ.get("GITHUB_RUN_ATTEMPT", "")
    return int(text) if re.fullmatch("[1-9][0-9]{0,5}", text) else None
