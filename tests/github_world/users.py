"""Users and their permission in the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from github_world.exchange import answer, refusal
from github_world.people import PEOPLE
from github_world.routes import route

if TYPE_CHECKING:
    from github_world.exchange import Answer, Asked
    from github_world.hub import Hub

# What the older field says of the newer roles.
_OLD = {"maintain": "write", "triage": "read"}


@route("GET", "/user")
def me(hub: Hub, asked: Asked) -> Answer:
    asker = hub.asker(asked)
    if not asker.login:
        return refusal(401, "Requires authentication")
    return hub.forward(asked) if asker.permissions is None else refusal(403, "Resource not accessible by integration")


@route("GET", "/repos/{repo}/collaborators/{login}/permission")
def permission(hub: Hub, asked: Asked, login: str) -> Answer:
    if not hub.asker(asked).login:
        return refusal(401, "Requires authentication")
    name = next((each for each in PEOPLE if each == login.lower()), None)
    if name is None:
        return refusal(404, f"{login} is not a user")
    role = PEOPLE[name]
    user = hub.forward(asked.like("GET", f"/users/{name}")).json
    return answer({"permission": _OLD.get(role, role), "role_name": role, "user": {**user, "role_name": role}})
