from __future__ import annotations

import gzip
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from gatekeeper.evidence.inventory import join, path_beside
from gatekeeper.junit.reading import Reading
from gatekeeper.model import File, FileStatus

_FILE = File(path="a.xml", status=FileStatus.COUNTED)


@pytest.mark.parametrize(
    ("record", "inventory"),
    [("a/record.json", "a/record.cases.jsonl.gz"), ("record", "record.cases.jsonl.gz"), ("x.json.json", "x.json.cases.jsonl.gz")],
)
def test_path_beside(record: str, inventory: str) -> None:
    assert path_beside(Path(record)) == Path(inventory)


def test_parts_are_joined_in_order(folder: Path) -> None:
    readings = [Reading(file=_FILE)]
    for number in range(3):
        part = folder / f"part-{number}"
        data = gzip.compress(f"[{number}]\n".encode())
        part.write_bytes(b"before" + data + b"behind")
        readings.append(Reading(file=_FILE, part=str(part), span=(6, 6 + len(data)), rows=number))
    target = BytesIO()
    made = join(readings, target, "x.cases.jsonl.gz")
    assert gzip.decompress(target.getvalue()) == b"[0]\n[1]\n[2]\n"
    assert (made.path, made.sha256, made.tests) == ("x.cases.jsonl.gz", sha256(target.getvalue()).hexdigest(), 3)


def test_no_parts_are_an_empty_file_of_the_same_kind() -> None:
    target = BytesIO()
    assert (join([], target, "x").tests, gzip.decompress(target.getvalue())) == (0, b"")
