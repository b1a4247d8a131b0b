"""The branch of a remote that keeps a ledger for the team: fetched and pushed beside all other branches, which are left alone."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from gatekeeper.errors import DeliveryError, UsageError
from gatekeeper.evidence.git import ask, is_shallow, run
from gatekeeper.evidence.ids import is_id
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REMOTE, BRANCH = "origin", "gatekeeper-evidence"
_SECONDS = 900
_REMEDY = "see what git remote -v says, and whether this user, or the job's token, may read and write there"
# Nobody's hooks, tags, submodules or housekeeping, whatever the configuration asks for with every fetch and push.
_ALONE = ("-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "push.followTags=false", "-c", "push.gpgSign=false")
_FETCH = ("--quiet", "--no-tags", "--no-prune", "--no-recurse-submodules", "--no-write-fetch-head", "--no-filter", "--refmap=")
_PUSH = ("--porcelain", "--no-verify", "--no-recurse-submodules")
_FINAL = re.compile("declined|protected|prohibited|denied|not allowed|shallow", re.IGNORECASE)


class Branch:
    """One branch of one remote, as seen from the repository of a folder."""

    def __init__(self, folder: Path, remote: str = REMOTE, branch: str = BRANCH) -> None:
        if not remote or remote.startswith("-") or "::" in remote or not remote.isprintable():
            raise UsageError(f"--remote {printable(remote)!r} is no remote", "name one that git remote -v lists")
        self.folder, self.remote, self.name = folder, remote, branch
        self._ref = f"refs/heads/{branch}"
        asked = run(folder, "check-ref-format", self._ref)
        if asked.code is None:
            raise DeliveryError(f"the ledger cannot be shared: {asked.complaint}", "run it inside the repository's clone")
        if asked.code or branch.startswith(("-", "refs/")):
            raise UsageError(f"--branch {printable(branch)!r} is no branch", "name it as git branch does, such as gatekeeper-evidence")
        self._seen = f"refs/gatekeeper/{sha256(f'{remote}:{branch}'.encode(errors='surrogateescape')).hexdigest()[:16]}"

    def fetch(self) -> str | None:
        """Return the commit that the branch is at, with all that belongs to it; None where there is no such branch."""
        tip = self._tip()
        if tip is None or tip == (ask(self.folder, "rev-parse", "--verify", "--quiet", self._seen) or "").strip():
            return tip
        # In a shallow clone the newest commit is enough, and in any other one it would make the clone shallow.
        depth = ["--depth=1"] if is_shallow(self.folder) else []
        with self.own_ref() as ref:
            self._run("fetch", *_FETCH, *depth, "--", self.remote, f"+{self._ref}:{ref}")
            tip = self.resolve(ref)
            self._remember(tip)
        return tip

    def push(self, old: str | None, new: str) -> bool:
        """Move the branch from one commit to another; say whether it was still where it was thought to be."""
        lease = f"--force-with-lease={self._ref}:{old or ''}"
        answer = run(self.folder, *_ALONE, "push", *_PUSH, lease, "--", self.remote, f"{new}:{self._ref}", seconds=_SECONDS)
        if answer.code == 0:
            self._remember(new)
            return True
        refused = next((line for line in answer.out.decode("utf-8", "replace").splitlines() if line.startswith("!")), None)
        if refused is None or _FINAL.search(refused):
            raise self._failed("write to", f"{refused.rpartition(chr(9))[2] if refused else ''} {answer.complaint}")
        return False

    @contextmanager
    def own_ref(self) -> Iterator[str]:
        """Yield the name of a reference that no other process uses, and remove it in the end."""
        ref = f"refs/gatekeeper/{os.urandom(16).hex()}"
        try:
            yield ref
        finally:
            ask(self.folder, "update-ref", "-d", ref)

    def resolve(self, ref: str) -> str:
        """Return the commit that a reference names."""
        found = (ask(self.folder, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}") or "").strip()
        if not is_id(found):
            raise self._failed("read", "it is no commit")
        return found

    def _tip(self) -> str | None:
        listed = self._run("ls-remote", "--quiet", "--", self.remote, self._ref)
        found = dict(line.split("\t", 1)[::-1] for line in listed.splitlines() if "\t" in line).get(self._ref)
        if found is not None and not is_id(found):
            raise self._failed("read", "it is no commit")
        return found

    def _remember(self, commit: str) -> None:
        """Keep what is here from being fetched again; a lock that another process holds does not matter."""
        ask(self.folder, "update-ref", self._seen, commit)

    def _run(self, *arguments: str) -> str:
        answer = run(self.folder, *_ALONE, *arguments, seconds=_SECONDS)
        if answer.code != 0:
            raise self._failed("read", answer.complaint)
        return answer.out.decode("utf-8", "replace")

    def _failed(self, what: str, complaint: str) -> DeliveryError:
        why = without_password(" ".join(complaint.split()))
        return DeliveryError(f"git cannot {what} {self.name} of {without_password(self.remote)}: {why[:600]}", _REMEDY)


def without_password(text: str) -> str:
    """Return a text in which addresses name no user and no password."""
    return re.sub(r"://[^/\s]*@", "://", printable(text))
