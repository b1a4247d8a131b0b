"""Paths of reports that a category's patterns find, and that its expected files are called by."""

from __future__ import annotations

import re
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import count, product
from posixpath import normpath
from typing import TYPE_CHECKING

from gatekeeper.junit.find import is_report
from gatekeeper.rules.value import Expected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.config.settings import CategoryConfig
    from gatekeeper.selftest.target import Target

_WORDS = ("report", "TEST-report", "a", "test-results", "junit.report", "1")
_FOLDERS = ("", "sub/", "sub/dir/")
_TRIED = 400
_USUAL = 2


def paths(target: Target) -> list[str]:
    """Return as many paths as are expected, and one for each pattern and each expected name where that can be."""
    expected = target.setting("expected_files")
    names = expected.names if isinstance(expected, Expected) else ()
    found: dict[str, None] = dict.fromkeys(filter(None, (_named(target, name) for name in names)))
    for pattern in _wanted(target.category):
        if not any(_found_by(each, pattern, target) for each in found):
            found.update(dict.fromkeys(filter(None, [next(_candidates(pattern, target), None)])))
    number = expected.count if isinstance(expected, Expected) and expected.count is not None else max(_USUAL, len(found))
    more = (each for pattern in _wanted(target.category) for each in _candidates(pattern, target))
    while len(found) < number and (each := next(more, None)) is not None:
        found[each] = None
    return list(found)


def outermost(category: CategoryConfig) -> int:
    """Return how many folders above the configuration's the patterns begin."""
    return max((each.removeprefix("!").split("/").count("..") for each in category.reports), default=0)


def ends_with(path: str, name: str) -> bool:
    """Say whether a path is called by an expected name; ``[`` is no special character."""
    return fnmatchcase(f"/{path}", f"*/{name.replace('[', '[[]')}")


def _wanted(category: CategoryConfig) -> list[str]:
    return [each for each in category.reports if not each.startswith("!")]


def _candidates(pattern: str, target: Target) -> Iterator[str]:
    """Yield different paths that a pattern finds."""
    for number in count():
        if number > _TRIED:
            return
        for word, folder in product(_WORDS, _FOLDERS) if not number else ((each, "") for each in _WORDS):
            path = _filled(pattern, f"{word}{number or ''}", folder)
            if _found_by(path, pattern, target):
                yield path
                break


def _filled(pattern: str, word: str, folder: str) -> str:
    pattern = re.sub(r"\*\*/?", folder, re.sub(r"\*\*$", "**/*", pattern))
    pattern = re.sub(r"\[([!^]?)(.[^\]]*)\]", lambda found: _member(found[2], without=bool(found[1])), pattern)
    return normpath(pattern.replace("*", word).replace("?", "a"))


def _member(letters: str, *, without: bool) -> str:
    """Return a letter of a class, or one that is not of it."""
    return next((each for each in "abc123" if each not in letters), "z") if without else letters[0]


def _found_by(path: str, pattern: str, target: Target) -> bool:
    excluded = [each for each in target.category.reports if each.startswith("!")]
    own = replace(target.category, reports=(pattern, *excluded))
    return is_report(str(target.config.base / path), target.config.with_categories((own,)))


def _named(target: Target, name: str) -> str | None:
    """Return a path that ends with an expected name."""
    tail = name.replace("*", "report").replace("?", "a")
    depth = len(tail.split("/"))
    for pattern in _wanted(target.category):
        for folder in _FOLDERS:
            parts = _filled(pattern, "report", folder).split("/")
            for path in (tail, "/".join([*parts[: max(0, len(parts) - depth)], tail]), folder + tail):
                if _found_by(path, pattern, target) and ends_with(path, name):
                    return path
    return None
