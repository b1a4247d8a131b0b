"""A place of its own for evidence: a temporary folder that is a small git repository, where the real gate judges."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, chdir, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from gatekeeper.config.find import FOLDER
from gatekeeper.evidence import git
from gatekeeper.evidence.accept import accept
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder
from gatekeeper.gate import Request, check
from gatekeeper.model import Subject
from gatekeeper.selftest.layout import lay
from gatekeeper.selftest.paths import outermost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.record import Record
    from gatekeeper.selftest.evidence import Evidence
    from gatekeeper.selftest.target import Target

_CODE = "code.txt"
_AWAY = ".git-away"
_COMMITTED = timedelta(minutes=1)
_FOREIGN = ("GITHUB_", "GIT_")
_GIT = ("-c", "user.name=selftest", "-c", "user.email=selftest@selftest.invalid", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")


class World:
    """The folder in which the evidence for one target is judged. ``base`` is where the configuration would be."""

    def __init__(self, target: Target, root: Path) -> None:
        self.target, self.root = target, root
        self.base = root.joinpath(*["d"] * outermost(target.category))
        self.base.mkdir(parents=True, exist_ok=True)
        self.subject = Subject()
        self._number = 0
        self._begin()

    def judge(self, evidence: Evidence) -> Record:
        """Write the evidence, and judge it as ``gatekeeper check`` does."""
        self._clear()
        if evidence.dirty:
            (self.root / _CODE).write_text("changed\n", encoding="utf-8")
        lay(evidence, self)
        if evidence.then:
            evidence.then(self)
        attempt = str(evidence.attempt) if evidence.attempt else None
        with self._without_git(evidence), _variables(GITHUB_RUN_ATTEMPT=attempt):
            return check(self._request(evidence)).record

    def keep(self, evidence: Evidence) -> None:
        """Put what is judged now into the ledger."""
        path = self.base / FOLDER / "kept.json"
        check(replace(self._request(evidence), record=path))
        Ledger(ledger_folder(self.base), self.base).put(accept(path, self.base))

    def keep_as_baseline(self, evidence: Evidence) -> None:
        """Let later evidence be compared with this."""
        self._clear()
        lay(evidence, self)
        self.keep(evidence)
        self.commit()

    def commit(self) -> None:
        """Make a commit with a tree of its own."""
        self._number += 1
        (self.root / _CODE).write_text(f"{self._number}\n", encoding="utf-8")
        moment = (datetime.now(UTC) - _COMMITTED).isoformat(timespec="seconds")
        with _variables(GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment):
            git.run(self.root, "add", _CODE)
            git.run(self.root, *_GIT, "commit", "--quiet", "--message", "selftest")
        head = git.head(self.root)
        self.subject = Subject(commit=head[0], tree=head[1], dirty=False, ref=self._ref) if head else Subject()

    def config_here(self, config: Config) -> Config:
        """Return a configuration as if it stood here."""
        return replace(config, base=self.base)

    @contextmanager
    def _without_git(self, evidence: Evidence) -> Iterator[None]:
        """Hide the repository where nothing asks for it: starting git takes half of the time of a judgement."""
        if self.target.of_commit or any(each.witnessed for each in evidence.runs):
            yield
            return
        there, away = self.root / ".git", self.root / _AWAY
        there.rename(away)
        try:
            yield
        finally:
            away.rename(there)

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self._branch}"

    @property
    def _branch(self) -> str:
        return self.target.config.baseline_ref.removeprefix("refs/heads/") or "main"

    def _begin(self) -> None:
        (self.root / ".git").mkdir()
        git.run(self.root, "init", "--quiet", "--template=")
        git.run(self.root, "symbolic-ref", "HEAD", self._ref)
        self.commit()

    def _request(self, evidence: Evidence) -> Request:
        record = self.base / FOLDER / "record.json" if self.target.recorded else None
        return Request(config=self.config_here(evidence.config), needs=evidence.needs, environment=self.target.environment, record=record)

    def _clear(self) -> None:
        """Remove the evidence of before; what git and the ledger know stays."""
        ledger = ledger_folder(self.base)
        for folder, kept in (
            (self.root, {".git", _CODE, "d", FOLDER}),
            (self.base, {".git", _CODE, "d", FOLDER}),
            (ledger.parent, {ledger.name}),
        ):
            for each in os.scandir(folder) if folder.is_dir() else ():
                if each.name not in kept:
                    _remove(each)
        if (self.root / _CODE).read_text(encoding="utf-8") != f"{self._number}\n":
            (self.root / _CODE).write_text(f"{self._number}\n", encoding="utf-8")


@contextmanager
def world(target: Target) -> Iterator[World]:
    """Make a place, work in it, and leave nothing behind. No variable of the CI run around it is seen there."""
    with ExitStack() as stack:
        root = Path(stack.enter_context(TemporaryDirectory(prefix="gatekeeper-selftest-"))).resolve()
        foreign = dict.fromkeys(name for name in os.environ if name.startswith(_FOREIGN))
        stack.enter_context(
            _variables(**foreign, GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1", GIT_CEILING_DIRECTORIES=str(root.parent))
        )
        made = World(target, root)
        stack.enter_context(chdir(made.base))
        yield made


@contextmanager
def _variables(**values: str | None) -> Iterator[None]:
    """Set environment variables, or take away those that are None, and put everything back."""
    before: dict[str, Any] = {name: os.environ.get(name) for name in values}
    _set(values)
    try:
        yield
    finally:
        _set(before)


def _set(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _remove(entry: os.DirEntry[str]) -> None:
    with suppress(FileNotFoundError):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)
