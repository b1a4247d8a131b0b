"""What was measured on: numbers without a machine and a date say nothing."""

from __future__ import annotations

import os
import platform
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from xml.parsers import expat


def describe(rounds: int) -> str:
    """Return one sentence for the reader of the table."""
    day = datetime.now().astimezone().date()
    libraries = ", ".join(f"{name} {_version(name)}" for name in ("click", "junitparser", "lxml", "msgspec"))
    return (
        f"{day}, {_processor()} with {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
        f"expat {expat.EXPAT_VERSION.removeprefix('expat_')}, {libraries}; the best of {rounds} rounds."
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
