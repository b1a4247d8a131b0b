"""Commit statuses, which emulate lacks."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from github_world.commits import resolved
from github_world.exchange import answer, invalid, page_of, paged, refusal
from github_world.routes import route

if TYPE_CHECKING:
    from github_world.exchange import Answer, Asked
    from github_world.hub import Hub

_STATES = {"error", "failure", "pending", "success"}
_LONGEST = 140
_ids = count(1)


@route("POST", "/repos/{repo}/statuses/{sha}")
def create(hub: Hub, asked: Asked, repo: str, sha: str) -> Answer:
    said = asked.json or {}
    if said.get("state") not in _STATES:
        return invalid("Status", "custom", "state", "state is not included in the list")
    if len(said.get("description") or "") > _LONGEST:
        return invalid("Status", "custom", "description", f"description is too long (maximum is {_LONGEST} characters)")
    if resolved(hub, asked, repo, sha) is None:
        return refusal(422, f"No commit found for SHA: {sha}")
    status = _status(hub, asked, said)
    hub.state.statuses.setdefault(sha, []).insert(0, status)
    return answer(status, 201)


def _status(hub: Hub, asked: Asked, said: dict[str, Any]) -> dict[str, Any]:
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    number = next(_ids)
    creator = hub.forward(asked.like("GET", f"/users/{hub.asker(asked).login}")).json
    return {
        "url": f"{hub.base_url}{asked.path}",
        "avatar_url": creator["avatar_url"],
        "id": number,
        "node_id": f"SC_{number}",
        "state": said["state"],
        "description": said.get("description"),
        "target_url": said.get("target_url"),
        "context": said.get("context") or "default",
        "created_at": moment,
        "updated_at": moment,
        "creator": creator,
    }


@route("GET", "/repos/{repo}/commits/{ref}/statuses")
def every(hub: Hub, asked: Asked, repo: str, ref: str) -> Answer:
    sha = resolved(hub, asked, repo, ref)
    return paged(hub.state.statuses.get(sha, []), asked, hub.base_url) if sha else refusal(404, "Not Found")


@route("GET", "/repos/{repo}/commits/{ref}/status")
def combined(hub: Hub, asked: Asked, repo: str, ref: str) -> Answer:
    sha = resolved(hub, asked, repo, ref)
    if not sha:
        return refusal(404, "Not Found")
    newest: dict[str, dict[str, Any]] = {}
    for status in hub.state.statuses.get(sha, []):
        newest.setdefault(status["context"], {key: status[key] for key in status if key != "creator"})
    chosen, links = page_of(list(newest.values()), asked, hub.base_url)
    said = {
        "state": _worst({each["state"] for each in newest.values()}),
        "statuses": chosen,
        "sha": sha,
        "total_count": len(newest),
        "repository": hub.forward(asked.like("GET", f"/repos/{repo}")).json,
        "commit_url": f"{hub.base_url}/repos/{repo}/commits/{sha}",
        "url": f"{hub.base_url}/repos/{repo}/commits/{sha}/status",
    }
    return answer(said, headers=links)


def _worst(states: set[str]) -> str:
    if states & {"error", "failure"}:
        return "failure"
    return "success" if states == {"success"} else "pending"
