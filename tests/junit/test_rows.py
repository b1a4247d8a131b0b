from __future__ import annotations

import gzip
import json
from io import BytesIO

from gatekeeper.junit import codes, rows


def written(writer: rows.RowWriter, target: BytesIO) -> list[list[object]]:
    writer.close()
    return [json.loads(line) for line in gzip.decompress(target.getvalue()).splitlines()]


def test_a_row_for_every_result_in_order() -> None:
    made = rows.make_rows("unit", ["a", "b", "c"], [0.5, None, 1.0], {1: codes.FAILED | codes.FLAKY})
    assert made == [("unit", "a", "passed", 0.5, 1), ("unit", "b", "failed", None, 1), ("unit", "c", "passed", 1.0, 1)]


def test_a_folded_row_has_the_attempts() -> None:
    assert rows.folded(("unit", "a", "failed", 0.5, 1), codes.FLAKY, 3) == ("unit", "a", "passed", 0.5, 3)


def test_rows_are_one_json_array_a_line() -> None:
    target = BytesIO()
    writer = rows.RowWriter(target)
    writer.write([("unit", "h\u00e9", "passed", 0.5, 1), ("unit", "\x000\0c::", "skipped", None, 1)])
    writer.write([])
    assert written(writer, target) == [["unit", "h\u00e9", "passed", 0.5, 1], ["unit", "c::", "skipped", None, 1]]
    assert writer.tests == 2


def test_copied_lines_stand_after_what_was_written_before() -> None:
    target = BytesIO()
    writer = rows.RowWriter(target)
    writer.write([("unit", "first", "passed", None, 1)])
    writer.copy([b'["unit","second","passed",null,1]\n'], 1)
    writer.write([("unit", "third", "passed", None, 1)])
    assert sorted(str(row[1]) for row in written(writer, target)) == ["first", "second", "third"]
    assert writer.tests == 3


def test_many_rows_are_compressed_in_batches() -> None:
    target = BytesIO()
    writer = rows.RowWriter(target)
    for _ in range(30):
        writer.write([("unit", f"{number}{'x' * 90}", "passed", 0.001, 1) for number in range(1000)])
    assert target.tell() > 0
    assert len(written(writer, target)) == writer.tests == 30_000


def test_the_same_rows_are_the_same_bytes() -> None:
    def make() -> bytes:
        target = BytesIO()
        writer = rows.RowWriter(target)
        writer.write([("unit", "a", "passed", 0.1, 1)])
        writer.close()
        return target.getvalue()

    assert make() == make()
