"""What stands on an issue before anything is written, and which of its comments are ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gatekeeper.documents.marker import newer, read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gatekeeper.documents.marker import State
    from gatekeeper.github.answers import Comment, Issue
    from gatekeeper.github.repository import Repository


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """What tells one comment of ours from another: ``kind`` is comment or guard."""

    kind: Literal["comment", "guard"]
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Owned:
    """A comment of ours: our marker opens it, and our login wrote it."""

    comment: Comment
    state: State


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """An issue, its comments in their order, and those of one key that are ours, oldest first.

    Two runs at the same moment may have made two: the oldest stays, with the newest text. ``shared`` are the labels that our
    comments of other keys answer for, ``keys`` the names of all our comments that speak about records.
    """

    issue: Issue
    comments: tuple[Comment, ...]
    mine: tuple[Owned, ...]
    shared: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def newest(self) -> Owned | None:
        """Return the one with the newest record."""
        return newest(self.mine)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels that our comments of this key say we added."""
        return tuple(dict.fromkeys(label for each in self.mine for label in each.state.labels))


def look(repository: Repository, number: int, key: Key) -> Seen:
    """Read an issue and every page of its comments; the comments last, because they are what is written next."""
    login = repository.login()
    issue = repository.issue(number)
    comments = tuple(repository.comments(number))
    ours = [each.state for each in _ours(comments, login)]
    others = [state for state in ours if (state.kind, state.key) != (key.kind, key.name)]
    return Seen(
        issue=issue,
        comments=comments,
        mine=owned(comments, login, key),
        shared=tuple(label for state in others for label in state.labels),
        keys=tuple(state.key for state in ours if state.kind == "comment"),
    )


def owned(comments: Iterable[Comment], login: str, key: Key) -> tuple[Owned, ...]:
    """Return our comments of one key, oldest first."""
    return tuple(each for each in _ours(comments, login) if (each.state.kind, each.state.key) == (key.kind, key.name))


def _ours(comments: Iterable[Comment], login: str) -> tuple[Owned, ...]:
    """Return our comments of any key, oldest first."""
    own = sorted((each for each in comments if each.author.casefold() == login.casefold()), key=lambda each: each.id)
    states = ((each, read(each.body)) for each in own)
    return tuple(Owned(comment=each, state=state) for each, state in states if state is not None)


def newest(mine: Iterable[Owned]) -> Owned | None:
    """Return the comment with the newest record."""
    best: Owned | None = None
    for each in mine:
        if best is None or newer(each.state, best.state):
            best = each
    return best
