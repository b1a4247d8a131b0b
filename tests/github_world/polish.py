"""Puts right what emulate answers in a shape that GitHub does not: moments, bots, roles, reasons, refusals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from github_world.people import PEOPLE

if TYPE_CHECKING:
    from github_world.exchange import Answer
    from github_world.state import State

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+Z")
_USER_LINKS = ("followers", "following", "gists", "starred", "subscriptions", "organizations", "received_events")
_ASSOCIATIONS = {"none": "NONE", "read": "NONE", "triage": "COLLABORATOR", "write": "COLLABORATOR"}


def polished(given: Answer, state: State) -> Answer:
    """Return an answer of emulate as GitHub would give it."""
    if not isinstance(given.json, dict | list):
        return given
    if given.status >= 400:
        return given.saying(_refusal(given.json, given.status))
    return given.saying(_polish(given.json, state))


def _refusal(data: Any, status: int) -> Any:
    if status == 422:
        errors = {"errors": [{"resource": "Unknown", "code": "invalid", "field": "unknown"}]}
        data = {**errors, **data, "message": data["message"].replace("Validation failed", "Validation Failed")}
    return {**data, "status": str(status)}


def _polish(value: Any, state: State) -> Any:
    if isinstance(value, list):
        return [_polish(item, state) for item in value]
    if isinstance(value, str):
        return _MOMENT.sub(r"\1Z", value)
    if not isinstance(value, dict):
        return value
    made = {key: item if key in {"title", "body"} else _polish(item, state) for key, item in value.items()}
    return made | _corrections(made, state)


def _corrections(made: dict[str, Any], state: State) -> dict[str, Any]:
    """Return what has to be said in other words of one thing, by what it is."""
    if "login" in made:
        return _account(made)
    if "full_name" in made:
        return {"network_count": made["forks_count"], "subscribers_count": 0}
    found = {}
    if "author_association" in made:
        found = {"author_association": _ASSOCIATIONS.get(PEOPLE.get((made.get("user") or {}).get("login", ""), "none"), "MEMBER")}
    return found | _reason(made, state) | state.clocks.get(_thing(made), {})


def _account(account: dict[str, Any]) -> dict[str, Any]:
    if account["login"].endswith("[bot]"):
        return {"type": "Bot", "html_url": f"https://github.com/apps/{account['login'][:-5]}"}
    if account.get("type") == "Organization":
        return {"gravatar_id": "", **{f"{name}_url": f"{account['url']}/{name}" for name in _USER_LINKS}}
    return {}


def _thing(made: dict[str, Any]) -> tuple[str, int]:
    """Return what a test may have set the clock of."""
    if "state_reason" in made and "number" in made:
        return ("issue", made["number"])
    if "issue_url" in made and "body" in made:
        return ("comment", made["id"])
    return ("event", made["id"]) if "event" in made and "actor" in made else ("", 0)


def _reason(made: dict[str, Any], state: State) -> dict[str, Any]:
    number = made.get("number", 0) if "state_reason" in made else 0
    return {"state_reason": state.reasons[number]} if number in state.reasons else {}
