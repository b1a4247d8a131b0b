"""When the subject's commit was made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gatekeeper.evidence.git import ask
from gatekeeper.evidence.ids import is_id

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.model import Run


def with_moment(run: Run, folder: Path) -> Run:
    """Return the run with the moment at which git says that its commit was made, where it knows the commit."""
    return replace(run, committed=committed(folder, run.subject.commit))


def committed(folder: Path, commit: str | None) -> datetime | None:
    """Return when a commit was made as it is, in UTC: a rebase makes it anew. None where git cannot tell."""
    if commit is None or not is_id(commit):
        return None
    try:
        moment = datetime.fromisoformat((ask(folder, "show", "-s", "--format=%cI", commit, "--") or "").strip())
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
