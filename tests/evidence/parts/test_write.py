from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import parted
import pytest
import reports
import runs

from gatekeeper.evidence.parts.part import decode, encode
from gatekeeper.evidence.parts.places import place_of
from gatekeeper.evidence.parts.row import reading_of, row_of
from gatekeeper.evidence.parts.write import UnwrittenError, write
from gatekeeper.gate import Request, check
from gatekeeper.model import Verdict


def test_a_part_says_everything_that_was_read(folder: Path) -> None:
    config = parted.configured(folder, 'required_tests = ["c::s1/2t*"]\n')
    path = parted.part(config, "1/2", code=1)
    data = path.read_bytes()
    part = decode(data)
    assert (str(path), encode(part)) == (".gatekeeper/runs/unit-1.json", data)
    assert (part.gate, part.category, part.witness.code, part.inventory and part.inventory.tests) == ("Widgets", "unit", 1, 3)
    reading = reading_of(part.readings[0], "rows")
    assert (reading.file.path, reading.counts.passed, reading.part) == ("unit-1/junit.xml", 3, "rows")
    assert [counts.passed for counts in reading.selected.values()] == [3]
    assert row_of(reading) == part.readings[0]
    rows = gzip.decompress((path.parent / "unit-1.cases.jsonl.gz").read_bytes()).splitlines()
    assert [json.loads(row)[1] for row in rows] == ["c::s1/2t0", "c::s1/2t1", "c::s1/2t2"]


def test_a_part_is_written_where_nothing_came_of_the_run(folder: Path) -> None:
    path = parted.part(parted.configured(folder), xml="", code=None, signal="SIGKILL")
    part = decode(path.read_bytes())
    assert (part.readings, part.inventory and part.inventory.tests, part.witness.signal) == ((), 0, "SIGKILL")
    assert sorted(each.name for each in path.parent.iterdir()) == ["unit-1", "unit-1.cases.jsonl.gz", "unit-1.json"]


def test_a_report_elsewhere_and_one_that_cannot_be_read_are_said_too(folder: Path) -> None:
    config = parted.configured(folder)
    (folder / "reports").mkdir()
    (folder / "reports/a.xml").write_text("<x>")
    path = write(config, config.categories[0], runs.witness(), {str(folder / "reports/a.xml"): "a"}, place_of(Path(), "unit", None))
    row = decode(path.read_bytes()).readings[0]
    assert (row.file.path, row.file.status, row.file.problem.name) == ("../../reports/a.xml", "refused", "UNREADABLE")


def test_the_verdict_stands_where_the_disk_refuses(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = parted.configured(folder, monkeypatch=monkeypatch)
    (folder / ".gatekeeper").write_text("in the way")
    (folder / "a.xml").write_text(reports.report(reports.passed(), reports.failed()))
    seen = runs.witness(code=1, before=parted.HERE, after=parted.HERE)
    with pytest.raises(UnwrittenError, match=r"unit-1\.json cannot be written") as raised:
        write(config, config.categories[0], seen, {"a.xml": "a.xml"}, place_of(Path(), "unit", None))
    assert raised.value.exit_code == 4
    record = check(Request(config=config, parts=(raised.value.opened,))).record
    assert (record.verdict, record.categories[0].counts.tests) == (Verdict.FAILED, 2)


def test_the_environment_of_the_run_decides_what_is_asked(folder: Path) -> None:
    config = parted.configured(folder, '[categories.unit.env.staging]\nrequired_tests = ["c::*"]\n')
    with_it = decode(parted.part(config, environment="staging").read_bytes()).readings[0]
    without = decode(parted.part(config).read_bytes()).readings[0]
    assert (len(with_it.selected), len(without.selected)) == (1, 0)
    assert replace(runs.witness(), environment="staging").environment == "staging"
