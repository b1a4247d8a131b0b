from __future__ import annotations

from records import category, counts, record

from gatekeeper.model import Verdict
from gatekeeper.publishers.table import has_target, rows


def test_a_row_for_every_category() -> None:
    made = record(
        categories=[
            category("a", counts=counts(passed=1, failed=2, errored=3, skipped=4, flaky=1), threshold="> 90%"),
            category("b", Verdict.FAILED, blocking=False, threshold=None, milliseconds=None),
            category("c", None, absent="why", counts=counts()),
            category("d", counts=counts(), milliseconds=49),
        ]
    )
    assert rows(made)[1:] == [
        ("a", "1", "2", "3", "4", "1", "6", "16.6%", "> 90%", "1.5s"),
        ("b (advisory)", "3", "0", "0", "0", "0", "3", "100.0%", "-", "-"),
        ("c", *["-"] * 9),
        ("d", "0", "0", "0", "0", "0", "0", "none", ">= 100%", "0.0s"),
    ]
    assert {len(row) for row in rows(made)} == {len(rows(made)[0])}


def test_a_target_has_its_column() -> None:
    made = record(categories=[category("a", target="> 95%"), category("b"), category("c", None, absent="why", counts=counts())])
    header, *cells = rows(made, target=True)
    assert (has_target(made), has_target(record()), header[-3:]) == (True, False, ("needs", "target", "time"))
    assert [row[-2] for row in cells] == ["> 95%", "-", "-"]
