from __future__ import annotations

import fcntl
import gzip
import os
import sys
import time
from hashlib import sha256
from typing import TYPE_CHECKING

import configs
import pytest

from gatekeeper.evidence import expected as module
from gatekeeper.evidence.expected import Expected, collect, command_of, list_beside

if TYPE_CHECKING:
    from pathlib import Path


def _python(code: str) -> list[str]:
    return [sys.executable, "-S", "-c", code]


def _collect(folder: Path, code: str, timeout: float | None = None) -> Expected:
    return collect(_python(code), folder, folder / "unit-1.json", timeout)


def test_the_list_is_kept_beside_the_part(tmp_path: Path) -> None:
    made = _collect(tmp_path, "print('b::x'); print(); print('a::y')")
    path = list_beside(tmp_path / "unit-1.json")
    assert path == tmp_path / "unit-1.expected.txt.gz"
    data = path.read_bytes()
    assert made == Expected(path=path.name, sha256=sha256(data).hexdigest(), tests=2)
    assert gzip.decompress(data) == b"b::x\na::y\n"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("raise SystemExit('it broke')", "it ended with exit code 1: it broke"),
        ("print('a::b'); raise SystemExit(5)", "it ended with exit code 5: a::b"),
        ("raise SystemExit(2)", "it ended with exit code 2: it printed nothing"),
        ("import os; os.kill(os.getpid(), 9)", "it was ended by signal 9: it printed nothing"),
        ("", "it lists no test"),
    ],
)
def test_a_command_that_fails_lists_nothing(tmp_path: Path, code: str, missing: str) -> None:
    old = list_beside(tmp_path / "unit-1.json")
    old.write_bytes(b"of an earlier run")
    made = _collect(tmp_path, code)
    assert (made.missing, made.path, made.sha256) == (missing, None, None)
    assert not list(tmp_path.iterdir())


def test_a_command_that_is_not_there_lists_nothing(tmp_path: Path) -> None:
    made = collect(["/no/such/program"], tmp_path, tmp_path / "unit-1.json")
    assert made.missing == "it cannot be run: No such file or directory"
    assert made.remedy


def test_one_that_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    code = "import fcntl, os, time; file = open('lock', 'w'); fcntl.flock(file, fcntl.LOCK_EX); os.fork(); time.sleep(30)"
    made = _collect(tmp_path, code, 0.7)
    assert made.missing == "it was stopped after 0.7 s"
    assert "--timeout" in made.remedy
    begun = time.monotonic()
    with open(lock, "a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # waits for every process that still has the file open
    assert time.monotonic() - begun < 20


def test_one_that_never_stops_printing_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 1000)
    monkeypatch.setattr(module, "_LOOK", 0.01)
    made = _collect(tmp_path, "while True: print('a' * 1000)")
    assert made.missing == "it printed more than 1 GiB"


def test_it_runs_in_the_folder_of_the_tests_without_our_own_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEKEEPER_OUT", "/out")
    (tmp_path / "sub").mkdir()
    code = "import os, sys; print(os.getcwd()); print(os.environ.get('GATEKEEPER_OUT')); print(repr(sys.stdin.read())); print('ü')"
    collect(_python(code), tmp_path / "sub", tmp_path / "unit-1.json")
    data = gzip.decompress(list_beside(tmp_path / "unit-1.json").read_bytes()).decode()
    assert data.splitlines() == [os.path.realpath(tmp_path / "sub"), "None", "''", "ü"]


def test_pytest_itself_must_say_how_many_there_are(tmp_path: Path) -> None:
    program = tmp_path / "pytest"
    program.write_text("#!/bin/sh\necho tests/test_a.py: 14\n")
    program.chmod(0o755)
    made = collect([str(program)], tmp_path, tmp_path / "unit-1.json")
    assert made.missing == "pytest did not say how many tests it collected"
    assert "-q once" in made.remedy


@pytest.mark.parametrize(("text", "command"), [('["list", "-q"]', ("list", "-q")), ('"base"', ()), ('"all.txt"', ()), ("", ())])
def test_only_a_command_is_run(tmp_path: Path, text: str, command: tuple[str, ...]) -> None:
    assert command_of(configs.unit(tmp_path, f"inventory = {text}\n" if text else "")) == command
