"""A repository of the local GitHub whose requests, waits and comments are counted while things go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scripted import Waiting

from gatekeeper.github.repository import Repository
from gatekeeper.github.secret import Secret
from gatekeeper.github.session import Session
from gatekeeper.github.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from github_world.world import World

    from gatekeeper.github.answers import Comment
    from gatekeeper.github.exchange import Answer, Asked, Lost

TIMEOUT = 1
BODY = "<!-- ours -->\ntext"


def _mine(found: Comment) -> bool:
    return found.body == BODY


class _Counted(Wire):
    """Counts what was sent, answered or not."""

    sent: list[str]

    def send(self, asked: Asked) -> Answer | Lost:
        self.sent.append(asked.method)
        return super().send(asked)


class Here:
    """A repository of the local GitHub with an issue, and how long it has been waited for."""

    def __init__(self, world: World) -> None:
        self.world, self.waiting = world, Waiting()
        token = Secret(world.environ()["GITHUB_TOKEN"])
        self.wire = _Counted(world.url, token, timeout=TIMEOUT)
        self.requests = self.wire.sent = []
        session = Session(wire=self.wire, base=world.url, repository=world.repository, token=token, patience=self.waiting.patience)
        self.repository = Repository(session=session)
        self.number = world.issue("An issue")

    def comment(self) -> None:
        self.repository.create_comment(self.number, BODY, _mine)

    @property
    def left(self) -> int:
        return len(self.world.comments(self.number))


@pytest.fixture
def here(world: World) -> Iterator[Here]:
    made = Here(world)
    yield made
    made.wire.close()
