"""Which versions of which tools a command uses, as far as they can be had without making it wait."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from shutil import which
from time import monotonic
from typing import TYPE_CHECKING

from gatekeeper.witness.facts import shown
from gatekeeper.witness.words import bare, programs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from subprocess import Popen

_VERSION = re.compile(r"\d+(?:\.\d+)+[\w.+-]{0,40}|\d+(?:\.\d+)*")
# What each is asked; a tool that would fetch itself, ask or start a service is not asked.
_ASKED = {
    "node": "--version",
    "npm": "--version",
    "java": "-version",
    "go": "version",
    "cargo": "--version",
    "dotnet": "--version",
    "ruby": "--version",
    "php": "--version",
    "deno": "--version",
    "bun": "--version",
    "ctest": "--version",
}
_QUIET = {"GOTOOLCHAIN": "local", "RUSTUP_AUTO_INSTALL": "0", "DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1"}
_NODE = frozenset({"npm", "npx", "yarn", "pnpm", "pnpx", "jest", "vitest", "mocha", "playwright", "cypress", "ava", "tap"})
_PACKAGES = ("jest", "vitest", "mocha", "@playwright/test", "cypress")
_PYTHON = re.compile(r"(?:python|pypy)[\d.]*")
_PYTHON_TOOLS = frozenset({"pytest", "py.test", "nose2", "tox", "nox", "coverage", "behave", "robot"})
_ASK_PYTHON = (
    "import sys,os;print('python',sys.version.split()[0]);"
    "[print('pytest',n[7:-10]) for p in sys.path if os.path.isdir(p) for n in os.listdir(p) if n[:7]=='pytest-' and n[-10:]=='.dist-info']"
)
_MOST_BYTES, _MOST = 4096, 4


class Tools:
    """Asks the tools while the command runs; whoever has not answered at the end is not waited for."""

    def __init__(self, argv: tuple[str, ...], environ: Mapping[str, str]) -> None:
        self._environ = {**environ, **_QUIET}
        self._versions: dict[str, str] = {}
        self._asked: list[tuple[str, Popen[bytes]]] = []
        for name, command in list(_questions(argv, environ.get("PATH")))[:_MOST]:
            self._ask(name, command)
        if any(bare(each) in _NODE for each in programs(argv)):
            self._versions |= dict(_packages(os.getcwd()))

    def versions(self, patience: float) -> dict[str, str]:
        """Return what was answered by now, or will be within so many seconds."""
        until = monotonic() + patience
        for name, process in self._asked:
            with suppress(OSError):
                self._versions |= _answer(name, process, until)
            with process:
                process.kill()
        self._asked.clear()
        return {name: shown(version) for name, version in sorted(self._versions.items())}

    def _ask(self, name: str, command: list[str]) -> None:
        import subprocess  # noqa: PLC0415 - loaded already by the command's own start

        with suppress(OSError, ValueError):
            process = subprocess.Popen(
                command,
                bufsize=0,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=os.name == "posix",
            )
            self._asked.append((name, process))


def _questions(argv: tuple[str, ...], path: str | None) -> Iterator[tuple[str, list[str]]]:
    """Yield each tool with the command that asks for its version."""
    names = {bare(word): word for word in reversed(programs(argv))}
    python = next((word for name, word in names.items() if _PYTHON.fullmatch(name)), None)
    if python is None and (tool := next((word for name, word in names.items() if name in _PYTHON_TOOLS), None)):
        # The Python of a tool's script stands beside it, wherever there is an environment of its own.
        beside = os.path.join(os.path.dirname(which(tool, path=path) or ""), "python")
        python = beside if os.path.isabs(beside) else None
    if python and (found := which(python, path=path)):
        yield "python", [found, "-I", "-c", _ASK_PYTHON]
    if not names.keys().isdisjoint(_NODE):
        names.setdefault("node", "node")
    for name, option in _ASKED.items():
        if name in names and (found := which(names[name], path=path)):
            yield name, [found, option]


def _answer(name: str, process: Popen[bytes], until: float) -> dict[str, str]:
    from subprocess import TimeoutExpired  # noqa: PLC0415

    try:
        process.wait(max(until - monotonic(), 0.001))
    except TimeoutExpired:
        return {}
    if process.returncode != 0 or process.stdout is None:
        return {}
    text = process.stdout.read(_MOST_BYTES).decode("utf-8", "replace")
    if name == "python":
        lines = [line.split() for line in text.splitlines()]
        return {line[0]: line[1] for line in reversed(lines) if len(line) == 2}  # noqa: PLR2004 - a name and a version
    found = _VERSION.search(text)
    return {name: found[0]} if found else {}


def _packages(folder: str) -> Iterator[tuple[str, str]]:
    """Yield the test runners that are installed for a project, by their own description."""
    import json  # noqa: PLC0415 - only for projects of this kind

    for name in _PACKAGES:
        with suppress(OSError, ValueError, RecursionError), open(os.path.join(folder, "node_modules", name, "package.json"), "rb") as file:
            described = json.loads(file.read(1 << 20))
            version = described.get("version") if isinstance(described, dict) else None
            if isinstance(version, str):
                yield name.removeprefix("@").partition("/")[0], version
