"""Issues, and pull requests seen as issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from github_world.comments import LONGEST
from github_world.exchange import answer, invalid, paged, refusal
from github_world.labels import canonical
from github_world.pulls import as_issue, edit_as_issue
from github_world.routes import route

if TYPE_CHECKING:
    from github_world.exchange import Answer, Asked
    from github_world.hub import Hub

_REASONS = {None, "completed", "not_planned", "duplicate", "reopened"}
_OWN = {"title", "body", "state", "state_reason"}
# emulate notes these as events; GitHub does not.
_NO_EVENTS = {"opened", "edited"}


@route("GET", "/repos/{repo}/issues/{number}")
def read(hub: Hub, asked: Asked, repo: str, number: int) -> Answer:
    if number not in hub.state.pulls:
        return hub.forward(asked)
    given = hub.forward(asked.like("GET", f"/repos/{repo}/pulls/{number}"))
    return answer(as_issue(given.json, hub.state))


@route("PATCH", "/repos/{repo}/issues/{number}")
def edit(hub: Hub, asked: Asked, repo: str, number: int) -> Answer:
    before = read(hub, asked.like("GET", f"/repos/{repo}/issues/{number}"), repo, number)
    if before.status != 200:
        return before
    change: dict[str, Any] = asked.json or {}
    refused = _unsound(change) or _not_theirs(hub, asked, before.json, set(change))
    if refused:
        return refused
    if "labels" in change:
        change = {**change, "labels": canonical(hub, asked, repo, change["labels"])}
    _remember_reason(hub, before.json, change)
    if number in hub.state.pulls:
        return edit_as_issue(hub, asked, repo, number, change)
    return hub.forward(asked.like("PATCH", asked.path, change))


@route("POST", "/repos/{repo}/issues")
def create(hub: Hub, asked: Asked, repo: str) -> Answer:
    made: dict[str, Any] = asked.json or {}
    if not made.get("title"):
        return invalid("Issue", "missing_field", "title")
    asker = hub.asker(asked)
    if asker.permissions is None and not asker.is_at_least("triage"):
        made = {key: made[key] for key in made if key != "labels"}  # silently, as GitHub does
    if "labels" in made:
        made = {**made, "labels": canonical(hub, asked, repo, made["labels"])}
    return _unsound(made) or hub.forward(asked.like("POST", asked.path, made))


@route("GET", "/repos/{repo}/issues")
def every(hub: Hub, asked: Asked, repo: str) -> Answer:
    found = hub.everything(asked.like("GET", asked.path, state="all"))
    pulls = hub.everything(asked.like("GET", f"/repos/{repo}/pulls", state="all"))
    found += [as_issue(each, hub.state) for each in pulls]
    hidden = hub.state.deleted | set(hub.state.moved)
    chosen = [each for each in found if each["number"] not in hidden and _wanted(each, asked.query)]
    field = {"updated": "updated_at", "comments": "comments"}.get(asked.query.get("sort", ""), "created_at")
    chosen.sort(key=lambda each: (each[field], each["number"]), reverse=asked.query.get("direction") != "asc")
    return paged(chosen, asked, hub.base_url)


@route("GET", "/search/issues")
def search(hub: Hub, asked: Asked) -> Answer:
    given = hub.forward(asked)
    if given.status != 200:
        return given
    hidden = hub.state.deleted | set(hub.state.moved)
    items = [as_issue(each, hub.state) if "head" in each else each for each in given.json["items"] if each["number"] not in hidden]
    total = given.json["total_count"] - (len(given.json["items"]) - len(items))
    return given.saying({**given.json, "total_count": total, "items": [{**each, "score": 1.0} for each in items], "search_type": "lexical"})


@route("PUT", "/repos/{repo}/issues/{number}/lock")
def lock(hub: Hub, asked: Asked) -> Answer:
    return hub.forward(asked.like("PUT", asked.path, asked.json or {}))  # GitHub takes an empty body, emulate does not


@route("GET", "/repos/{repo}/issues/{number}/events")
def events(hub: Hub, asked: Asked, number: int) -> Answer:
    if number in hub.state.pulls:
        return answer([])  # emulate keeps none for pull requests
    noted = [each for each in hub.everything(asked.like("GET", asked.path)) if each["event"] not in _NO_EVENTS]
    return paged([_event(each) for each in noted], asked, hub.base_url)


def _event(event: dict[str, Any]) -> dict[str, Any]:
    kept = {key: event[key] for key in event if event[key] is not None or key in {"actor", "commit_id", "commit_url"}}
    return {**{key: kept[key] for key in kept if key != "issue"}, "performed_via_github_app": None}


def _wanted(issue: dict[str, Any], query: dict[str, str]) -> bool:
    names = {each["name"].lower() for each in issue["labels"]}
    wanted = {name.strip().lower() for name in query.get("labels", "").split(",") if name.strip()}
    return (
        query.get("state", "open") in {"all", issue["state"]}
        and wanted <= names
        and issue["updated_at"] >= query.get("since", "")
        and query.get("creator", issue["user"]["login"]) == issue["user"]["login"]
    )


def _unsound(change: dict[str, Any]) -> Answer | None:
    if len(change.get("body") or "") > LONGEST:
        return invalid("Issue", "custom", "body", f"body is too long (maximum is {LONGEST} characters)")
    if len(change.get("title") or "") > 256:
        return invalid("Issue", "custom", "title", "title is too long (maximum is 256 characters)")
    if change.get("state", "open") not in {"open", "closed"} or change.get("state_reason") not in _REASONS:
        return invalid("Issue", "invalid", "state")
    return None


def _not_theirs(hub: Hub, asked: Asked, issue: dict[str, Any], changed: set[str]) -> Answer | None:
    asker = hub.asker(asked)
    if asker.permissions is not None or asker.is_at_least("write"):
        return None
    own = _OWN if issue["user"]["login"] == asker.login else set()
    allowed = own | ({"state", "state_reason", "labels", "assignees", "milestone"} if asker.is_at_least("triage") else set())
    return None if changed <= allowed else refusal(403, "Must have admin rights to Repository.")


def _remember_reason(hub: Hub, before: dict[str, Any], change: dict[str, Any]) -> None:
    number, state = before["number"], change.get("state", before["state"])
    if state == "closed" and ("state_reason" in change or before["state"] == "open"):
        hub.state.reasons[number] = change.get("state_reason") or "completed"
    elif state == "open" and before["state"] == "closed":
        hub.state.reasons[number] = "reopened"
        hub.state.clocks.pop(("issue", number), None)
