from __future__ import annotations

import gzip
import json
import tracemalloc
from functools import partial
from io import BytesIO

from gatekeeper.junit import codes
from gatekeeper.junit.large import LargeSuite
from gatekeeper.junit.rows import RowWriter, make_rows
from gatekeeper.junit.totals import Totals, Watch
from gatekeeper.model import Selection

FOLD = partial(codes.fold, reruns=False, bare_attempts=False)
PIECES: list[tuple[list[str], dict[int, int]]] = [(["a", "b"], {}), (["b", "c"], {0: codes.FAILED}), (["d"], {0: codes.SKIPPED})]
EVERY = Selection(tests=("*",))


def test_pieces_add_up_and_repeated_tests_are_found_across_them() -> None:
    totals, watch = Totals(), Watch([EVERY])
    large = LargeSuite(None)
    for ids, marks in PIECES:
        large.add(ids, marks, [], watch)
    again = large.finish(totals, watch, FOLD)
    assert [group.codes for group in again.values()] == [[codes.PASSED, codes.FAILED]]
    assert (totals.counts(5).passed, totals.counts(5).failed, totals.counts(5).skipped) == (3, 1, 1)
    assert (watch.counts()[EVERY].passed, watch.counts()[EVERY].failed, watch.counts()[EVERY].skipped) == (2, 1, 1)


def rows_of(pieces: list[tuple[list[str], dict[int, int]]]) -> list[list[object]]:
    target = BytesIO()
    writer = RowWriter(target)
    large = LargeSuite(writer)
    for ids, marks in pieces:
        large.add(ids, marks, make_rows("t", ids, [0.5] * len(ids), marks), Watch(()))
    large.finish(Totals(), Watch(()), FOLD)
    writer.close()
    rows = [json.loads(line) for line in gzip.decompress(target.getvalue()).splitlines()]
    assert len(rows) == writer.tests
    return rows


def test_rows_are_one_per_test_in_order() -> None:
    assert rows_of(PIECES) == [
        ["t", "a", "passed", 0.5, 1],
        ["t", "b", "failed", 0.5, 2],
        ["t", "c", "passed", 0.5, 1],
        ["t", "d", "skipped", 0.5, 1],
    ]


def test_without_repeated_tests_rows_are_copied_as_they_are() -> None:
    assert [row[1] for row in rows_of([(["a", "b"], {}), (["c"], {})])] == ["a", "b", "c"]


def test_a_watched_suite_keeps_no_names() -> None:
    tests, pieces = 5_000, 8
    watch, large = Watch([EVERY]), LargeSuite(None)
    tracemalloc.start()
    try:
        for piece in range(pieces):
            large.add([f"c::test number {piece} {number}" for number in range(tests)], {0: codes.FAILED}, [], watch)
        kept = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert kept < 40 * tests * pieces
    large.finish(Totals(), watch, FOLD)
    assert (watch.counts()[EVERY].passed, watch.counts()[EVERY].failed) == (tests * pieces - pieces, pieces)


def test_repeated_tests_are_folded_for_the_selections_they_belong_to() -> None:
    some, none = Selection(tests=("b", "d")), Selection(tests=("*",), excused=("x",))
    watch, large = Watch([EVERY, some, none]), LargeSuite(None)
    for ids, marks in PIECES:
        large.add(ids, marks, [], watch)
    large.finish(Totals(), watch, FOLD)
    counts = watch.counts()
    assert (counts[some].passed, counts[some].failed, counts[some].skipped, counts[none].tests) == (0, 1, 1, 0)
