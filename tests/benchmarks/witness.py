"""What witnessing costs: ``python tests/benchmarks/witness.py [ROUNDS]`` prints milliseconds over the bare command, and a throughput."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

_REPORT = '<testsuite name="s"><testcase classname="c" name="a" time="0.1"/></testsuite>'
_CONFIG = '[categories.unit]\nreports = ["reports/*.xml"]\n'
_COMMAND = "import os,sys,time; time.sleep({}); open(os.path.join(sys.argv[1], 'a.xml'), 'w').write(sys.argv[2])"
_MANY = "import os; b = b'a line of output that a test prints\\n' * 2048\nfor _ in range({}): os.write(1, b)"
_MEBIBYTES = 300
_COMMIT = ("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--allow-empty", "--message=x")


def _seconds(command: list[str], folder: Path) -> float:
    begin = perf_counter()
    done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    assert done.returncode in {0, 3}, done.stderr.decode()
    return perf_counter() - begin


def _overhead(folder: Path, pause: float, rounds: int) -> tuple[float, float]:
    """Return the least seconds of the bare command, and of the witnessed one."""
    bare, witnessed = [], []
    for _ in range(rounds):
        command = [sys.executable, "-c", _COMMAND.format(pause)]
        bare.append(_seconds([*command, str(folder), _REPORT], folder))
        witnessed.append(_seconds([*_run(), *command, "{out}", _REPORT], folder))
    return min(bare), min(witnessed)


def _run() -> list[str]:
    return [sys.executable, "-m", "gatekeeper", "run", "--category", "unit", "--"]


def _throughput(folder: Path) -> tuple[float, float]:
    command = [sys.executable, "-c", _MANY.format((_MEBIBYTES << 20) // (36 * 2048))]
    return _seconds(command, folder), _seconds([*_run(), *command], folder)


def main(rounds: int) -> None:
    """Print everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "gatekeeper.toml").write_text(_CONFIG, encoding="utf-8")
        for arguments in (("init", "--quiet"), ("add", "."), _COMMIT):
            subprocess.run(["git", *arguments], cwd=folder, check=True, env={**os.environ, "GIT_TEMPLATE_DIR": ""})
        for pause in (0.0, 0.5):
            bare, witnessed = _overhead(folder, pause, rounds)
            print(f"a command of {bare * 1000:.0f} ms: {(witnessed - bare) * 1000:.0f} ms more, the least of {rounds} rounds")
        print(f"a gate of the same report, for comparison: {_check(folder, rounds) * 1000:.0f} ms")
        bare, witnessed = _throughput(folder)
        print(f"{_MEBIBYTES} MiB of output: {bare:.2f} s to nowhere, {witnessed:.2f} s witnessed ({_MEBIBYTES / witnessed:.0f} MiB/s)")


def _check(folder: Path, rounds: int) -> float:
    (folder / "a.xml").write_text(_REPORT, encoding="utf-8")
    return min(_seconds([sys.executable, "-m", "gatekeeper", "check", "a.xml", "--no-config"], folder) for _ in range(rounds))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
