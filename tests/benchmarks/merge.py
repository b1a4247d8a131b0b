"""Measure how long a judgement of a million cases in 200 partial records takes, and its memory: ``merge.py [CASES SHARDS]``."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from gatekeeper.config.find import open_file
from gatekeeper.config.load import load
from gatekeeper.evidence.parts.places import place_of
from gatekeeper.evidence.parts.write import write
from gatekeeper.model.witness import Shard, Witness

CASES, SHARDS = 1_000_000, 200
_CONFIG = '[categories.unit]\nreports = ["reports/*.xml"]\nrequired_tests = ["pkg.module_1::*"]\n'


def make(folder: Path, shards: int, cases: int) -> None:
    """Write the configuration, and a part for every shard."""
    (folder / "gatekeeper.toml").write_text(_CONFIG, encoding="utf-8")
    config = load(open_file(folder / "gatekeeper.toml"), datetime.now(UTC).date())
    for shard in range(1, shards + 1):
        path = place_of(folder, "unit", Shard(name=str(shard), of=shards))
        report = path.with_suffix("") / "junit.xml"
        report.parent.mkdir(parents=True)
        report.write_text(_report(shard, cases // shards), encoding="utf-8")
        now = datetime.now(UTC)
        seen = Witness(category="unit", shard=Shard(name=str(shard), of=shards), argv=("tests",), code=0, started=now, ended=now)
        write(config, config.categories[0], seen, {str(report): "junit.xml"}, path)


def _report(shard: int, cases: int) -> str:
    rows = "".join(
        f'<testcase classname="pkg.module_{shard}" name="test_case_{number}" time="0.00{number % 10}"/>' for number in range(cases)
    )
    return f'<testsuite name="s" tests="{cases}" timestamp="2026-01-02T03:04:05">{rows}</testsuite>'


def measure(folder: Path) -> tuple[float, float]:
    """Return how many seconds ``gatekeeper check`` takes there, and how many MiB at most."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "gatekeeper", "check", "--quiet"], cwd=folder, capture_output=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode not in (0, 1, 3) or b"100.0%" not in done.stdout:
        sys.exit((done.stdout + done.stderr).decode())
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Make and measure, with the numbers that were given."""
    cases, shards = (int(each) for each in sys.argv[1:] or (CASES, SHARDS))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, shards, cases)
        size = sum(path.stat().st_size for path in (folder / ".gatekeeper/runs").glob("*.gz")) >> 20
        seconds, most = measure(folder)
    print(f"{cases} cases, {shards} shards, {size} MiB of inventories, {os.cpu_count()} processors: {seconds:.1f} s, {most:.0f} MiB")


if __name__ == "__main__":
    main()
