"""The shapes that answers of GitHub must have. Unknown fields are ignored; a missing id is a failure."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from gatekeeper.github.answers import Comment, Issue, Label

Id = Annotated[int, Meta(gt=0, le=2**63 - 1)]
Moment = Annotated[datetime, Meta(tz=True)]
Sha = Annotated[str, Meta(pattern="^(?:[0-9a-f]{40}|[0-9a-f]{64})$")]
Name = Annotated[str, Meta(min_length=1)]


class User(Struct, frozen=True):
    """An account."""

    login: Name


class LabelShape(Struct, frozen=True):
    """A label; old ones lack a colour."""

    name: Name
    color: str | None = None
    description: str | None = None

    def answer(self) -> Label:
        """Return it in our words."""
        return Label(name=self.name, color=self.color or "", description=self.description or "")


class IssueShape(Struct, frozen=True):
    """An issue; GitHub may name a label by its name alone."""

    number: Id
    title: str
    state: Literal["open", "closed"]
    html_url: str
    repository_url: str = ""
    body: str | None = None
    state_reason: str | None = None
    labels: tuple[LabelShape | str, ...] = ()
    locked: bool = False
    closed_at: Moment | None = None
    closed_by: User | None = None
    pull_request: Any = None

    def answer(self) -> Issue:
        """Return it in our words."""
        return Issue(
            number=self.number,
            title=self.title,
            body=self.body or "",
            state=self.state,
            state_reason=self.state_reason,
            labels=tuple(each if isinstance(each, str) else each.name for each in self.labels),
            locked=self.locked,
            closed_at=self.closed_at,
            closed_by=self.closed_by.login if self.closed_by else None,
            url=self.html_url,
            pull_request=self.pull_request is not None,
        )


class CommentShape(Struct, frozen=True):
    """A comment."""

    id: Id
    created_at: Moment
    updated_at: Moment
    html_url: str
    body: str | None = None
    user: User | None = None

    def answer(self) -> Comment:
        """Return it in our words."""
        return Comment(
            id=self.id,
            body=self.body or "",
            author=self.user.login if self.user else "",
            created_at=self.created_at,
            updated_at=self.updated_at,
            url=self.html_url,
        )
