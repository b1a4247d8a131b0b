"""The place of a run: empty, not linked, for one at a time, and free again however a run ends."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gatekeeper.errors import UsageError
from gatekeeper.evidence.expected import list_beside
from gatekeeper.evidence.inventory import path_beside
from gatekeeper.witness.place import held, make_anew

if TYPE_CHECKING:
    from pathlib import Path

_HOLD = """
import os, signal, sys
from pathlib import Path
from gatekeeper.witness.place import held
with held(Path(sys.argv[1]), Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


def _part(base: Path) -> Path:
    return base / ".gatekeeper/runs/unit-1.json"


def test_what_an_earlier_run_left_is_gone(tmp_path: Path) -> None:
    part = _part(tmp_path)
    out = make_anew_in(part, tmp_path)
    (out / "deep").mkdir()
    (out / "deep/old.xml").touch()
    left = [part, path_beside(part), list_beside(part)]
    others = [part.with_name("unit-2.json"), part.with_name("unit-2"), part.with_name("other-1.json")]
    for path in (*left, *others):
        path.touch()
    assert make_anew_in(part, tmp_path) == out == tmp_path / ".gatekeeper/runs/unit-1"
    assert (list(out.iterdir()), [path for path in left if path.exists()]) == ([], [])
    assert all(path.exists() for path in others)


def make_anew_in(part: Path, base: Path) -> Path:
    with held(part, base):
        return make_anew(part, base)


@pytest.mark.parametrize("name", [".gatekeeper", ".gatekeeper/runs", ".gatekeeper/runs/unit-1", ".gatekeeper/runs/unit-1.json"])
def test_a_link_on_the_way_is_refused(tmp_path: Path, name: str) -> None:
    base, elsewhere = tmp_path / "base", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").touch()
    (base / name).parent.mkdir(parents=True)
    (base / name).symlink_to(elsewhere)
    with pytest.raises(UsageError, match="is a link"):
        make_anew_in(_part(base), base)
    assert (elsewhere / "precious").exists()
    assert [path.name for path in elsewhere.iterdir()] == ["precious"]


def test_a_linked_lock_is_refused(tmp_path: Path) -> None:
    part = _part(tmp_path)
    part.parent.mkdir(parents=True)
    (tmp_path / "precious").write_text("precious")
    part.with_name(".unit-1.lock").symlink_to(tmp_path / "precious")
    with pytest.raises(UsageError, match="cannot be used"):
        make_anew_in(part, tmp_path)
    assert (tmp_path / "precious").read_text() == "precious"


def test_a_link_inside_the_old_folder_is_removed_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/file").touch()
    out = make_anew_in(_part(tmp_path), tmp_path)
    (out / "link").symlink_to(tmp_path / "precious")
    make_anew_in(_part(tmp_path), tmp_path)
    assert (tmp_path / "precious/file").exists()


def test_something_else_in_its_place_is_refused(tmp_path: Path) -> None:
    part = _part(tmp_path)
    part.parent.mkdir(parents=True)
    part.with_suffix("").touch()
    with pytest.raises(UsageError, match="cannot be used") as caught:
        make_anew_in(part, tmp_path)
    assert caught.value.remedy
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be used"):
        make_anew_in(tmp_path / "file/unit-1.json", tmp_path)


def test_folders_that_are_nested_too_deep_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = make_anew_in(_part(tmp_path), tmp_path)

    def fall(path: Path) -> None:
        raise RecursionError(path)

    monkeypatch.setattr("shutil.rmtree", fall)
    with pytest.raises(UsageError, match=f"{out} cannot be used: its folders are nested too deep"):
        make_anew_in(_part(tmp_path), tmp_path)


def test_one_run_at_a_time_and_another_shard_beside_it(tmp_path: Path) -> None:
    part = _part(tmp_path)
    with held(part, tmp_path):
        with (
            pytest.raises(UsageError, match=rf"another run of unit-1 is going on in process {os.getpid()}$") as caught,
            held(part, tmp_path),
        ):
            pass
        with held(part.with_name("unit-2.json"), tmp_path):
            pass
    assert "--shard" in caught.value.remedy
    with held(part, tmp_path):
        pass


def test_a_killed_holder_holds_no_more(tmp_path: Path) -> None:
    part = _part(tmp_path)
    command = [sys.executable, "-c", _HOLD, str(part), str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(UsageError, match=f"process {process.pid}$"), held(part, tmp_path):
            pass
        process.kill()
        process.wait()
        with held(part, tmp_path):
            pass
