"""Find report files: by the patterns of a category, or as named on the command line."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gatekeeper.errors import ConfigError, UsageError
from gatekeeper.junit.expand import expand, flags, glob_of, is_magic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from gatekeeper.config.settings import CategoryConfig, Config

_LIKE_ESCAPED = re.compile(r"\\(?:[nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The report files of one category.

    ``files`` maps a path that can be opened to the path that is shown; ``patterns`` says how many
    files each pattern or named path found.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, int] = field(default_factory=dict)


def search(config: Config) -> dict[str, Found]:
    """Return what the configured patterns of every category find."""
    found = {category.name: _by_patterns(category.reports, config.base) for category in config.categories}
    _check_shared(config, found)
    return found


def named(
    reports: tuple[str, ...],
    config: Config,
    *,
    direct: bool,
    sift: Callable[[list[str]], list[str]] = list,
) -> dict[str, Found]:
    """Return what the named files, folders and globs find, given to the categories whose patterns match them.

    ``direct`` gives them to the only category without asking its patterns. What a glob without a match
    was meant for is unknown, so that every category misses it. ``sift`` is shown every file that was found, and returns the reports.
    """
    if "" in reports:
        raise UsageError("a report path is empty", "is the shell variable set?")
    paths = _sifted({report: expand(report) for report in reports}, sift)
    if direct:
        return {config.categories[0].name: _found(paths)}
    missed = {_label(report): 0 for report, files in paths.items() if not files}
    routed = {category.name: _routed(paths, category, config.base, missed) for category in config.categories}
    for report, files in paths.items():
        lost = [path for path in files or [report] if not any(path in each.files for each in routed.values())]
        if lost and (files or not is_magic(report)):
            raise UsageError(
                f"{printable(lost[0])} matches the patterns of no category", "name its category with --category, or correct the patterns"
            )
    _check_shared(config, routed)
    return routed


def _sifted(paths: Mapping[str, list[str]], sift: Callable[[list[str]], list[str]]) -> dict[str, list[str]]:
    """Return only the reports; a name that found nothing but what is no report was not in vain."""
    reports = set(sift([path for found in paths.values() for path in found]))
    kept = {report: [path for path in found if path in reports] for report, found in paths.items()}
    return {report: found for report, found in kept.items() if found or not paths[report]}


def is_report(path: str, config: Config) -> bool:
    """Say whether the patterns of a category match a path, whether or not it is there."""
    return any(_matches(path, category, config.base) for category in config.categories)


def printable(path: str) -> str:
    """Return a path that can be printed and stored: on one line, and valid Unicode. No two paths print the same."""
    if path.isprintable() and (os.sep == "\\" or not _LIKE_ESCAPED.search(path)):
        return path
    return "".join(map(_escaped, path))


def _escaped(each: str) -> str:
    if each == "\\" != os.sep:
        return each * 2
    if each.isprintable():
        return each
    if "\udc80" <= each <= "\udcff":  # a byte that is no UTF-8
        return f"\\x{ord(each) - 0xDC00:02x}"
    return each.encode("unicode_escape").decode() if each.isascii() or ord(each) > 0xFF else f"\\u{ord(each):04x}"  # noqa: PLR2004


def _found(paths: Mapping[str, list[str]]) -> Found:
    files = {path: printable(path) for path in _once([path for found in paths.values() for path in found])}
    return Found(files=files, patterns={_label(report): len(found) for report, found in paths.items()})


def _label(report: str) -> str:
    """Return how a named path is called: a folder stands for the files below it."""
    return printable(os.path.join(report, "**", "*.xml") if os.path.isdir(report) else report)


def _once(paths: list[str]) -> list[str]:
    """Return the paths without those that lead to the same file as an earlier one."""
    return list({os.path.realpath(path): path for path in reversed(paths)}.values())[::-1]


def _routed(paths: Mapping[str, list[str]], category: CategoryConfig, base: Path, missed: Mapping[str, int]) -> Found:
    matched = {report: [path for path in files if _matches(path, category, base)] for report, files in paths.items()}
    found = _found({report: files for report, files in matched.items() if files})
    return replace(found, patterns={**found.patterns, **missed})


def _matches(path: str, category: CategoryConfig, base: Path) -> bool:
    from wcmatch.glob import globmatch  # noqa: PLC0415 - only patterns need it

    wanted, excluded = _split(category.reports)
    return bool(globmatch(os.path.relpath(path, base), wanted, flags=flags(), exclude=excluded))


def _by_patterns(patterns: tuple[str, ...], base: Path) -> Found:
    wanted, excluded = _split(patterns)
    here = os.getcwd()
    files: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for pattern in wanted:
        matches = glob_of(pattern, excluded, base)
        numbers[pattern] = len(matches)
        for match in matches:
            path = os.path.join(base, match)
            files[path] = printable(os.path.relpath(path, here))
    return Found(files={path: files[path] for path in _once(sorted(files))}, patterns=numbers)


def _split(patterns: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return what to find and what to exclude, both relative without a leading ``./``."""
    wanted = [os.path.normpath(pattern) for pattern in patterns if not pattern.startswith("!")]
    return wanted, [os.path.normpath(pattern[1:]) for pattern in patterns if pattern.startswith("!")]


def _check_shared(config: Config, found: Mapping[str, Found]) -> None:
    """Refuse a file in two categories, unless both select their tests: it would be counted twice."""
    owner: dict[str, CategoryConfig] = {}
    for category in config.categories:
        for path, shown in found[category.name].files.items():
            other = owner.setdefault(os.path.realpath(path), category)
            if other is not category and not (other.tests and category.tests):
                raise ConfigError(
                    f"{shown} belongs to two categories: {other.name} and {category.name}",
                    "make their patterns differ, or let both select their tests with tests = [...]",
                )
