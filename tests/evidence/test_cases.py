from __future__ import annotations

import gzip
import json
import os
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.evidence import cases as module
from gatekeeper.evidence.cases import Cases, Missing, Tally, ask, read_rows
from gatekeeper.evidence.inventory import Inventory
from gatekeeper.junit.identity import matcher

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.cases import Row

_NAME = "record.cases.jsonl.gz"
_ROWS: list[list[object]] = [
    ["unit", "shop.pay::test_card", "passed", 0.1, 1],
    ["unit", "shop.pay::test_cash", "failed", None, 2],
    ["unit", "shop.pay::test_coin", "skipped", 0, 1],
    ["e2e", "shop.cart::test_add", "passed", 1.5, 1],
    ["e2e", "shop.cart::test_add[a]", "errored", 1.5, 1],
]


def _put(folder: Path, data: bytes, tests: int, name: str = _NAME) -> Inventory:
    (folder / name).write_bytes(data)
    return Inventory(path=name, sha256=sha256(data).hexdigest(), tests=tests)


def _packed(rows: list[list[object]]) -> bytes:
    return gzip.compress(b"".join(json.dumps(row).encode() + b"\n" for row in rows))


def _answer(folder: Path, *questions: tuple[str, ...], rows: list[list[object]] | None = None) -> dict[tuple[str, ...], Tally]:
    rows = _ROWS if rows is None else rows
    found = ask(folder / "record.json", _put(folder, _packed(rows), len(rows)), questions)
    assert isinstance(found, Cases)
    return dict(found.answers)


def _why(folder: Path, inventory: Inventory | None) -> str:
    found = ask(folder / "record.json", inventory, [("*",)])
    assert isinstance(found, Missing)
    return found.reason


def test_one_pass_answers_all(folder: Path) -> None:
    found = _answer(folder, ("shop.pay::*",), ("*add", "*add[a]", "none*"), ("none",))
    assert found == {
        ("shop.pay::*",): Tally(passed=1, broken=1, skipped=1, ran={"shop.pay::*": 2}, categories={"unit"}),
        ("*add", "*add[a]", "none*"): Tally(passed=1, broken=1, ran={"*add": 1, "*add[a]": 1}, categories={"e2e"}),
        ("none",): Tally(),
    }
    assert found["shop.pay::*",].executed == 2


def test_a_test_that_two_globs_match_counts_once(folder: Path) -> None:
    assert _answer(folder, ("shop*", "*card"))["shop*", "*card"].ran == {"shop*": 4, "*card": 1}
    assert _answer(folder, ("shop*", "*card"))["shop*", "*card"].executed == 4


def test_no_tests_at_all(folder: Path) -> None:
    assert _answer(folder, ("*",), rows=[]) == {("*",): Tally()}


def test_no_question_reads_nothing(folder: Path) -> None:
    assert ask(folder / "record.json", Inventory(path="gone", sha256="", tests=1), []) == Cases(answers={})


@given(st.lists(st.tuples(st.text("ab:[", max_size=4), st.sampled_from(["passed", "failed", "errored", "skipped"])), max_size=9))
def test_counts_are_those_of_a_simple_count(tmp_path_factory: pytest.TempPathFactory, tests: list[tuple[str, str]]) -> None:
    globs = ("a*", "?b", "*[*")
    found = _answer(tmp_path_factory.mktemp("x"), globs, rows=[["unit", name, outcome, None, 1] for name, outcome in tests])[globs]
    own = [outcome for name, outcome in tests if matcher(globs)(name)]
    assert (found.passed, found.broken, found.skipped) == (
        own.count("passed"),
        own.count("failed") + own.count("errored"),
        own.count("skipped"),
    )
    for glob in globs:
        assert found.ran.get(glob, 0) == sum(1 for name, outcome in tests if outcome != "skipped" and matcher((glob,))(name))


