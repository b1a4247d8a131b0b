"""Commits: their statuses, their trees, the pull requests they belong to, and the head of the default branch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta, Struct

from gatekeeper.evidence.ids import SHORT_COMMIT
from gatekeeper.github.answers import Head, Pull, Status
from gatekeeper.github.errors import GitHubError
from gatekeeper.github.exchange import Asked
from gatekeeper.github.part import Part
from gatekeeper.github.shapes import Id, Name

if TYPE_CHECKING:
    from collections.abc import Iterable

Sha = Annotated[str, Meta(pattern="^(?:[0-9a-f]{40}|[0-9a-f]{64})\\Z")]
_NO_COMMIT = 422


class StatusShape(Struct, frozen=True):
    """A commit status."""

    id: Id
    context: str
    state: Literal["error", "failure", "pending", "success"]
    description: str | None = None
    target_url: str | None = None

    def answer(self) -> Status:
        """Return it in our words."""
        return Status(context=self.context, state=self.state, description=self.description or "", url=self.target_url or "")


class Place(Struct, frozen=True):
    """A repository's name."""

    full_name: Name


class PullHead(Struct, frozen=True):
    """What a pull request brings."""

    sha: Sha
    repo: Place | None = None


class PullShape(Struct, frozen=True):
    """A pull request."""

    number: Id
    state: Literal["open", "closed"]
    head: PullHead

    def answer(self) -> Pull:
        """Return it in our words."""
        home = self.head.repo.full_name if self.head.repo else ""
        return Pull(number=self.number, state=self.state, head=self.head.sha, head_repository=home)


class RepositoryShape(Struct, frozen=True):
    """A repository."""

    default_branch: Name


class Tree(Struct, frozen=True):
    """A tree."""

    sha: Sha


class CommitShape(Struct, frozen=True):
    """A commit."""

    tree: Tree


class Tip(Struct, frozen=True):
    """The commit of a branch."""

    sha: Sha
    commit: CommitShape


class BranchShape(Struct, frozen=True):
    """A branch."""

    commit: Tip


class Commits(Part):
    """What is asked about commits."""

    def status_history(self, commit: str) -> tuple[Status, ...]:
        """Return every status that was ever set on a commit, the newest first."""
        target = self.path("commits", commit, "statuses")
        asked = Asked(method="GET", target=target, doing=f"read the statuses of {commit[:SHORT_COMMIT]}", need="statuses: read")
        return tuple(each.answer() for each in self.session.pages(asked, tuple[StatusShape, ...], iter))

    def create_status(self, commit: str, context: str, state: str, description: str, url: str) -> None:
        """Set a status. It may be repeated: the newest of a context counts, and a second one says the same."""
        said = {"state": state, "context": context, "description": description, **({"target_url": url} if url else {})}
        target, doing = self.path("statuses", commit), f"set the status {context} of {commit[:SHORT_COMMIT]}"
        asked = Asked(method="POST", target=target, doing=doing, need="statuses: write", json=said)
        made = self.session.read(asked, StatusShape)
        if (made.context, made.state) != (context, state):
            raise GitHubError(f"GitHub did not {doing} to {state}: it answers {made.context} {made.state}", "run again")

    def pulls_of(self, commit: str, branch: str | None = None) -> tuple[Pull, ...]:
        """Return the pull requests that GitHub knows a commit of; ``head`` says whether it is the newest one.

        It does not know a fork's commits by themselves: then ``branch`` (``owner:branch``) finds those that it is the head of.
        """
        doing = f"find the pull requests of {commit[:SHORT_COMMIT]}"
        found = self._pulls(self.path("commits", commit, "pulls"), {}, doing)
        if branch is None or any(each.head == commit for each in found):
            return found
        others = self._pulls(self.path("pulls"), {"head": branch, "state": "open"}, doing)
        return (*found, *(each for each in others if each.head == commit))

    def pull(self, number: int) -> Pull:
        """Return a pull request."""
        target = self.path("pulls", number)
        asked = Asked(method="GET", target=target, doing=f"read pull request #{number}", need="pull-requests: read")
        return self.session.read(asked, PullShape).answer()

    def default_head(self) -> Head:
        """Return what the default branch points to."""
        asked = Asked(method="GET", target=self.path(), doing=f"read {self.session.repository}", need="metadata: read")
        branch = self.session.read(asked, RepositoryShape).default_branch
        target = self.path("branches", branch)
        asked = Asked(method="GET", target=target, doing=f"read the branch {branch}", need="contents: read")
        tip = self.session.read(asked, BranchShape).commit
        return Head(branch=branch, commit=tip.sha, tree=tip.commit.tree.sha)

    def tree(self, commit: str) -> str:
        """Return the tree of a commit."""
        target = self.path("git", "commits", commit)
        asked = Asked(method="GET", target=target, doing=f"read the commit {commit[:SHORT_COMMIT]}", need="contents: read")
        return self.session.read(asked, CommitShape).tree.sha

    def _pulls(self, target: str, query: dict[str, str], doing: str) -> tuple[Pull, ...]:
        asked = Asked(method="GET", target=target, doing=doing, need="pull-requests: read", query=query)
        try:
            found: Iterable[PullShape] = tuple(self.session.pages(asked, tuple[PullShape, ...], iter))
        except GitHubError as error:
            if error.status != _NO_COMMIT:
                raise
            return ()
        return tuple(each.answer() for each in found)
