"""How many honest green files the default rules refuse, and why: ``python tests/benchmarks/honest.py OPEN.JSONL``.

The rows of the file are reports that were counted independently: ``file`` below the folder of the same name, its ``class``, ``dialect``
and ``cases`` by outcome. One is green where it is a report, has a case, and neither a case nor a suite of it failed or errored.
Every one is judged alone, by the rules that are on without any configuration.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gatekeeper.config.default import default_config
from gatekeeper.gate import Request, check
from gatekeeper.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

_REPORTS = frozenset({"junit", "junit-like", "junit-namespaced"})
_COUNTED = frozenset({"ok", "unusual_root"})


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One file: what wrote it, as far as anybody can guess, and which rules refused it with which reason."""

    name: str
    dialect: str
    refused: dict[str, str]


def green(row: dict[str, Any]) -> bool:
    """Say whether a row is of a report in which something stands and nothing failed."""
    cases = row["cases"]
    bad = cases["failed"] + cases["errored"] + sum(row["suite_level"].values())
    return row["class"] in _REPORTS and row["status"] in _COUNTED and cases["total"] > 0 and not bad


def judged(path: Path) -> Iterator[Judged]:
    """Yield every honest green file with what the default rules say about it."""
    config = default_config(path.parent, {})
    for row in filter(green, map(json.loads, path.read_text(encoding="utf-8").splitlines())):
        record = check(Request(config=config, reports=(str(path.with_suffix("") / row["file"]),))).record
        refused = {each.rule: each.reason for each in record.rules if each.outcome is not Outcome.PASSED}
        yield Judged(name=row["file"], dialect=row["dialect"], refused=refused)


def show(files: list[Judged]) -> Iterator[str]:
    """Yield the numbers by rule and by dialect, and every refused file."""
    refused = [each for each in files if each.refused]
    yield f"{len(files)} honest green files, {len(refused)} refused"
    yield from (f"  {rule}: {number}" for rule, number in Counter(rule for each in files for rule in each.refused).most_common())
    yield "by dialect, refused of all"
    of, every = Counter(each.dialect for each in refused), Counter(each.dialect for each in files)
    yield from (f"  {dialect}: {of[dialect]} of {number}" for dialect, number in every.most_common() if of[dialect])
    yield f"  {len(every) - len(of)} other dialects: 0 of {sum(number for dialect, number in every.items() if not of[dialect])}"
    yield from (f"{each.name} ({each.dialect}) {rule}: {reason}" for each in refused for rule, reason in each.refused.items())


def main(path: str) -> int:
    """Print it; 1 where there is nothing to judge."""
    files = list(judged(Path(path).absolute()))
    for line in show(files):
        print(ascii(line)[1:-1])
    return 0 if files else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) == 2 else "usage: python tests/benchmarks/honest.py OPEN.JSONL")
