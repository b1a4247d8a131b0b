"""The command in this process; tests/end_to_end shows every option through a real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import reports

from gatekeeper.cli import gatekeeper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(("outcome", "code"), [(reports.passed(), 0), (reports.failed(), 1), ("", 3)])
def test_the_exit_code_is_the_verdicts(write: Callable[[str, str], Path], outcome: str, code: int) -> None:
    write("junit.xml", reports.report(outcome))
    assert gatekeeper.main(["check", "junit.xml"], standalone_mode=False) == code


def test_the_default_record(write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", reports.report(reports.passed()))
    gatekeeper.main(["check", "junit.xml"], standalone_mode=False)
    assert (folder / ".gatekeeper/record.json").is_file()
