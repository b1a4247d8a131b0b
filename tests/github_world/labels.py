"""Labels: one name in any case is one label, and a slash is part of the name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from github_world.exchange import invalid, paged, refusal
from github_world.routes import route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from github_world.exchange import Answer, Asked
    from github_world.hub import Hub


def canonical(hub: Hub, asked: Asked, repo: str, names: Iterable[str]) -> list[str]:
    """Return the names as the repository writes them; those that it lacks are made, in GitHub's grey."""
    known = {each["name"].lower(): each["name"] for each in hub.everything(asked.like("GET", f"/repos/{repo}/labels"))}
    for name in names:
        if name.lower() not in known:
            hub.forward(asked.like("POST", f"/repos/{repo}/labels", {"name": name, "color": "ededed"}))
            known[name.lower()] = name
    return [known[name.lower()] for name in names]


def _known(hub: Hub, asked: Asked, list_path: str, name: str) -> str | None:
    return next((each["name"] for each in hub.everything(asked.like("GET", list_path)) if each["name"].lower() == name.lower()), None)


def _unsound(label: dict[str, str]) -> Answer | None:
    if not label.get("name"):
        return invalid("Label", "missing_field", "name")
    for key, longest in (("name", 50), ("description", 100)):
        if len(label.get(key) or "") > longest:
            return invalid("Label", "custom", key, f"{key} is too long (maximum is {longest} characters)")
    color = label.get("color")
    return invalid("Label", "invalid", "color") if color and not re.fullmatch("[0-9a-fA-F]{6}", color) else None


@route("POST", "/repos/{repo}/labels")
def create(hub: Hub, asked: Asked, repo: str) -> Answer:
    label = asked.json or {}
    unsound = _unsound(label)
    if unsound:
        return unsound
    taken = _known(hub, asked, f"/repos/{repo}/labels", label["name"])
    return invalid("Label", "already_exists", "name") if taken else hub.forward(asked)


def _one(hub: Hub, asked: Asked, repo: str, name: str) -> Answer:
    known = _known(hub, asked, f"/repos/{repo}/labels", name)
    if known is None:
        return refusal(404, "Not Found")
    changed = {**(asked.json or {}), "name": (asked.json or {}).get("new_name") or name}
    target = f"/repos/{repo}/labels/{quote(known, safe='')}"
    return _unsound(changed) or hub.forward(replace(asked, target=target))


for _method in ("GET", "PATCH", "DELETE"):
    route(_method, "/repos/{repo}/labels/{name}")(_one)


@route("GET", "/repos/{repo}/issues/{number}/labels")
def of_issue(hub: Hub, asked: Asked) -> Answer:
    given = hub.forward(asked)
    return paged(given.json, asked, hub.base_url) if given.status == 200 else given


def _put(hub: Hub, asked: Asked, repo: str) -> Answer:
    names = asked.json if isinstance(asked.json, list) else (asked.json or {}).get("labels", [])
    if not all(isinstance(name, str) and 0 < len(name) <= 50 for name in names):
        return invalid("Label", "invalid", "name")
    # GitHub: setting one label that is there already is no change and no event.
    return hub.forward(asked.like(asked.method, asked.path, {"labels": canonical(hub, asked, repo, names)}))


for _method in ("POST", "PUT"):
    route(_method, "/repos/{repo}/issues/{number}/labels")(_put)


@route("DELETE", "/repos/{repo}/issues/{number}/labels/{name}")
def remove(hub: Hub, asked: Asked, repo: str, number: int, name: str) -> Answer:
    known = _known(hub, asked, f"/repos/{repo}/issues/{number}/labels", name)
    if known is None:
        return refusal(404, "Label does not exist")
    return hub.forward(replace(asked, target=f"/repos/{repo}/issues/{number}/labels/{quote(known, safe='')}"))
