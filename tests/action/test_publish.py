"""The action with ``publish: true``, against the local GitHub."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from stage import UNIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from action.composite import Result
    from github_world.world import World

BAD = '<testcase classname="c" name="b"><failure/></testcase>'


@pytest.mark.parametrize(("more", "said"), [("", (0, "success", "## PASSED")), (BAD, (1, "failure", "## FAILED"))])
def test_the_pull_request_hears_the_verdict(
    judge: Callable[..., Result],
    write: Callable[[str, str], Path],
    world: World,
    more: str,
    said: tuple[int, str, str],
) -> None:
    number, sha = world.pull("fix")
    home = {"full_name": world.repository}
    pull = {"number": number, "head": {"sha": sha, "repo": home}, "base": {"repo": home}}
    event = write("event.json", json.dumps({"pull_request": pull}))
    write("gatekeeper.toml", UNIT + '[status]\n[pull_request]\non = ["passed", "failed"]\n')
    write("reports/unit.xml", f'<testsuite name="s"><testcase classname="c" name="a" time="0.1"/>{more}</testsuite>')
    environ = world.environ()
    inputs = {"publish": "true", "token": environ.pop("GITHUB_TOKEN")}
    result = judge(inputs, GITHUB_EVENT_NAME="pull_request", GITHUB_EVENT_PATH=str(event), **environ)
    (comment,) = world.comments(number)
    (status,) = world.statuses(sha)
    assert (result.code, status["state"], comment["body"].split("\n")[1][:9]) == said, result.log
