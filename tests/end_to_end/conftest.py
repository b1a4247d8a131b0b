"""The stage that end-to-end tests of publishing play on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from github_world.world import World
    from stage import Stage


@pytest.fixture
def stage(world: World, folder: Path) -> Stage:
    """Return an empty folder and a GitHub at its seed."""
    from stage import Stage

    return Stage(world, folder)
