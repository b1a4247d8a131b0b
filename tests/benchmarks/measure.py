"""Runs one command and says what it cost, together with every process that it started."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from tempfile import TemporaryFile
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# A benchmark of failing tests: 1 is the verdict. Whatever else happens means that the work was not done.
_EXPECTED = (0, 1)
_PER_MIB = 1 << 20 if sys.platform == "darwin" else 1 << 10


@dataclass(frozen=True, kw_only=True)
class Cost:
    """``cpu`` is seconds of user and system time, ``wall`` seconds by the clock, ``mib`` the peak of the largest process."""

    cpu: float
    wall: float
    mib: float

    def __or__(self, other: Cost) -> Cost:
        """Return the smaller of both in every respect: what else the machine did only ever adds."""
        return Cost(cpu=min(self.cpu, other.cpu), wall=min(self.wall, other.wall), mib=min(self.mib, other.mib))


def measure(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder; raises SystemExit when it did not do its work."""
    with TemporaryFile() as errors:
        started = perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=_environment(folder), stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if errors.tell() or process.returncode not in _EXPECTED:
            errors.seek(0)
            raise SystemExit(f"exit code {process.returncode} of {' '.join(command[:6])} ...\n{errors.read().decode(errors='replace')}")
    return Cost(cpu=usage.ru_utime + usage.ru_stime, wall=wall, mib=usage.ru_maxrss / _PER_MIB)


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment without CI and coverage, and with a place for bytecode: installed packages have theirs."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "COV_CORE_", "COVERAGE_"))}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return environ | {"PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode")}


def processors(number: int) -> set[int]:
    """Let this process and those it starts use so many processors at most; return those it could use before."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(before)[:number]))
    return before
