"""What can go wrong with GitHub, in words that are safe to print."""

from __future__ import annotations

from gatekeeper.documents.escapes import log_line
from gatekeeper.errors import DeliveryError

_MOST = 1000


class GitHubError(DeliveryError):
    """GitHub did not do what was asked of it. ``status`` is what it answered, None where there was no answer.

    Much of a message is written by others, so it is cleaned here, once for all.
    """

    def __init__(self, message: str, remedy: str = "", status: int | None = None) -> None:
        super().__init__(log_line(message, _MOST), log_line(remedy, _MOST))
        self.status = status


class UncertainError(GitHubError):
    """Nobody knows whether GitHub did what was asked: it may have, and the answer was lost or cannot be read."""
