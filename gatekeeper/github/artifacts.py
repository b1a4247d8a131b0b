"""Artifacts of workflow runs: what there is, and the bytes of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from msgspec import Meta, Struct

from gatekeeper.github.answers import Artifact
from gatekeeper.github.errors import GitHubError
from gatekeeper.github.exchange import Asked
from gatekeeper.github.part import Part
from gatekeeper.github.shapes import Id, Moment

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEED = "actions: read"
_FOUND = 302


class RunShape(Struct, frozen=True):
    """The run that left an artifact."""

    id: Id | None = None
    repository_id: int | None = None
    head_repository_id: int | None = None
    head_branch: str | None = None
    head_sha: str | None = None


class ArtifactShape(Struct, frozen=True):
    """An artifact."""

    id: Id
    size_in_bytes: Annotated[int, Meta(ge=0)]
    expired: bool
    created_at: Moment | None = None
    workflow_run: RunShape | None = None

    def answer(self) -> Artifact:
        """Return it in our words."""
        run = self.workflow_run or RunShape()
        return Artifact(
            id=self.id,
            bytes=self.size_in_bytes,
            expired=self.expired,
            created_at=self.created_at,
            run=run.id,
            branch=run.head_branch or "",
            commit=run.head_sha or "",
            foreign=run.head_repository_id is None or run.head_repository_id != run.repository_id,
        )


class Page(Struct, frozen=True):
    """A page of artifacts."""

    artifacts: tuple[ArtifactShape, ...]


class Artifacts(Part):
    """What is asked about artifacts."""

    def artifacts(self, name: str) -> Iterator[Artifact]:
        """Yield the artifacts of a name, newest first; there may be thousands, so no page is read before it is needed."""
        target, query = self.path("actions", "artifacts"), {"name": name}
        asked = Asked(method="GET", target=target, doing=f"list the artifacts {name}", need=_NEED, query=query)
        return (each.answer() for each in self.session.pages(asked, Page, lambda page: page.artifacts))

    def download(self, artifact: Artifact, most_bytes: int) -> bytes:
        """Return an artifact's ZIP archive of so many bytes at most. Where it lies is another host's, which gets no token."""
        doing = f"download artifact {artifact.id}"
        if artifact.bytes > most_bytes:
            raise GitHubError(f"GitHub is not asked to {doing}: it has {artifact.bytes} bytes, above {most_bytes}", "look what made it")
        asked = Asked(method="GET", target=self.path("actions", "artifacts", artifact.id, "zip"), doing=doing, need=_NEED)
        answer = self.session.ask(asked, fine=(_FOUND,))
        location = answer.headers.get("location", "")
        if answer.status != _FOUND or not self._safe(location):
            raise GitHubError(f"GitHub did not {doing}: it names no place to get it from", "check GITHUB_API_URL", answer.status)
        return self.session.fetch(asked, location, most_bytes)

    def _safe(self, url: str) -> bool:
        """Say whether a download from there can be read by nobody else; a test's API without TLS has a storage like it."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        return bool(parts.hostname) and parts.scheme in {"https", urlsplit(self.session.base).scheme}
