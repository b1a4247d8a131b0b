"""What GitHub says, in our words: frozen, typed, and checked before it gets here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """An issue, or a pull request seen as one. ``closed_by`` is known of a single issue only: lists leave it out."""

    number: int
    title: str
    body: str
    state: str
    state_reason: str | None
    labels: tuple[str, ...]
    locked: bool
    closed_at: datetime | None
    closed_by: str | None
    url: str
    pull_request: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """A comment of an issue; ``author`` is a login, and nothing where the account is gone."""

    id: int
    body: str
    author: str
    created_at: datetime
    updated_at: datetime
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A label; ``color`` is six hexadecimal digits."""

    name: str
    color: str
    description: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """A commit status."""

    context: str
    state: str
    description: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pull:
    """A pull request; ``head`` is a commit, ``head_repository`` its full name or nothing where that is gone."""

    number: int
    state: str
    head: str
    head_repository: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What a branch points to."""

    branch: str
    commit: str
    tree: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Artifact:
    """A file that a workflow's run left; ``foreign`` is one whose run judged another repository's code, or nobody knows whose."""

    id: int
    bytes: int
    expired: bool
    created_at: datetime | None
    run: int | None
    branch: str
    commit: str
    foreign: bool
