from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import reports
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.junit import pool
from gatekeeper.junit.want import Want

if TYPE_CHECKING:
    from pathlib import Path

WANT = Want(category="t")
SCRIPT = """
import sys
from pathlib import Path
from dataclasses import replace
from gatekeeper.junit import pool
from gatekeeper.junit.want import Want

def main():
    pool._PAYS_WITH_FORK = pool._PAYS_WITH_SPAWN = 0
    pool._processors = lambda: int(sys.argv[1])
    pool._forks = lambda: sys.argv[2] == "fork"
    tasks = [pool.Task(path=f"{n}.xml", shown=f"{n}.xml", want=Want(category="ab"[n % 2]), part=f"{sys.argv[1]}-{n}") for n in range(20)]
    for reading in pool.read_all(tasks, int):
        rows = Path(reading.part).read_bytes()[slice(*reading.span)].hex() if reading.part else None
        print(ascii(replace(reading, part=None, span=(0, 0))), rows)

if __name__ == "__main__":
    main()
"""


def output(folder: Path, processes: int, method: str) -> bytes:
    (folder / "script.py").write_text(SCRIPT)
    command = [sys.executable, "script.py", str(processes), method]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120).stdout


def test_parallel_reading_is_serial_reading_byte_for_byte(tmp_path: Path) -> None:
    for number in range(20):
        broken = [reports.failed(f"b{each}") for each in range(number % 5)]
        text = reports.report(reports.passed(number + 1), *broken, name=f"s{number}") if number != 7 else "<testsuite>"
        (tmp_path / f"{number}.xml").write_text(text)
    serial = output(tmp_path, 1, "fork")
    assert serial.count(b"Reading(") == 20
    assert output(tmp_path, 2, "spawn") == serial
    if sys.platform.startswith("linux"):
        assert output(tmp_path, 2, "fork") == serial


def test_little_is_read_in_one_process(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(reports.report(reports.case()))
    paths = [str(tmp_path / "a.xml"), str(tmp_path / "none.xml")]
    told: list[int] = []
    readings = list(pool.read_all([pool.Task(path=path, shown="x", want=WANT) for path in paths], told.append))
    assert [reading.counts.passed for reading in readings] == [1, 0]
    assert sum(told) == readings[0].file.bytes


def test_a_category_keeps_a_bounded_number_of_failures_over_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(reports.report(*(reports.failed(f"b{number}") for number in range(3))))
    tasks = [pool.Task(path=str(tmp_path / "a.xml"), shown="x", want=Want(category=name, keep=4)) for name in ("a", "a", "b", "a")]
    assert [len(reading.failures) for reading in pool.read_batch(tasks)] == [3, 1, 3, 0]


@given(st.lists(st.integers(0, 100), min_size=1), st.integers(1, 20))
def test_batches_keep_every_task_in_order(sizes: list[int], number: int) -> None:
    tasks = [pool.Task(path=str(index), shown="", want=WANT) for index in range(len(sizes))]
    batches = pool._batches(tasks, sizes, number)
    assert [task for batch in batches for task in batch] == tasks
    assert all(batches)


def test_a_size_that_cannot_be_known_is_nothing() -> None:
    assert (pool._size("/none/such"), pool._size("a\0b")) == (0, 0)
