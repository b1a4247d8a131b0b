from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from github_world.world import World


@pytest.mark.parametrize("end", ["killed", "left alone"])
def test_nothing_is_left_running(end: str) -> None:
    command = [sys.executable, "-m", "github_world.server"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=Path(__file__).parents[1], stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        try:
            url = json.loads(process.stdout.readline())["url"]
            assert requests.get(f"{url}/repos/acme/widgets", timeout=30).status_code == 200
            if end == "killed":
                process.kill()
            # Closes the input and reads to the end. Node holds that end too: it comes when the last of both is gone.
            assert process.communicate(timeout=30) == (b"", b"")
        finally:
            process.kill()


def test_writers_at_once_are_all_heard(world: World) -> None:
    number = world.issue("busy")

    def write(index: int) -> int:
        answer = world.front("POST", f"issues/{number}/comments", world.writer, json={"body": f"n{index}"})
        return answer.status_code

    world.fault("POST .*/comments$", times=3, status=502)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(write, range(40)))
    assert (answers.count(201), answers.count(502)) == (37, 3)
    assert len({each["id"] for each in world.comments(number)}) == 37
    assert world.requests() == 40


def test_a_fault_of_the_stand_in_itself_is_told(world: World) -> None:
    answer = world.front("GET", "issues", params={"per_page": "many"})
    assert answer.status_code == 500
    assert [each for each in world.violations() if "the local GitHub itself broke" in each and "ValueError" in each]
