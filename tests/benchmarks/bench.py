"""The whole measurement: every command on every input, interleaved, several rounds, the best of each."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contest import CHECK, CLICK, ON_FILES, RECORD, START, race
from inputs import INPUTS, SMALL, make
from measure import processors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from measure import Cost

_OFTEN = 5


@dataclass(kw_only=True)
class Measured:
    """Costs by input and command; ``one`` and ``two`` are of XL, limited to so many processors."""

    sizes: dict[str, Mapping[str, Cost]] = field(default_factory=dict)
    megabytes: dict[str, float] = field(default_factory=dict)
    one: Mapping[str, Cost] = field(default_factory=dict)
    two: Mapping[str, Cost] = field(default_factory=dict)


def measure_all(names: Sequence[str], folder: Path, *, scale: float, rounds: int) -> Measured:
    """Make the inputs and measure them in ``folder``."""
    here = _repository(folder)
    paths = {name: make(INPUTS[name].scaled(scale), folder) for name in names}
    measured = Measured(megabytes={name: sum(path.stat().st_size for path in paths[name]) / 1e6 for name in names})
    race((START, CLICK, *ON_FILES), make(INPUTS["S"], folder), here, {})  # so that the bytecode is there
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds}", file=sys.stderr)
        for name in names:
            for _ in range(_OFTEN if name in SMALL else 1):
                measured.sizes[name] = race((START, CLICK, *ON_FILES), paths[name], here, measured.sizes.get(name, {}))
        if "XL" in names:
            _limited(measured, paths["XL"], here)
    return measured


def _limited(measured: Measured, paths: Sequence[Path], here: Path) -> None:
    if not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) == 1:
        return
    before = processors(1)
    try:
        measured.one = race((CHECK, RECORD), paths, here, measured.one)
        os.sched_setaffinity(0, before)
        processors(2)
        measured.two = race((CHECK, RECORD), paths, here, measured.two)
    finally:
        os.sched_setaffinity(0, before)


def _repository(folder: Path) -> Path:
    """Return a folder in a git repository with a commit, where a gate is usually run."""
    here = folder / "repository"
    here.mkdir(parents=True, exist_ok=True)
    git = shutil.which("git")
    if git and not (here / ".git").exists():
        run = [git, "-C", str(here), "-c", "user.name=benchmark", "-c", "user.email=benchmark@localhost"]
        subprocess.run([*run, "init", "--quiet"], check=True)
        subprocess.run([*run, "commit", "--quiet", "--allow-empty", "--message", "Nothing"], check=True)
    return here
