"""What all operations on a repository share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.github.session import Session


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of operation; ``given_login`` is whom the user says the token writes as."""

    session: Session
    given_login: str | None = None

    def path(self, *parts: str | int) -> str:
        """Return a path inside the repository."""
        return self.session.path(*parts)
