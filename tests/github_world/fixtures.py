"""The fixtures: one local GitHub for a process of tests, back at its seed for each test that asks for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from github_world.world import World

_TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def github_server() -> Iterator[str]:
    """Start the local GitHub when the first test asks for it and return its address."""
    # What is measured is Gatekeeper, and not the world around it.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "COV", "PYTEST"))}
    command = [sys.executable, "-m", "github_world.server"]
    with subprocess.Popen(
        command, cwd=_TESTS, env={**clean, "PYTHONPATH": str(_TESTS)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        if not said:
            pytest.fail("the local GitHub did not start: run `bash .ci/install dev`")
        yield str(json.loads(said)["url"])
        process.kill()


@pytest.fixture
def world(github_server: str) -> Iterator[World]:
    """Return the local GitHub at its seed; a test that broke GitHub's contract without asking for the breaches fails."""
    from github_world.world import World

    world = World(github_server)
    world.reset()
    yield world
    violations = world.violations()
    world.hang_up()
    assert not violations, "not what GitHub describes:\n" + "\n".join(violations)
