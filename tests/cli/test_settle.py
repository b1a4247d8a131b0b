"""Patterns that cannot be right are not written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatekeeper.cli._settle import settle
from gatekeeper.config.starter import Part
from gatekeeper.errors import GatekeeperError

if TYPE_CHECKING:
    from pathlib import Path


def test_settle_gives_up_where_no_pattern_can_find_the_file(folder: Path) -> None:
    part = Part(name="tests", runner="other", reports=("a.xml",), files=("gone/b.xml",))
    with pytest.raises(GatekeeperError, match="no patterns were found") as caught:
        settle((part,), folder)
    assert "by hand" in caught.value.remedy
