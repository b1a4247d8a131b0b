from __future__ import annotations

import json
import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from audits import STATUS, report
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.baseline import Key, accept, key, read, shrunk, write
from gatekeeper.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = f"{STATUS}Coverage: 72%\n\nSystem health: 99%\n"
_HERE = ("STATUS.md",)


def test_what_is_accepted_blocks_no_more_wherever_it_moves() -> None:
    known = shrunk(report(_TEXT).findings, None, _HERE)
    moved = report(f"{STATUS}\n\nSystem   HEALTH: 99%\n\nCoverage: 72%\n").findings
    after, gone = accept(moved, known, _HERE)
    assert ([(each.blocking, each.accepted) for each in after], gone) == ([(False, True)] * 2, ())


def test_a_new_finding_blocks_and_a_number_that_changed_is_new() -> None:
    known = shrunk(report(_TEXT).findings, None, _HERE)
    after, gone = accept(report(_TEXT.replace("72%", "73%")).findings, known, _HERE)
    assert [each.blocking for each in after] == [True, False]
    assert [each[3] for each in gone] == ["coverage: 72%"]


def test_the_same_claim_once_more_is_a_new_one() -> None:
    known = shrunk(report(_TEXT).findings, None, _HERE)
    after, _ = accept(report(f"{_TEXT}\nCoverage: 72%\n").findings, known, _HERE)
    assert [each.blocking for each in after] == [False, False, True]


def test_what_was_not_read_is_not_gone() -> None:
    known = shrunk(report(_TEXT).findings, None, _HERE)
    assert accept((), known, ("OTHER.md",))[1] == ()
    assert len(accept((), known, _HERE)[1]) == 2


@given(
    st.lists(st.sampled_from(["Coverage: 72%", "Coverage: 73%", "System health: 99%"]), max_size=5), st.integers(0, 2), st.integers(0, 2)
)
def test_a_baseline_only_gets_shorter(lines: list[str], one: int, two: int) -> None:
    text = STATUS + "\n\n".join(lines)
    findings = report(text).findings
    known: Counter[Key] = Counter({key(each): number for each, number in zip(findings, (one, two, one, two, one), strict=False)})
    kept = shrunk(findings, known, _HERE)
    assert all(count <= known[each] for each, count in kept.items())
    assert shrunk(findings, kept, ("OTHER.md",)) == kept


def test_it_is_written_and_read(folder: Path) -> None:
    known = shrunk(report(f"{_TEXT}\nCoverage: 72%\n").findings, None, _HERE)
    write(folder / "baseline.json", known)
    assert read(folder / "baseline.json") == known
    assert read(folder / "none.json") is None
    assert b'"count": 2' in (folder / "baseline.json").read_bytes()


def _row(**more: object) -> bytes:
    return json.dumps({"accepted": [{"path": "a", "kind": "b", "finding": "c", "text": "d", **more}]}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"accepted":[{"path":1}]}',
        b"\xff",
        b'{"accepted":[],"more":1}',
        b'{"accepted":[],"version":2}',
        b"[" * 100_000,
        _row(count=0),
        _row(count=-1),
        _row(count=10**12),
        _row(count=1.5),
        _row(more=1),
    ],
)
def test_what_is_no_baseline_is_refused(folder: Path, data: bytes) -> None:
    (folder / "baseline.json").write_bytes(data)
    with pytest.raises(UsageError, match="is no baseline"):
        read(folder / "baseline.json")


def test_what_is_no_file_is_neither_read_nor_written(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    for each in (folder, folder / "pipe"):
        with pytest.raises(UsageError, match="is no file"):
            read(each)
        with pytest.raises(UsageError, match="is no file"):
            write(each, Counter())
    with pytest.raises(UsageError, match="cannot be read"):
        read(folder / ("x" * 300))


def test_more_than_a_baseline_may_have_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gatekeeper.audit.baseline._MOST", 50)
    (folder / "baseline.json").write_bytes(_row())
    with pytest.raises(UsageError, match="has more than"):
        read(folder / "baseline.json")


def test_it_is_written_whole_or_stays_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "baseline.json"
    known = shrunk(report(_TEXT).findings, None, _HERE)
    write(path, known)
    path.chmod(0o640)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.replace", full)
        with pytest.raises(UsageError, match="cannot be written: No space left"):
            write(path, Counter())
    assert read(path) == known
    write(path, Counter())
    assert (read(path), path.stat().st_mode & 0o777) == (Counter(), 0o640)
    assert list(folder.iterdir()) == [path]


def test_what_is_gone_is_named_once_however_often_it_was_accepted() -> None:
    many: Counter[Key] = Counter({("STATUS.md", "coverage", "unsupported", "x"): 1_000_000})
    assert accept((), many, _HERE)[1] == (("STATUS.md", "coverage", "unsupported", "x"),)
