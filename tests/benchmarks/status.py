"""Measures a status of a large record whose ledger holds another one as large, and prints a table.

python tests/benchmarks/status.py [--tests N] [--rounds N] [--only TEMPLATE,...]
"""

from __future__ import annotations

import argparse
import gzip
import sys
from functools import reduce
from hashlib import sha256
from operator import or_
from pathlib import Path
from tempfile import TemporaryDirectory

TESTS = str(Path(__file__).resolve().parents[1])
TEMPLATES = ("status.md.j2", "test_cycle.md.j2", "root_cause.md.j2", "release.md.j2", "history.md.j2", "badge.json.j2")


def main() -> None:
    """Make the inputs, measure each template in a process of its own, and print."""
    from measure import measure

    options = _options()
    if options.render:
        _render(Path(options.folder), options.render)
        return
    print(f"| {options.tests:,} tests before and now | wall, s | CPU, s | memory, MiB |\n| --- | ---: | ---: | ---: |")
    with TemporaryDirectory() as temporary:
        folder = Path(temporary, "work")
        folder.mkdir()
        _make(folder, options.tests)
        for template in options.only.split(","):
            command = [sys.executable, __file__, "--render", template, "--folder", str(folder)]
            cost = reduce(or_, (measure(command, folder) for _ in range(options.rounds)))
            print(f"| {template} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.mib:.0f} |")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tests", type=int, default=100_000, help="how many tests each of the two records lists (default: 100000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured; the best counts (default: 3)")
    parser.add_argument("--only", default=",".join(TEMPLATES), help="which templates (default: all)")
    parser.add_argument("--render", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def _make(folder: Path, tests: int) -> None:
    """Write two records with their inventories: of a hundred tests one fails in the newer one, two are skipped and three are gone."""
    sys.path.insert(0, TESTS)
    from ledgers import accepted, ledger, made
    from msgspec.structs import replace
    from records import category, counts, failure, rule

    from gatekeeper.evidence.inventory import Inventory, path_beside
    from gatekeeper.model import Verdict

    share = tests // 100
    red = counts(passed=94 * share, failed=share, skipped=2 * share)
    failures = [failure(f"shop.module_{n % 97}.CartTest::test_{n}", cause=f"{n:016}") for n in range(min(share, 200))]
    old = made(0, categories=[category(counts=counts(passed=tests))])
    new = made(5, Verdict.FAILED, categories=[category(verdict=Verdict.FAILED, counts=red)], rules=[rule()], failures=failures)
    for name, record, outcomes in (("old", old, {}), ("new", new, {0: "failed", 1: "skipped", 2: "skipped", 3: "", 4: "", 5: ""})):
        rows = ((n, outcomes.get(n % 100, "passed")) for n in range(tests))
        lines = [f'["unit","shop.module_{n % 97}.CartTest::test_{n}","{outcome}",0.0{n % 90 + 10},1]\n' for n, outcome in rows if outcome]
        path = folder / f"{name}.json"
        data = gzip.compress("".join(lines).encode(), 6)
        path_beside(path).write_bytes(data)
        inventory = Inventory(path=path_beside(path).name, sha256=sha256(data).hexdigest(), tests=len(lines))
        given = accepted(replace(record, inventory=inventory), path)
        if name == "old":
            ledger(folder, given)


def _render(folder: Path, template: str) -> None:
    from gatekeeper.config.document import Document
    from gatekeeper.documents.page import page
    from gatekeeper.documents.story import tell
    from gatekeeper.evidence.accept import accept
    from gatekeeper.evidence.ledger.store import Ledger, ledger_folder

    story = tell(accept(folder / "new.json", folder), Ledger(ledger_folder(folder)))
    text = page(Document(path="docs/STATUS.md", name="status", template=template), story)
    sys.exit(0 if text else 2)


if __name__ == "__main__":
    main()
