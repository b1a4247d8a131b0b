from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from trials import target

from gatekeeper.evidence.parts.part import decode
from gatekeeper.selftest.control import THREE, control
from gatekeeper.selftest.layout import lay
from gatekeeper.selftest.world import World, world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def place(folder: Path) -> Iterator[World]:
    assert folder.is_dir()
    with world(target('inventory = ["ls"]\n')) as made:
        yield made


def test_reports_are_where_the_patterns_look(place: World) -> None:
    good = control(target(), None, witnessed=False)
    old = good.first_report(modified=timedelta(days=2))
    lay(old, place)
    files = sorted(each.name for each in (place.base / "reports").iterdir())
    assert len(files) == len(good.reports)
    first, other = ((place.base / each.path).stat().st_mtime for each in good.reports)
    assert 86400 < other - first < 3 * 86400


def test_a_witnessed_run_has_its_record_and_its_own_folder(place: World) -> None:
    good = control(place.target, place.subject.commit, witnessed=True)
    lay(good, place)
    part = decode((place.base / ".gatekeeper/runs/unit-1.json").read_bytes())
    assert (part.witness.code, part.witness.before, len(part.readings)) == (0, place.subject, 2)
    assert part.expected is not None
    assert part.expected.tests == len(good.listed) == 10
    assert all((place.base / ".gatekeeper/runs/unit-1" / each.path).is_file() for each in good.reports)


def test_red_reports_have_another_exit_code_and_facts_come_first(place: World) -> None:
    red = control(place.target, None, witnessed=True, shards=THREE).first_cases(1, "<failure/>")
    lay(replace(red, runs=(red.runs[0], replace(red.runs[1], facts={"code": 7}), replace(red.runs[2], place="again"))), place)
    codes = {path.stem: decode(path.read_bytes()).witness.code for path in (place.base / ".gatekeeper/runs").glob("*.json")}
    assert codes == {"unit-1": 1, "unit-2": 7, "unit-again": 0}


def test_a_folder_in_a_reports_place(place: World) -> None:
    bad = control(target(), None, witnessed=False).first_report(shape="folder")
    lay(bad, place)
    assert (place.base / bad.reports[0].path).is_dir()
