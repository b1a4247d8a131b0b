"""The commits of the world: pushes, pull requests, statuses and the artifacts of runs."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import TYPE_CHECKING, Any

from github_world.people import NAME, REPOSITORY
from github_world.world_issues import Issues, moment

if TYPE_CHECKING:
    from collections.abc import Mapping


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the files as a ZIP archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


class Commits(Issues):
    """What happens to branches and commits."""

    def head(self, branch: str = "main", home: str = REPOSITORY) -> tuple[str, str]:
        """Return the commit and the tree that a branch stands on."""
        commit = self.ask("GET", f"/repos/{home}/branches/{branch}")["commit"]
        return commit["sha"], commit["commit"]["tree"]["sha"]

    def push(self, message: str, branch: str = "main", *, same_tree: bool = False) -> str:
        """Commit to a branch and return its new head."""
        sha, tree = self.head(branch)
        new = self._commit(REPOSITORY, message, sha, tree, same_tree=same_tree)
        self.ask("PATCH", f"git/refs/heads/{branch}", json={"sha": new})
        return new

    def pull(self, head_branch: str, body: str = "", *, by: str = "writer", fork: bool = False, title: str = "") -> tuple[int, str]:
        """Open a pull request with a commit of its own, from a branch or from a fork; return its number and its head."""
        home, pusher, head = (f"{by}/{NAME}", by, f"{by}:{head_branch}") if fork else (REPOSITORY, "owner", head_branch)
        if fork:
            self.ask("POST", "forks", by=by, json={})
        sha, tree = self.head(home=home)
        new = self._commit(home, head_branch, sha, tree, by=pusher)
        self.ask("POST", f"/repos/{home}/git/refs", by=pusher, json={"ref": f"refs/heads/{head_branch}", "sha": new})
        made = self.ask("POST", "pulls", by=by, json={"title": title or head_branch, "body": body, "head": head, "base": "main"})
        return made["number"], new

    def statuses(self, sha: str) -> list[dict[str, Any]]:
        """Return all statuses of a commit, newest first."""
        return self.every(f"commits/{sha}/statuses")

    def status(self, sha: str, context: str, state: str, description: str = "", *, by: str = "writer") -> None:
        """Give a commit a status."""
        self.ask("POST", f"statuses/{sha}", by=by, json={"state": state, "context": context, "description": description})

    def artifact(
        self,
        name: str,
        files: Mapping[str, bytes] | bytes,
        head_sha: str,
        *,
        branch: str = "main",
        foreign: bool = False,
        hours_ago: float = 0,
        expired: bool = False,
    ) -> int:
        """Upload an artifact of a run and return its id. ``files`` may be an archive already; ``foreign`` is a fork's."""
        about = {
            "name": name,
            "expired": expired,
            **dict.fromkeys(("created_at", "updated_at"), moment(hours_ago)),
            "expires_at": moment(-24 * 90),
            "workflow_run": {"head_branch": branch, "head_sha": head_sha},
        }
        raw = files if isinstance(files, bytes) else zipped(files)
        return int(self.control("artifact", about=about, archive=base64.b64encode(raw).decode(), foreign=foreign))

    def _commit(self, home: str, message: str, parent: str, tree: str, *, by: str = "owner", same_tree: bool = False) -> str:
        if not same_tree:
            entry = {"path": "change.txt", "mode": "100644", "type": "blob", "content": f"{message}\n{parent}\n"}
            tree = self.ask("POST", f"/repos/{home}/git/trees", by=by, json={"base_tree": tree, "tree": [entry]})["sha"]
        made = self.ask("POST", f"/repos/{home}/git/commits", by=by, json={"message": message, "tree": tree, "parents": [parent]})
        return str(made["sha"])
