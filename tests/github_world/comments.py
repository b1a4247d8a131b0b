"""Comments: how long they may be, where a lock forbids them, and who may change whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from github_world.exchange import invalid, refusal
from github_world.routes import route

if TYPE_CHECKING:
    from github_world.exchange import Answer, Asked
    from github_world.hub import Hub

LONGEST = 65_536
TOO_LONG = f"Body is too long (maximum is {LONGEST} characters)"


def _unsound(asked: Asked) -> Answer | None:
    body = (asked.json or {}).get("body")
    if not isinstance(body, str) or not body.strip():
        return invalid("IssueComment", "missing_field", "body")
    return invalid("IssueComment", "unprocessable", "data", TOO_LONG) if len(body) > LONGEST else None


@route("POST", "/repos/{repo}/issues/{number}/comments")
def create(hub: Hub, asked: Asked, repo: str, number: int) -> Answer:
    unsound = _unsound(asked)
    if unsound:
        return unsound
    issue = hub.forward(asked.like("GET", f"/repos/{repo}/{'pulls' if number in hub.state.pulls else 'issues'}/{number}"))
    asker = hub.asker(asked)
    if issue.status == 200 and issue.json["locked"] and not asker.is_at_least("write"):
        return refusal(403, "Unable to create comment because issue is locked.")
    given = hub.forward(asked)
    if given.status == 201:
        hub.state.writers[given.json["id"]] = (number, asker.login)
    return given


@route("PATCH", "/repos/{repo}/issues/comments/{id}")
def edit(hub: Hub, asked: Asked, id: int) -> Answer:  # noqa: A002 - GitHub's word
    return _not_theirs(hub, asked, id) or _unsound(asked) or hub.forward(asked)


@route("DELETE", "/repos/{repo}/issues/comments/{id}")
def delete(hub: Hub, asked: Asked, id: int) -> Answer:  # noqa: A002 - GitHub's word
    return _not_theirs(hub, asked, id) or hub.forward(asked)


def _not_theirs(hub: Hub, asked: Asked, comment: int) -> Answer | None:
    asker = hub.asker(asked)
    _, writer = hub.state.writers.get(comment, (0, ""))
    allowed = asker.permissions is not None or asker.login == writer or asker.is_at_least("write")
    return None if allowed else refusal(403, "Must have admin rights to Repository.")
