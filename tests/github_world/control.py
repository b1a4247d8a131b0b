"""What tests may do to the world that no API of GitHub does: one method for each, called by name."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from github_world.people import ELSEWHERE, NAME, OWNER
from github_world.state import Artifact

if TYPE_CHECKING:
    from github_world.hub import Hub


class Control:
    """The world's strings. Arguments and results are JSON."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def reset(self) -> None:
        """Go back to the seed."""
        self._hub.reset()

    def token(self, permissions: dict[str, str]) -> str:
        """Return a new token of the app github-actions."""
        tokens = self._hub.state.installations
        token = f"ghs_{len(tokens):036d}"
        tokens[token] = permissions
        return token

    def fault(self, fault: dict[str, Any]) -> None:
        """Script a fault."""
        self._hub.state.faults.append(fault)

    def log(self) -> list[dict[str, Any]]:
        """Return every exchange since the last ``forget``."""
        return self._hub.state.log

    def forget(self) -> None:
        """Empty the log."""
        self._hub.state.log = []

    def violations(self) -> list[str]:
        """Hand out the breaches of the contract found so far."""
        found, self._hub.state.violations = self._hub.state.violations, []
        return found

    def delete_issue(self, number: int) -> None:
        """Delete an issue: from now on it answers 410."""
        self._hub.state.deleted.add(number)

    def move_issue(self, number: int, target: int) -> None:
        """Transfer an issue to the other repository, where ``target`` is the same issue."""
        self._hub.state.moved[number] = f"{self._hub.base_url}/repos/{OWNER}/{ELSEWHERE}/issues/{target}"

    def clock(self, kind: str, number: int, moments: dict[str, str]) -> None:
        """Set moments of an ``issue``, a ``comment`` or an ``event``."""
        self._hub.state.clocks.setdefault((kind, number), {}).update(moments)

    def artifact(self, about: dict[str, Any], archive: str, *, foreign: bool) -> int:
        """Keep an artifact: what is said of it, and its bytes in base64."""
        number = len(self._hub.state.artifacts) + 1
        url = f"{self._hub.base_url}/repos/{OWNER}/{NAME}/actions/artifacts/{number}"
        run = {"id": 800 + number, "repository_id": 1, "head_repository_id": 99 if foreign else 1, **about.pop("workflow_run")}
        raw = base64.b64decode(archive)
        names = {"id": number, "node_id": f"A_{number}", "size_in_bytes": len(raw), "url": url, "archive_download_url": url + "/zip"}
        self._hub.state.artifacts.insert(0, Artifact(about={**about, **names, "workflow_run": run}, archive=raw))
        return number
