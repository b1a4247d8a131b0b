"""A commit for the ledger's branch, made in git's object store: no work tree, no index and no other branch has a part in it."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from tempfile import TemporaryFile
from time import time
from typing import IO, TYPE_CHECKING

from gatekeeper.errors import DeliveryError
from gatekeeper.evidence.git import ask, run
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_SECONDS = 600
# Nobody's name and an address that cannot exist, rather than those of whoever owns the machine.
_NOBODY = {"name": "Gatekeeper", "email": "gatekeeper@ledger.invalid"}
_REMEDY = "see why git cannot write its objects; git fsck looks for damage"


class Commit:
    """A commit on its way into git's object store: all files of ``old``, and those that are added."""

    def __init__(self, folder: Path, old: str | None, files: IO[bytes]) -> None:
        self._folder, self.old, self._files = folder, old, files
        self.paths: list[str] = []

    def add(self, path: str, size: int, blocks: Iterable[bytes]) -> bool:
        """Add a file; one that is not as long as it was said to be is left out. ``blocks`` may raise, and it is left out too."""
        begin, written = self._files.tell(), 0
        whole = False
        try:
            self._files.write(f"M 100644 inline {path}\ndata {size}\n".encode())
            for block in blocks:
                written += self._files.write(block)
            self._files.write(b"\n")
            whole = written == size
        finally:
            if not whole:
                self._files.seek(begin)
                self._files.truncate()
        if whole:
            self.paths.append(path)
        return whole

    def make(self, message: str, ref: str, resolve: Callable[[str], str]) -> str:
        """Make the commit under a reference, and return its id."""
        who = " ".join(f"<{text}>" if key == "email" else text for key, text in _identity(self._folder).items())
        with TemporaryFile() as stream:
            stream.write(f"feature done\ncommit {ref}\ncommitter {who} {int(time())} +0000\n".encode())
            stream.write(f"data {len(message.encode())}\n{message}\n".encode())
            stream.write(f"from {self.old}\n".encode() if self.old else b"")
            self._files.seek(0)
            shutil.copyfileobj(self._files, stream)
            stream.write(b"done\n")
            stream.seek(0)
            answer = run(self._folder, "fast-import", "--quiet", "--date-format=raw", stdin=stream, seconds=_SECONDS)
        if answer.code != 0:
            raise DeliveryError(f"git cannot make the ledger's commit: {answer.complaint[:600]}", _REMEDY)
        return resolve(ref)


@contextmanager
def new_commit(folder: Path, old: str | None) -> Iterator[Commit]:
    """Yield a commit to add files to; they wait in a temporary file."""
    with TemporaryFile() as files:
        yield Commit(folder, old, files)


def _identity(folder: Path) -> dict[str, str]:
    """Return the name and the address that git has configured, or nobody's where it lacks one of them."""
    found = {key: _configured(folder, key) for key in _NOBODY}
    return found if all(found.values()) else _NOBODY


def _configured(folder: Path, key: str) -> str:
    given = os.environ.get(f"GIT_COMMITTER_{key.upper()}") or ask(folder, "config", "--get", f"user.{key}") or ""
    return re.sub(r"[\x00-\x1f<>]", "", printable(given.strip()))
