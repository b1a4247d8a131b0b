from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatekeeper.errors import UsageError
from gatekeeper.junit.expand import expand, is_part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PART = '{\n  "$format": "gatekeeper-part-1",\n  "category": "unit"\n}\n'


@pytest.mark.parametrize(
    ("text", "inventory", "expected"),
    [
        (PART, False, True),
        (PART.replace("\n", "").replace(" ", ""), False, True),
        ('{"$format": "gatekeeper-part-9"', False, True),
        ('{"a": {"$format": "gatekeeper-part-1"}}', False, False),
        ('{"name": "package"}', False, False),
        ("", False, False),
        ("", True, True),
        ('{"name": "damaged"}', True, True),
        ('{\n  "categories": [', True, False),  # a record
    ],
)
def test_a_part_is_known_by_how_it_begins_or_by_what_stands_beside_it(
    write: Callable[[str, str], Path], text: str, inventory: bool, expected: bool
) -> None:
    write("unit-1.json", text)
    if inventory:
        write("unit-1.cases.jsonl.gz", "")
    assert is_part("unit-1.json") is expected


def test_what_is_no_json_file_is_no_part(write: Callable[[str, str], Path], folder: Path) -> None:
    write("unit-1.txt", PART)
    (folder / "folder.json").mkdir()
    assert not any(map(is_part, ("unit-1.txt", "folder.json", "missing.json")))


@pytest.mark.parametrize("name", ["runs", "runs/**"])
def test_a_folder_holds_reports_and_parts_and_much_else(write: Callable[[str, str], Path], name: str) -> None:
    for path in ("runs/a.xml", "runs/deep/B.XML", "runs/page.html", "runs/build.log", "runs/unit-1.cases.jsonl.gz", "runs/.hidden/c.xml"):
        write(path, "")
    write("runs/deep/unit-1.json", PART)
    write("runs/package.json", "{}")
    assert expand(name) == ["runs/.hidden/c.xml", "runs/a.xml", "runs/deep/B.XML", "runs/deep/unit-1.json"]


def test_a_glob_finds_what_it_names(write: Callable[[str, str], Path]) -> None:
    for path in ("runs/a.xml", "runs/a.html", "runs/b.json"):
        write(path, "{}")
    write("runs/unit-1.json", PART)
    assert expand("runs/*") == ["runs/a.xml", "runs/unit-1.json"]
    assert expand("*/**") == ["runs/a.xml", "runs/unit-1.json"]
    assert expand("runs/a*") == ["runs/a.html", "runs/a.xml"]
    assert expand("runs/*.json") == ["runs/b.json", "runs/unit-1.json"]
    assert expand("none/**") == expand("none/*") == []
    assert expand("none.xml") == ["none.xml"]


@pytest.mark.parametrize("name", ["runs", "runs/**/*.xml"])
def test_folders_that_are_nested_too_deep_are_wrong_usage(
    write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write("runs/a.xml", "")

    def fall(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("gatekeeper.junit.expand._folder", fall)
    monkeypatch.setattr("gatekeeper.junit.expand.glob_of", fall)
    with pytest.raises(UsageError, match="nested too deep"):
        expand(name)
