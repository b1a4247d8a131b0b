from __future__ import annotations

from dataclasses import replace

import pytest
from trials import target

from gatekeeper.junit.find import is_report
from gatekeeper.selftest.paths import ends_with, outermost, paths


@pytest.mark.parametrize(
    "reports",
    ['"r/*.xml"', '"**/target/TEST-*.xml"', '"junit/**/[ab]?.xml"', '"r/[!x]*.xml", "!r/TEST*"', '"a/*", "b/**/*.xml"', '"./r/**"'],
)
def test_every_path_is_found_and_every_pattern_has_one(reports: str) -> None:
    own = target("", reports)
    found = paths(own)
    assert len(found) == len(set(found)) >= 1
    assert all(is_report(str(own.config.base / each), own.config) for each in found)
    for pattern in [each for each in own.category.reports if not each.startswith("!")]:
        alone = target("", f'"{pattern}"')
        assert any(is_report(str(own.config.base / each), alone.config) for each in found)


@pytest.mark.parametrize(("expected", "number"), [("7", 7), ("1", 1), ('["unit.xml", "*/e2e-*.xml"]', 2)])
def test_as_many_as_are_expected(expected: str, number: int) -> None:
    assert len(paths(target(f"expected_files = {expected}\n", '"r/**/*.xml"'))) == number


def test_the_expected_names() -> None:
    assert [each.rpartition("/")[2] for each in paths(target('expected_files = ["b/unit.xml", "e2e-?.xml"]\n', '"r/**/*.xml"'))] == [
        "unit.xml",
        "e2e-a.xml",
    ]


def test_no_path_where_the_excludes_leave_none() -> None:
    assert paths(target("", '"r/*.xml", "!r/*"')) == []


def test_how_far_out_the_patterns_begin() -> None:
    own = target().category
    assert [outermost(replace(own, reports=each)) for each in (("r/*.xml",), ("a.xml", "../b/*.xml", "!../../c/x.xml"))] == [0, 2]


def test_what_a_path_is_called_by() -> None:
    asked = (("b/a.xml", "a.xml"), ("a.xml", "a.xml"), ("ba.xml", "a.xml"), ("c/b/a.xml", "b/*.xml"), ("a[1].xml", "a[1].xml"))
    assert [ends_with(*each) for each in asked] == [True, True, False, True, True]
