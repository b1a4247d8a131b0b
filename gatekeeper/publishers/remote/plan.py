"""What is to change on one issue. Planning reads nothing and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gatekeeper.publishers.remote.labels import Labels
from gatekeeper.publishers.remote.seen import Seen

if TYPE_CHECKING:
    from gatekeeper.documents.marker import State
    from gatekeeper.errors import GatekeeperError


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The whole text of our comment (None where none is needed), the labels, and what becomes of the issue's own body.

    ``body`` maps the issue's text to what it should be, so that it can be asked again just before it is written;
    ``reopen`` opens the issue again. ``error`` is what kept the text from being made, raised once everything else is done.
    """

    text: str | None
    state: State
    labels: Labels = field(default_factory=Labels)
    body: Callable[[str], str] | None = None
    reopen: bool = False
    notes: tuple[str, ...] = ()
    error: GatekeeperError | None = None

    def edits(self, seen: Seen) -> bool:
        """Say whether the comment's text changes; compared as GitHub keeps it: with CRLF perhaps, and without blank space at the end."""
        return self.text is not None and not (seen.mine and _kept(seen.mine[0].comment.body) == _kept(self.text))


Planner = Callable[[Seen], Plan | None]


def _kept(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip()