def test_without_an_inventory(folder: Path) -> None:
    assert _why(folder, None) == "the record has none"


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "/etc/passwd", "a\\b", "c:x", "a\0"])
def test_only_a_file_beside_the_record_is_opened(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    assert _why(folder, Inventory(path=name, sha256="", tests=0)) == "the record does not name a file beside itself"


def test_a_file_that_is_not_there(folder: Path) -> None:
    assert _why(folder, Inventory(path=_NAME, sha256="", tests=0)) == "it is not beside the record"
    assert "cannot be read" in _why(folder, Inventory(path="x" * 300, sha256="", tests=0))


def test_an_inventory_is_found_under_the_name_of_its_record_too(folder: Path) -> None:
    made = _put(folder, _packed(_ROWS), len(_ROWS), "kept.cases.jsonl.gz")
    named = Inventory(path=_NAME, sha256=made.sha256, tests=made.tests)
    assert isinstance(ask(folder / "kept.json", named, [("*",)]), Cases)
    _put(folder, _packed(_ROWS[:1]), 1, "kept.cases.jsonl.gz")
    assert ask(folder / "kept.json", named, [("*",)]) == Missing(reason="its SHA-256 is not the one in the record")
    _put(folder, _packed(_ROWS), len(_ROWS))
    assert isinstance(ask(folder / "kept.json", named, [("*",)]), Cases)


def test_rows_are_handed_over_as_they_are(folder: Path) -> None:
    taken: list[Row] = []
    assert read_rows(folder / "record.json", _put(folder, _packed(_ROWS), len(_ROWS)), taken.extend) is None
    assert [list(row) for row in taken] == _ROWS


def test_links_pipes_and_folders_are_not_followed(folder: Path) -> None:
    made = _put(folder, _packed(_ROWS), len(_ROWS), "elsewhere")
    (folder / "link").symlink_to("elsewhere")
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()
    assert "cannot be read" in _why(folder, Inventory(path="link", sha256=made.sha256, tests=made.tests))
    assert _why(folder, Inventory(path="pipe", sha256=made.sha256, tests=made.tests)) == "it is no regular file"
    assert "cannot be read" in _why(folder, Inventory(path="folder", sha256=made.sha256, tests=made.tests))


def test_another_digest(folder: Path) -> None:
    made = _put(folder, _packed(_ROWS), len(_ROWS))
    (folder / _NAME).write_bytes(_packed(_ROWS[:1]))
    assert _why(folder, made) == "its SHA-256 is not the one in the record"


def test_another_number_of_rows(folder: Path) -> None:
    assert _why(folder, _put(folder, _packed(_ROWS), 6)) == "it lists 5 tests, the record 6"


def test_a_file_that_is_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PACKED", 10)
    assert _why(folder, _put(folder, b"x" * 11, 0)) == "it has 11 bytes, more than are read"


@pytest.mark.parametrize(
    "row",
    [
        "{}",
        "[]",
        "null",
        "x",
        '["unit", "a", "passed", null]',
        '["unit", "a", "passed", null, 1, 2]',
        '["unit", "a", "green", null, 1]',
        '["unit", 1, "passed", null, 1]',
        '[null, "a", "passed", null, 1]',
        '["unit", "a", "passed", "1", 1]',
        '["unit", "a", "passed", 1e999, 1]',
        "[" * 60_000,
    ],
)
def test_rows_that_are_none(folder: Path, row: str) -> None:
    assert _why(folder, _put(folder, gzip.compress(f"{row}\n".encode()), 1)) == "it is damaged"


@pytest.mark.parametrize(
    "data", [b"", b"no gzip", gzip.compress(b'["unit", "a", "passed", null, 1]\n', mtime=0)[:-3], gzip.compress(b"\xff\n", mtime=0)]
)
def test_a_damaged_file(folder: Path, data: bytes) -> None:
    assert _why(folder, _put(folder, data, 1)) in ("it is damaged", "it lists 0 tests, the record 1")
