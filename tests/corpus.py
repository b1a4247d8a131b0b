"""Compares the reader with reports that were counted independently: ``python tests/corpus.py FOLDER``.

FOLDER holds open.jsonl and open/, nasty.jsonl and nasty/. A row of open.jsonl names a file, its
``class``, ``status`` and ``cases`` by outcome; a row of nasty.jsonl a ``path``, what to ``want`` of it
(count, reject, or policy: either) and ``cases`` as [total, passed, failed, errored, skipped, notrun].
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gatekeeper.config.settings import CategoryConfig, Config, rules_for
from gatekeeper.junit.collect import collect
from gatekeeper.junit.find import search
from gatekeeper.junit.reading import read_file
from gatekeeper.junit.want import KEEP, Want
from gatekeeper.model import FileStatus
from gatekeeper.policy import CategoryPolicy, Policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.junit.reading import Reading

_NO_EVIDENCE = frozenset({"junit-malformed", "foreign-test", "foreign-report", "empty-or-garbage"})
_NO_CASES = frozenset({"no_testcases", "foreign", "malformed"})
_OUTCOMES = ("passed", "failed", "errored")
WANT = Want(category="corpus")

Counted = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One file: what it should be and what it is, as [total, passed, failed, errored, skipped] or None for refused."""

    kind: str
    name: str
    expected: Counted | None
    got: Counted | None
    either: bool = False
    lost: str = ""

    @property
    def agrees(self) -> bool:
        """Say whether the reader does what it should; where either is fine, a count must still be right."""
        return self.got == self.expected or (self.either and self.got is None)

    @property
    def green_but_refused(self) -> bool:
        """Say whether counts-agree would refuse a file in which nothing failed."""
        return bool(self.lost and self.got and self.got[1] and not self.got[2] + self.got[3])


def compare(folder: Path) -> Iterator[Row]:
    """Yield a row for every file of the corpus."""
    for each in _lines(folder / "open.jsonl"):
        yield _open(each, folder / "open")
    for each in _lines(folder / "nasty.jsonl"):
        yield _nasty(each, folder / "nasty")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _open(each: dict[str, Any], folder: Path) -> Row:
    reading = read_file(str(folder / each["file"]), each["file"], WANT)
    cases = each["cases"]
    refused = each["class"] in _NO_EVIDENCE or each["status"] in _NO_CASES
    expected = (cases["total"], *(cases[name] for name in _OUTCOMES), cases["skipped"] + cases["notrun"])
    return Row(
        kind=each["class"],
        name=each["file"],
        expected=None if refused else expected,
        got=_counted(reading),
        lost=str(reading.disagreements),
    )


def _nasty(each: dict[str, Any], folder: Path) -> Row:
    path, cases = folder / each["path"], each["cases"]
    got = _together(path) if path.is_dir() else _counted(read_file(str(path), each["path"], WANT))
    counted = (*cases[:4], cases[4] + cases[5]) if cases and any(cases) else None
    if path.is_dir() and got and counted == tuple(2 * number for number in got):
        counted = got  # what an aggregate says again beside its parts counts once
    return Row(
        kind=f"nasty: {each['want']}",
        name=each["path"],
        expected=None if each["want"] == "reject" else counted,
        got=got,
        either=each["want"] == "policy",
    )


def _counted(reading: Reading) -> Counted | None:
    """Return the counts of the testcase elements, without what suites report of themselves."""
    counts = reading.file.counts
    if reading.file.status is FileStatus.REFUSED:
        return None
    return (counts.cases, counts.passed, counts.failed, counts.errored - reading.errors.count, counts.skipped)


def _together(folder: Path) -> Counted | None:
    """Return what a folder of reports counts as one category."""
    policy = CategoryPolicy(name="corpus", rules=rules_for({}))
    config = CategoryConfig(policy=policy, reports=("**/*.xml",))
    found = search(Config(base=folder, gate="", categories=(config,), policy=Policy(name="", categories=(policy,))))["corpus"]
    category, counted = collect(config, found, [read_file(path, shown, WANT) for path, shown in found.files.items()], KEEP, folder)
    counts = category.counts
    if not counted or any(file.status is FileStatus.REFUSED for file in category.files):
        return None
    return (counts.cases, counts.passed, counts.failed, counts.errored - category.suites.errors.count, counts.skipped)


def show(rows: list[Row]) -> Iterator[str]:
    """Yield the table, every difference, and the green files that counts-agree would refuse."""
    files, agree = Counter(row.kind for row in rows), Counter(row.kind for row in rows if row.agrees)
    yield f"{'class':<20}{'files':>7}{'agree':>7}{'differ':>8}"
    for kind, number in sorted(files.items()):
        yield f"{kind:<20}{number:>7}{agree[kind]:>7}{number - agree[kind]:>8}"
    yield f"{'all':<20}{files.total():>7}{agree.total():>7}{files.total() - agree.total():>8}"
    yield from (f"DIFFERS {row.name}: expected {_words(row.expected)}, got {_words(row.got)}" for row in rows if not row.agrees)
    green = [row for row in rows if row.green_but_refused]
    yield f"counts-agree would refuse {len(green)} files in which nothing failed"
    yield from (f"  {row.name}: {row.lost}" for row in green)


def _words(counted: Counted | None) -> str:
    return "refused" if counted is None else str(list(counted))


def main(folder: str) -> int:
    """Print the comparison; 1 when a row differs or there is nothing to compare."""
    rows = list(compare(Path(folder)))
    for line in show(rows):
        print(ascii(line)[1:-1])
    return 0 if rows and all(row.agrees for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) == 2 else "usage: python tests/corpus.py FOLDER")
