"""Where a failure happened: from the report, else from its own stack trace when that file is in the checkout."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gatekeeper.model import Case, File

Spot = tuple[str, int]

_PYTHON = re.compile(r'File "([^"\n]{1,300})", line (\d{1,7})')
_COLON = re.compile(r"(?<![\w./\\@+-])((?:[A-Za-z]:)?[\w./\\@+-]{1,300}\.[A-Za-z]\w{0,9}):(\d{1,7})(?!\d)")
_JAVA = re.compile(r"\bat (?:[\w.@-]*/){0,2}([\w.$]{1,300})\.[\w$<>]{1,200}\((\w{1,200}\.(?:java|kt|scala|groovy)):(\d{1,7})\)")
_SOURCES = ("src/test/java", "src/test/kotlin", "src/test/scala", "src/test/groovy", "src/main/java", "src/main/kotlin", "src/it/java")
INSTALLED = frozenset({"site-packages", "dist-packages", "node_modules", ".venv", "venv", ".tox", ".nox"})
_MOST_FRAMES = 60


def locate(case: Case, report: File, root: Path) -> Case:
    """Return the case with its file and a line from 1.

    A file of the checkout is given relative to ``root``; one that the report names and that is not there is kept as it is.
    """
    found = _from_trace(case, report, root) if case.line is None else None
    if not case.file:
        return replace(case, file=found[0], line=found[1]) if found else replace(case, line=None)
    file, line = _relative(case.file, root) or case.file, case.line
    if line is not None and report.dialect == "pytest":
        line += 1  # pytest counts lines from 0
    if line is None and found and found[0] == file:
        line = found[1]
    return replace(case, file=file, line=line)


def _from_trace(case: Case, report: File, root: Path) -> Spot | None:
    """Return the innermost frame in the checkout: Python prints it last, most others first."""
    text = f"{case.text}\n{case.message}"
    python = list(_own(((match[1], int(match[2])) for match in _PYTHON.finditer(text)), root))
    if python:
        return python[-1]
    java = next(_own_java(text, report, root), None)
    if java:
        return java
    colon = list(_own(((match[1], int(match[2])) for match in _COLON.finditer(text)), root))
    if colon:
        return colon[-1] if report.dialect == "pytest" else colon[0]
    return None


def _own(frames: Iterator[Spot], root: Path) -> Iterator[Spot]:
    for name, line in islice(frames, _MOST_FRAMES):
        path = _relative(name, root)
        if path and line:
            yield path, line


def _own_java(text: str, report: File, root: Path) -> Iterator[Spot]:
    """Look for a class's source in the source folders of the report's module and of the modules around it."""
    modules = [folder for folder in (root / report.path).parents if folder == root or root in folder.parents]
    folders = [folder / source for folder in modules for source in _SOURCES if (folder / source).is_dir()]
    for match in islice(_JAVA.finditer(text), _MOST_FRAMES):
        package = match[1].rpartition(".")[0].replace(".", "/")
        for folder in folders:
            path = _relative(str(folder / package / match[2]), root)
            if path:
                yield path, int(match[3])


def _relative(name: str, root: Path) -> str | None:
    """Return a path relative to the root if it is a file of the checkout, and not of something installed there."""
    try:
        path = (root / name.replace("\\", "/")).resolve()
        inside = path.relative_to(root.resolve())
    except (ValueError, OSError, RuntimeError):
        return None
    if INSTALLED.intersection(inside.parts):
        return None
    try:
        return inside.as_posix() if path.is_file() else None
    except (OSError, ValueError):
        return None
