"""A project with tests of its own, whose evidence is faked or honest: its runner and our command are the real ones."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from shutil import copy, rmtree
from typing import TYPE_CHECKING

import clones
import command
import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PLUGINS = ("cacheprovider", "xdist", "pytest_cov", "hypothesispytest", "rerunfailures")
PYTEST = (sys.executable, "-m", "pytest", "--quiet", "--junitxml={out}/unit.xml")
CONFIG = '[categories.unit]\nreports = ["reports/*.xml"]\n'
GREEN = "import pytest\n@pytest.mark.parametrize('n', range(4))\ndef test_it(n):\n    assert n >= 0\n"
RED = "import pytest\n@pytest.mark.parametrize('n', range(4))\ndef test_it(n):\n    assert n != 2\n"
_LINE = re.compile(r"^([A-Z][A-Z_ ]+?) ([a-z]+(?:-[a-z]+)*)(?: \[[^\]\n]+\])?: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What the command said: its exit code, its last line, and each rule that refused with its verdict and its reason."""

    code: int
    last: str
    rules: dict[str, tuple[str, str]]
    text: str

    def by(self, rule: str) -> tuple[int, str]:
        """Return the exit code and the verdict that a rule gave."""
        return self.code, self.rules.get(rule, (f"not refused by {rule}:\n{self.text}", ""))[0]

    @property
    def passes(self) -> bool:
        """Say whether nothing was refused; fail with the whole text otherwise."""
        assert self.code == 0, self.text
        assert not self.rules, self.text
        return self.last.startswith("PASSED")


@dataclass(frozen=True)
class Project:
    """One repository with a configuration and a suite of pytest."""

    folder: Path

    def write(self, **files: str) -> None:
        """Write files by name, ``test_a`` for test_a.py, and commit them; ``config`` is the configuration below that of unit."""
        if "config" in files:
            (self.folder / "gatekeeper.toml").write_text(CONFIG + files.pop("config"), encoding="utf-8")
        for name, text in files.items():
            (self.folder / f"{name}.py").write_text(text, encoding="utf-8")
        clones.committed(self.folder)

    def run(self, *argv: str, options: tuple[str, ...] = (), environ: Mapping[str, str] | None = None) -> Answer:
        """Witness a command with the real command; without one it is pytest, and options of pytest alone are added to it."""
        argv = argv if argv and not argv[0].startswith("-") else (*PYTEST, *argv)
        return self.ask("run", "--category=unit", *options, "--", *argv, environ=environ)

    def ask(self, *arguments: str, environ: Mapping[str, str] | None = None) -> Answer:
        """Return what the real command says."""
        done = command.run(arguments, self.folder, environ or {})
        rules = {each[2]: (each[1], each[3]) for each in _LINE.finditer(done.out)}
        lines = (done.out + done.err).splitlines()
        return Answer(code=done.code, last=lines[-1] if lines else "", rules=rules, text=done.out + done.err)

    def imported(self) -> Answer:
        """Judge the report of the last run as one that somebody handed over."""
        (self.folder / "reports").mkdir(exist_ok=True)
        copy(self.out / "unit.xml", self.folder / "reports" / "unit.xml")
        rmtree(self.folder / ".gatekeeper")
        return self.ask("check")

    @property
    def out(self) -> Path:
        """Return the folder of reports of a run without shards."""
        return self.folder / ".gatekeeper" / "runs" / "unit-1"


@pytest.fixture
def project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project whose suite is green, and whose configuration is the least there is."""
    clones.bare_configuration(monkeypatch)
    for name in [each for each in os.environ if each.startswith(("PYTEST_", "GATEKEEPER_", "NODE_", "CI"))]:
        monkeypatch.delenv(name)
    clones.git(folder, "init", "--quiet", "--initial-branch=main")
    options = " ".join(f"-p no:{each}" for each in _PLUGINS)
    (folder / "pytest.ini").write_text(f"[pytest]\naddopts = {options}\n", encoding="utf-8")
    (folder / ".gitignore").write_text(".gatekeeper/\n__pycache__/\nreports/\nartifacts/\n", encoding="utf-8")
    made = Project(folder)
    made.write(config="", test_a=GREEN)
    return made
