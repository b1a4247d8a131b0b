"""People: whom the token writes as, and what somebody may do."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from gatekeeper.github.exchange import Asked
from gatekeeper.github.part import Part
from gatekeeper.github.shapes import Name, User

ACTIONS = "github-actions[bot]"
_INSTALLATION = "ghs_"
_NOBODY = "none"


class Role(Struct, frozen=True):
    """What somebody may do; ``permission`` knows no roles between read, write and admin."""

    permission: Name
    role_name: str | None = None


class People(Part):
    """What is asked about people."""

    def login(self) -> str:
        """Return whom the token writes as, asked once at most.

        The token of a workflow belongs to no user and may not ask. What it is taken for is seen on the first comment.
        """
        return self._login

    @cached_property
    def _login(self) -> str:
        if self.given_login:
            return self.given_login
        if self.session.token.reveal().startswith(_INSTALLATION):
            return ACTIONS
        asked = Asked(method="GET", target="/user", doing="say whose the token is", need="none")
        found = self.session.find(asked, User, absent=(403,))
        return found.login if found else ACTIONS

    def permission(self, login: str) -> str:
        """Return the role of somebody in the repository, ``none`` where there is no such account."""
        target = self.path("collaborators", login, "permission")
        asked = Asked(method="GET", target=target, doing=f"say what {login} may do", need="metadata: read")
        role = self.session.find(asked, Role)
        return role.role_name or role.permission if role else _NOBODY
