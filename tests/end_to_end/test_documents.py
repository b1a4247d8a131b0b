"""Documents in a real repository: checked, rendered, committed, verified, outdated and edited."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import reports
from sheets import OWN, README

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ran

_CONFIG = """
[categories.unit]
reports = ["reports/*.xml"]
[[documents]]
path = "README.md"
region = "status"
template = "own.md.j2"
[[documents]]
path = "docs/badge.json"
template = "badge.json.j2"
"""
_WHO = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def _commit() -> None:
    environ = {**os.environ, **_WHO, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for arguments in (["add", "."], ["commit", "--quiet", "--message=x"]):
        subprocess.run(["git", *arguments], check=True, env=environ, capture_output=True, timeout=60)


@pytest.fixture
def repository(folder: Path, write: Callable[[str, str], Path]) -> Path:
    texts = {".gitignore": ".gatekeeper/\n", "gatekeeper.toml": _CONFIG, "own.md.j2": OWN, "README.md": README, "code.py": "1\n"}
    for name, text in {**texts, "reports/a.xml": reports.report(reports.passed(2))}.items():
        write(name, text)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], check=True, timeout=60)
    _commit()
    return folder


def test_committing_the_page_does_not_make_it_stale(
    repository: Path, gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]
) -> None:
    assert gatekeeper("check").code == 0
    assert gatekeeper("render").code == 0
    _commit()
    ran = gatekeeper("verify")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "2 regions: 2 fresh")

    page = (repository / "README.md").read_text()
    write("README.md", page.replace("\n", "\r\n"))
    assert gatekeeper("verify").code == 0
    write("README.md", page.replace("100.0%", "100.1%"))
    ran = gatekeeper("verify", "README.md")
    assert (ran.code, ran.out.splitlines()[0]) == (1, "README.md [status] edited: it is not what gatekeeper wrote")
    write("README.md", page)

    write("code.py", "2\n")
    _commit()
    ran = gatekeeper("verify")
    assert ran.code == 1
    assert ran.out.splitlines()[0].startswith("README.md [status] stale: record ")
    assert ran.out.splitlines()[0].endswith(", 1 commit behind")
    assert gatekeeper("verify", "--max-behind", "1").code == 0


@pytest.mark.usefixtures("repository")
def test_wrong_usage_and_broken_markers(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    assert gatekeeper("render", "--nothing").code == 2
    assert gatekeeper("render").code == 3
    write("README.md", README.replace("end id", "ende id"))
    assert gatekeeper("check").code == 0
    ran = gatekeeper("render")
    assert ran.code == 2
    assert Path("README.md").read_text() == README.replace("end id", "ende id")
    assert gatekeeper("verify").code == 2
