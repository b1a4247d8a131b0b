"""Which files are audited: the ones that are named, those below named folders, or those of the configuration. No link is followed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gatekeeper.config.find import FOLDER, repository_root
from gatekeeper.errors import AuditError, UsageError
from gatekeeper.evidence.git import run
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gatekeeper.config.settings import Config

ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
SKIPPED = frozenset({FOLDER, ".git", "node_modules", "site-packages", "__pycache__"})
_NAME = "name Markdown files or folders, or none for all documents"


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A file, as it is called in findings: relative to where the command was started if it is below. ``listed`` is one about the past."""

    path: Path
    shown: str
    listed: bool = False


def choose(paths: Sequence[Path], config: Config, folder: Path) -> tuple[Chosen, ...]:
    """Return the files, each once and in the order of their names; raises UsageError where there is none."""
    named = {_file(path, folder): None for path in paths if not path.is_dir()}
    found = [*named, *(each for path in paths if path.is_dir() for each in _below(path))]
    if not paths:
        found = list(_configured(config))
        if not found:
            raise UsageError(f"there is no Markdown file below {printable(str(config.base))}", _NAME)
    elif not found:
        raise UsageError(f"there is no Markdown file below {printable(str(paths[0]))}", _NAME)
    kept = {os.path.realpath(each): each for each in found if not matches(each, config.audit.exclude, config.base)}
    return tuple(sorted((_chosen(each, config, folder) for each in kept.values()), key=lambda each: each.shown))


def _chosen(path: Path, config: Config, folder: Path) -> Chosen:
    relative = os.path.relpath(path, folder)
    shown = os.path.normpath(path) if relative.startswith(os.pardir) else relative
    return Chosen(path=path, shown=printable(shown.replace(os.sep, "/")), listed=matches(path, config.audit.history, config.base))


def _file(path: Path, folder: Path) -> Path:
    """Return a named file, whatever it is called; a link may not lead out of the repository that it stands in."""
    shown = printable(str(path))
    if not path.is_file():
        raise UsageError(f"there is no file {shown}", _NAME)
    root = repository_root((folder / path).parent.absolute())
    if path.is_symlink() and root and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        raise AuditError(f"{shown} is a link that leads out of the repository", "name the file itself")
    return path


def _configured(config: Config) -> Iterator[Path]:
    if not config.audit.paths:
        yield from _below(config.base)
        return
    from wcmatch.glob import glob  # noqa: PLC0415 - only patterns need it

    from gatekeeper.junit.expand import flags  # noqa: PLC0415

    for pattern in config.audit.paths:
        found = [config.base / each for each in glob(pattern, flags=flags(), root_dir=config.base)]
        kept = [each for each in found if _regular(each)]
        if not kept:
            raise UsageError(f'the pattern "{pattern}" of [audit] paths finds no file', "correct it, or take it out")
        yield from kept


def _below(folder: Path) -> Iterator[Path]:
    """Return the Markdown files below a folder, without what git ignores."""
    patterns = [f":(icase)*{ending}" for ending in ENDINGS]
    answer = run(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns)
    names = os.fsdecode(answer.out).split("\0") if answer.code == 0 else _walked(folder)
    for name in sorted(set(filter(None, names))):
        path = folder / name
        if not SKIPPED & set(Path(name).parts) and _regular(path):
            yield path


def _walked(folder: Path) -> Iterator[str]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if each not in SKIPPED and not each.startswith("."))
        for name in names:
            if name.lower().endswith(ENDINGS):
                yield os.path.relpath(os.path.join(where, name), folder)


def _regular(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def matches(path: Path, patterns: Iterable[str], base: Path) -> bool:
    """Say whether one of the patterns, which are relative to ``base``, finds a path; nothing need be there."""
    patterns = list(patterns)
    if not patterns:
        return False
    from wcmatch.glob import globmatch  # noqa: PLC0415 - only patterns need it

    from gatekeeper.junit.expand import flags  # noqa: PLC0415

    name = os.path.relpath(path.absolute(), base.absolute()).replace(os.sep, "/")
    return bool(globmatch(name, [os.path.normpath(each) for each in patterns], flags=flags()))
