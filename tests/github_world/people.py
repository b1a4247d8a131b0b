"""Who lives in the world: their logins, their roles in the repository, and what emulate is told about them."""

from __future__ import annotations

from typing import Any

OWNER, NAME = "acme", "widgets"
ELSEWHERE = "gadgets"  # where transferred issues go
REPOSITORY = f"{OWNER}/{NAME}"
BOT = "github-actions[bot]"
# On a public repository even a stranger reads and comments.
PEOPLE = {"owner": "admin", "maint": "maintain", "writer": "write", "triager": "triage", "outsider": "read", "stranger": "none"}
ROLES = ("none", "read", "triage", "write", "maintain", "admin")


def token_of(login: str) -> str:
    """Return the personal token of somebody who lives here."""
    return f"ghp_{login.upper()}0123456789"


def inner_token(login: str) -> str:
    """Return the token that emulate knows them by: it never leaves this machine's memory."""
    return f"inner-{login}"


def seed(base_url: str) -> dict[str, Any]:
    """Return what emulate begins with. Everybody is a member there: who may do what is decided in front of it."""
    logins = [*PEOPLE, BOT]
    return {
        "tokens": {inner_token(login): {"login": login} for login in logins},
        "github": {
            "baseUrl": base_url,
            "users": [{"login": login} for login in logins],
            "orgs": [{"login": OWNER, "members": [{"login": login, "role": "admin"} for login in logins]}],
            "repos": [{"owner": OWNER, "name": name, "auto_init": True} for name in (NAME, ELSEWHERE)],
        },
    }
