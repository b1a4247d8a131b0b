"""Who asks, and whether they may: permissions of app tokens, roles of people.

To people the repository is public. App tokens are treated as in a private one: there even reading needs its permission, so
that a permission missing in a workflow is seen here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from github_world.exchange import refusal
from github_world.people import BOT, OWNER, PEOPLE, ROLES, token_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from github_world.exchange import Answer, Asked
    from github_world.state import State

_REPO = "/repos/[^/]+/[^/]+"
_HOME = f"/repos/{OWNER}/"
_ISSUE = rf"{_REPO}/issues/\d+"
# Method, path, what a token of an app needs, what a person must be at least. The first line that fits decides.
_NEEDS = (
    ("GET", rf"{_REPO}/commits/.+/status(es)?", "statuses=read", "none"),
    ("POST", rf"{_REPO}/statuses/.+", "statuses=write", "write"),
    ("GET", rf"{_REPO}/(commits/.+/pulls|pulls(/.*)?)", "pull_requests=read", "none"),
    ("POST", rf"{_REPO}/pulls", "pull_requests=write", "none"),
    ("GET", rf"{_REPO}/(issues|labels)(/.*)?", "issues=read", "none"),
    ("POST|PATCH|DELETE", rf"{_REPO}/issues(/comments/\d+)?|{_ISSUE}(/comments)?", "issues=write", "none"),
    ("POST|PUT|DELETE", rf"{_ISSUE}/labels(/.+)?", "issues=write", "triage"),
    ("PUT|DELETE", rf"{_ISSUE}/lock", "issues=write", "write"),
    ("POST|PATCH|DELETE", rf"{_REPO}/labels(/.+)?", "issues=write", "write"),
    ("GET", rf"{_REPO}/(commits|branches|git|contents)(/.*)?", "contents=read", "none"),
    ("POST|PATCH", rf"{_REPO}/git/.+", "contents=write", "write"),
    ("GET", rf"{_REPO}/actions/.+", "actions=read", "none"),
)
_HIDDEN = re.compile(rf"{_REPO}/(statuses|git)/.+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asker:
    """Somebody who asks: a person, an app's installation, or nobody in particular."""

    login: str = ""
    permissions: Mapping[str, str] | None = None

    def is_at_least(self, role: str) -> bool:
        """Say whether this is a person with that role; an app is none."""
        return self.permissions is None and ROLES.index(PEOPLE.get(self.login, "none")) >= ROLES.index(role)


_PERSONS = {token_of(login): login for login in PEOPLE}


def asker_of(asked: Asked, state: State) -> Asker | None:
    """Return who asks, or None when nobody is known by that token."""
    if not asked.headers.get("authorization"):
        return Asker()
    if asked.token in state.installations:
        return Asker(login=BOT, permissions=state.installations[asked.token])
    return Asker(login=_PERSONS[asked.token]) if asked.token in _PERSONS else None


def refused(asker: Asker, asked: Asked, state: State) -> Answer | None:
    """Return the refusal, if what is asked is beyond who asks."""
    if asked.method != "GET" and not asker.login:
        return refusal(401, "Requires authentication")
    for methods, path, permission, role in _NEEDS:
        if asked.method in methods.split("|") and re.fullmatch(path, asked.path):
            return _app_refused(asker, asked, state, permission) if asker.permissions is not None else _person_refused(asker, asked, role)
    return None


def _app_refused(asker: Asker, asked: Asked, state: State, permission: str) -> Answer | None:
    name, level = permission.split("=")
    if not asked.path.startswith(_HOME):
        # The app is not installed in forks: it reads what is public there.
        return None if level == "read" else refusal(403, "Resource not accessible by integration")
    found = re.fullmatch(rf"{_REPO}/issues/(comments/)?(\d+)(/.*)?", asked.path)
    number = (state.writers.get(int(found[2]), (0, ""))[0] if found[1] else int(found[2])) if found else 0
    if name == "issues" and number in state.pulls:
        name = "pull_requests"
    if _covers((asker.permissions or {}).get(name), level):
        return None
    accepted = f"{permission}; pull_requests={level}" if permission.startswith("issues") else permission
    return refusal(403, "Resource not accessible by integration", headers={"X-Accepted-GitHub-Permissions": accepted})


def _covers(held: str | None, level: str) -> bool:
    return held == "write" or (held == "read" and level == "read")


def _person_refused(asker: Asker, asked: Asked, role: str) -> Answer | None:
    has_role = asker.is_at_least(role) if asked.path.startswith(_HOME) else role == "none"
    if has_role or asked.path.startswith(f"/repos/{asker.login}/"):
        return None
    return refusal(404, "Not Found") if _HIDDEN.fullmatch(asked.path) else refusal(403, "Must have admin rights to Repository.")
