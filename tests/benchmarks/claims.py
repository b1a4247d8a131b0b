"""Scores the claims that are found in labelled documents against their labels, and prints a table.

python tests/benchmarks/claims.py FOLDER, or with the folder in GATEKEEPER_CLAIMS. The folder holds docs/, and full.jsonl (every line
of some documents) and labels.jsonl (chosen lines, the hard ones) with a row for each labelled line: file, line, is_claim, kind,
ambiguous. Ambiguous rows count for nothing.

"all": a line is right when a claim of any kind was found on it and it is labelled a claim. "blocking": a line with a claim of a
blocking kind is right when it is labelled a claim; a labelled claim of a blocking kind is found when a claim of any blocking kind is.
"strict": right only when the label names a blocking kind too; a row has one kind only, also where its line claims several things.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROOT = Path(__file__).resolve().parents[2]
DISPUTED = Path(__file__).with_name("claims_disputed.json")
BLOCKING = frozenset({"pass_rate", "test_count", "coverage", "health_pct", "readiness"})
SETS = ("full", "labels")
TUNED = ("netra-systems__zen", "seeds__netra-apex", "0xnim__ferrumc")  # the sources that the rules were written with


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A labelled line, and the kinds of claims that were found on it."""

    file: str
    line: int
    kind: str  # empty when the line is no claim
    found: frozenset[str]

    @property
    def source(self) -> str:
        """Return the project that the document is from."""
        return self.file.split("/")[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """How many lines were found and right, found at all, and there to be found."""

    right: int
    found: int
    hit: int
    there: int

    def __str__(self) -> str:
        return f"{self._share(self.right, self.found)} | {self._share(self.hit, self.there)}"

    @staticmethod
    def _share(part: int, whole: int) -> str:
        return f"{part * 1000 // whole / 10}% ({part}/{whole})" if whole else "-"


def main() -> int:
    """Print the table, or say that there is nothing to score with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("GATEKEEPER_CLAIMS", str(ROOT.parent / "shared" / "claims"))
    parser.add_argument("folder", nargs="?", default=default, help="the labelled documents")
    parser.add_argument("--wrong", action="store_true", help="list the lines that differ, by file and line")
    options = parser.parse_args()
    folder = Path(options.folder)
    if not all((folder / f"{name}.jsonl").is_file() for name in SETS):
        print(f"{folder}: no full.jsonl and labels.jsonl there, so there is nothing to score with", file=sys.stderr)
        return 2
    rows = {name: _rows(folder, name) for name in SETS}
    print("| rows | kinds | precision | recall |\n| --- | --- | ---: | ---: |")
    for name, selected, keeps in _selections(rows):
        kept = [row for row in rows[name] if keeps(row)]
        for kinds, score in _scores(kept):
            print(f"| {name}, {selected} | {kinds} | {score} |")
    if options.wrong:
        _print_wrong(rows)
    return 0


def _rows(folder: Path, name: str) -> list[Row]:
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [label for label in map(json.loads, lines) if not label["ambiguous"]]
    found = {file: _found(folder, file) for file in sorted({label["file"] for label in labels})}
    return [
        Row(
            file=label["file"],
            line=label["line"],
            kind=(label["kind"] or "") if label["is_claim"] else "",
            found=frozenset(found[label["file"]].get(label["line"], ())),
        )
        for label in labels
    ]


def _found(folder: Path, file: str) -> dict[int, set[str]]:
    from gatekeeper.audit.detect import claims
    from gatekeeper.audit.source import read
    from gatekeeper.audit.words import Words

    kinds: dict[int, set[str]] = {}
    for claim in claims(read(folder / "docs" / file, file), Words()):
        kinds.setdefault(claim.line, set()).add(str(claim.kind))
    return kinds


def _selections(rows: dict[str, list[Row]]) -> Iterable[tuple[str, str, Callable[[Row], bool]]]:
    disputed = {(row["file"], row["line"]) for row in json.loads(DISPUTED.read_text(encoding="utf-8"))}
    for name in SETS:
        yield name, "all rows", lambda _: True
        yield name, "without disputed rows", lambda row: (row.file, row.line) not in disputed
        yield name, "tuned sources", lambda row: row.source in TUNED
        yield name, "other sources", lambda row: row.source not in TUNED
        for source in sorted({row.source for row in rows[name]}):
            yield name, source, lambda row, source=source: row.source == source  # type: ignore[misc]


def _scores(rows: Sequence[Row]) -> Iterable[tuple[str, Score]]:
    yield "all", _score(rows, lambda row: bool(row.found), lambda row: bool(row.kind), lambda row: bool(row.kind))
    yield "blocking", _score(rows, _blocks, lambda row: bool(row.kind), lambda row: row.kind in BLOCKING)
    yield "blocking, strict", _score(rows, _blocks, lambda row: row.kind in BLOCKING, lambda row: row.kind in BLOCKING)


def _blocks(row: Row) -> bool:
    return not row.found.isdisjoint(BLOCKING)


def _score(rows: Sequence[Row], found: Callable[[Row], bool], right: Callable[[Row], bool], there: Callable[[Row], bool]) -> Score:
    return Score(
        right=sum(found(row) and right(row) for row in rows),
        found=sum(found(row) for row in rows),
        hit=sum(found(row) and there(row) for row in rows),
        there=sum(there(row) for row in rows),
    )


def _print_wrong(rows: dict[str, list[Row]]) -> None:
    for name in SETS:
        for row in rows[name]:
            kinds = ", ".join(sorted(row.found)) or "nothing"
            if bool(row.found) != bool(row.kind) or (_blocks(row) != (row.kind in BLOCKING)):
                print(f"{name} {row.file}:{row.line} labelled {row.kind or 'no claim'}, found {kinds}")


if __name__ == "__main__":
    sys.exit(main())
