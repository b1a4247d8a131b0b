from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from github_world.world import World


def test_artifacts_are_listed_by_name_newest_first(world: World) -> None:
    sha = world.head()[0]
    old = world.artifact("gatekeeper-record", {"record.json": b"{}"}, sha, hours_ago=5)
    world.artifact("other", {}, sha)
    new = world.artifact("gatekeeper-record", {"record.json": b"{}"}, "f" * 40, branch="topic", foreign=True)
    found = world.front("GET", "actions/artifacts", world.token(actions="read"), params={"name": "gatekeeper-record"}).json()
    assert (found["total_count"], [each["id"] for each in found["artifacts"]]) == (2, [new, old])
    foreign, own = (each["workflow_run"] for each in found["artifacts"])
    assert (own["head_sha"], own["head_branch"], foreign["head_branch"]) == (sha, "main", "topic")
    assert own["head_repository_id"] == own["repository_id"] == world.ask("GET", "")["id"]
    assert foreign["head_repository_id"] != foreign["repository_id"]
    assert found["artifacts"][1]["created_at"] < found["artifacts"][0]["created_at"]


def test_an_archive_is_fetched_from_the_storage_without_a_token(world: World) -> None:
    number = world.artifact("gatekeeper-record", {"record.json": b'{"a": 1}'}, world.head()[0])
    token = world.token(actions="read")
    location = world.front("GET", f"actions/artifacts/{number}/zip", token).headers["Location"]
    assert not location.startswith(world.url)
    archive = requests.get(location, timeout=30)
    assert zipfile.ZipFile(io.BytesIO(archive.content)).read("record.json") == b'{"a": 1}'
    shown = requests.get(location, headers={"Authorization": f"Bearer {token}"}, timeout=30)
    assert (shown.status_code, b"InvalidAuthenticationInfo" in shown.content) == (400, True)
    assert [(each["path"], each["token"], each["status"]) for each in world.log()[1:]] == [
        (f"/artifacts/{number}", False, 200),
        (f"/artifacts/{number}", True, 400),
    ]


def test_an_expired_and_a_missing_archive_and_a_forged_address(world: World) -> None:
    sha = world.head()[0]
    token = world.token(actions="read")
    expired = world.artifact("old", {}, sha, expired=True)
    broken = world.artifact("broken", b"no archive", sha)
    assert world.front("GET", f"actions/artifacts/{expired}/zip", token).status_code == 410
    assert world.front("GET", "actions/artifacts/99/zip", token).status_code == 404
    assert world.front("GET", f"actions/artifacts/{broken}/zip").status_code == 401
    location = world.front("GET", f"actions/artifacts/{broken}/zip", token).headers["Location"]
    assert requests.get(location, timeout=30).content == b"no archive"
    assert requests.get(location.replace("secret", "guess"), timeout=30).status_code == 403
