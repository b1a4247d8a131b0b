"""How digests, commits and runs are written in full, and how a text names them in short."""

from __future__ import annotations

import re

DIGEST = "[0-9a-f]{64}"
COMMIT = "[0-9a-f]{40}(?:[0-9a-f]{24})?"
SHORT = 12
SHORT_COMMIT = 7  # within a sentence, as git and GitHub cut it; alone or in a table it has as many as a digest
_RUN = "[0-9]{1,20}"


def is_id(text: str | None) -> bool:
    """Say whether a text is the full id of a commit or a tree, and so can be given to git."""
    return text is not None and re.fullmatch(COMMIT, text) is not None


def named_run(run: str | None, otherwise: str = "") -> str:
    """Return for example ``run 815``; a run whose id is no number is called otherwise."""
    return f"run {run}" if run and re.fullmatch(_RUN, run) else otherwise


def named_record(digest: str, commit: str | None) -> str:
    """Return for example ``record 1f0c5a9d27be of commit abc1234``."""
    return f"record {digest[:SHORT]} of commit {commit[:SHORT_COMMIT] if commit else 'unknown'}"
