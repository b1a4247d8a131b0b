from __future__ import annotations

import os
import re
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from ledgers import kept, ledger, loaded, made

from gatekeeper.errors import RecordError
from gatekeeper.evidence.ledger.files import DamagedError, blocks, folders, put, read, regular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Every line of the module is a step after which a child of this process is killed; what it leaves is judged by the test.
_KILLED = """
import os, signal, sys
from pathlib import Path
from gatekeeper.evidence.accept import accept
from gatekeeper.evidence.ledger import files, store

record = accept(Path(sys.argv[1]), Path(sys.argv[1]).parent)

def kill_after(steps):
    left = [steps]
    def trace(frame, event, _):
        if frame.f_code.co_filename not in (files.__file__, store.__file__):
            return None
        left[0] -= event == "line"
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace
    sys.settrace(trace)

for step in range(1, 1000):
    child = os.fork()
    if not child:
        kill_after(step)
        store.Ledger(Path(sys.argv[2], str(step))).put(record)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
print(step)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills children of its own")
def test_killed_at_any_step_there_is_a_whole_file_or_none(tmp_path: Path) -> None:
    one = kept(tmp_path, made(), [("unit", "c::a", "passed")])
    assert one.path
    command = [sys.executable, "-c", _KILLED, str(one.path), str(tmp_path / "ledgers")]
    steps = int(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    assert steps > 40
    seen = set()
    for step in range(1, steps):
        there = ledger(tmp_path)
        there.folder = tmp_path / "ledgers" / str(step)
        names = {path.name for path in there.folder.rglob("*.json*") if not path.name.startswith(".")}
        seen.add(len(names))
        assert f"{one.digest}.json" not in names or len(names) == 2  # the inventory first, then its record
        assert there.entries() == () or there.load(one.digest) == loaded(there, one)
        assert (there.damaged, [each for each in names if one.digest not in each]) == ((), [])
        there.put(one)
        assert (there.left_out, there.load(one.digest)) == ("", loaded(there, one))
    assert seen == {0, 1, 2}


def test_a_name_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert put(path, [b"a", b"b"])
    assert not put(path, [b"c"])
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"ab", ["x"])
    link = tmp_path / "link"
    link.symlink_to("nowhere")
    assert not put(link, [b"c"])


def test_a_name_that_is_taken_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x"

    def late() -> Iterator[bytes]:
        path.write_bytes(b"first")
        yield b"second"

    assert not put(path, late())
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"first", ["x"])


@pytest.mark.parametrize("taken", [False, True])
def test_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    path = tmp_path / "x"

    def link(*_: object) -> None:
        if taken:
            path.write_bytes(b"first")
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", link)
    assert put(path, [b"second"]) is not taken
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"first" if taken else b"second", ["x"])


def test_what_is_written_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda _: synced.append((tmp_path / "x").exists()))
    put(tmp_path / "x", [b"a"])
    assert synced == [False]


def test_an_error_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"a"
        raise DamagedError("no more")

    with pytest.raises(DamagedError):
        put(tmp_path / "x", broken())
    with pytest.raises(DamagedError, match="it changed while it was read"):
        put(tmp_path / "x", [b"a"], "0" * 64)
    assert os.listdir(tmp_path) == []


def test_everybody_may_read_what_the_umask_allows(tmp_path: Path) -> None:
    put(tmp_path / "x", [b"a"])
    (tmp_path / "y").touch()
    assert (tmp_path / "x").stat().st_mode == (tmp_path / "y").stat().st_mode


def test_only_bytes_with_the_digest_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    good = sha256(b"abc").hexdigest()
    assert (read(path, good, 3), b"".join(blocks(path, good, 3))) == (b"abc", b"abc")
    for digest, most in (("0" * 64, 3), (good, 2)):
        with pytest.raises(DamagedError):
            read(path, digest, most)
        with pytest.raises(DamagedError):
            list(blocks(path, digest, most))
    with pytest.raises(FileNotFoundError):
        list(blocks(tmp_path / "y", good, 3))


def test_links_and_pipes_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("x")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        with pytest.raises((OSError, DamagedError)):
            read(tmp_path / name, sha256(b"abc").hexdigest(), 3)
        with pytest.raises(DamagedError):
            list(blocks(tmp_path / name, sha256(b"abc").hexdigest(), 3))


def test_names_are_listed_in_order_and_links_are_not(tmp_path: Path) -> None:
    for name in ("b1", "a1", "c"):
        (tmp_path / name).mkdir()
    for name in ("y1", "x1"):
        (tmp_path / name).touch()
    (tmp_path / "l1").symlink_to("x1")
    (tmp_path / "m1").symlink_to("a1")
    one = re.compile("[a-z]1")
    assert [each.name for each in folders(tmp_path, one)] == ["b1", "a1"]
    assert [each.name for each in regular(tmp_path, one)] == ["x1", "y1"]
    assert (folders(tmp_path / "none", one), regular(tmp_path / "none", one)) == ([], [])
    with pytest.raises(RecordError, match="cannot be read"):
        regular(tmp_path / "x1", one)
