from __future__ import annotations

from gatekeeper.selftest.kinds import all_kinds
from gatekeeper.selftest.table import kinds_table


def test_one_row_for_each_kind_and_no_cell_is_broken() -> None:
    head, line, *rows = kinds_table().splitlines()
    assert (len(rows), head.count("|"), line.count("|")) == (len(all_kinds()), 6, 6)
    assert {each.replace("\\|", "").count("|") for each in rows} == {6}
