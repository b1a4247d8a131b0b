from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest
from sheets import put

from gatekeeper.documents.regions import write as module
from gatekeeper.documents.regions.write import write
from gatekeeper.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Forks a writer, which is killed at its first step, another one at its second, and so on, until one lives to the end. A step is
# every call into C and every return from one: opening, writing, changing the mode, renaming, syncing.
_KILLED = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from gatekeeper.documents.regions.write import write

    place, old, new = Path(sys.argv[1]), sys.argv[2] or None, sys.argv[3] * 3000
    seen, step, lived = set(), 0, False
    while not lived:
        place.unlink(missing_ok=True)
        if old:
            place.write_bytes(old.encode())
        step += 1
        child = os.fork()
        if not child:
            left = step
            def count(frame, event, argument):
                global left
                if event in ("c_call", "c_return"):
                    left -= 1
                    if not left:
                        os.kill(os.getpid(), signal.SIGKILL)
            sys.setprofile(count)
            write(place, old, new, "x")
            sys.setprofile(None)
            os._exit(0)
        lived = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        text = place.read_bytes().decode() if place.exists() else None
        seen.add({old: "old", new: "new"}.get(text, "half"))
    print(step, sorted(seen))
    """
)


@pytest.mark.parametrize("old", ["", "old text"])
def test_a_writer_that_is_killed_at_any_step_leaves_the_old_file_or_the_new_one(tmp_path: Path, old: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path / "x.md"), old, "new text "], capture_output=True, check=True, timeout=100
    )
    steps, seen = done.stdout.decode().split(" ", 1)
    assert seen.strip() == "['new', 'old']"
    assert int(steps) > 40


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o444])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    path = put(tmp_path / "x.md", "old")
    path.chmod(mode)
    write(path, "old", "new", "x.md")
    assert (path.read_text(), path.stat().st_mode & 0o7777, os.listdir(tmp_path)) == ("new", mode, ["x.md"])


def test_a_new_file_has_the_usual_mode_and_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x.md"
    write(path, None, "☃\r\n", "x.md")
    put(tmp_path / "usual", "")
    assert path.read_bytes() == "☃\r\n".encode()
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize(("before", "there"), [("old", "edited"), (None, "appeared"), ("old", None)])
def test_what_somebody_wrote_meanwhile_stays(tmp_path: Path, before: str | None, there: str | None) -> None:
    path = tmp_path / "x.md"
    if there is not None:
        put(path, there)
    with pytest.raises(DeliveryError, match=r"x\.md changed meanwhile"):
        write(path, before, "new", "x.md")
    assert os.listdir(tmp_path) == (["x.md"] if there else [])
    assert not there or path.read_text() == there


@pytest.mark.parametrize("step", ["_fill", "_check"])
def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = put(tmp_path / "x.md", "old")
    monkeypatch.setattr(module, step, full)
    with pytest.raises(DeliveryError, match="No space left"):
        write(path, "old", "new", "x.md")
    assert (path.read_text(), os.listdir(tmp_path)) == ("old", ["x.md"])


def test_the_folder_is_synced_after_the_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def noted(name: str) -> Callable[..., None]:
        usual = getattr(os, name)

        def note(*given: object) -> None:
            steps.append(name)
            usual(*given)

        return note

    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, noted(name))
    write(tmp_path / "x.md", None, "new", "x.md")
    assert steps == ["fsync", "replace", "fsync"]


def test_text_that_is_no_unicode(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="cannot be written"):
        write(tmp_path / "x.md", None, "\ud800", "x.md")
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    put(tmp_path / "docs", "x")
    with pytest.raises(DeliveryError, match="cannot be written"):
        write(tmp_path / "docs" / "x.md", None, "new", "docs/x.md")
