"""The issues of the world: made, changed and looked at in anybody's name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from github_world.client import Client
from github_world.people import ELSEWHERE, OWNER

if TYPE_CHECKING:
    from collections.abc import Sequence


def moment(hours_ago: float) -> str:
    """Return a moment in the past as GitHub writes it."""
    return f"{datetime.now(UTC) - timedelta(hours=hours_ago):%Y-%m-%dT%H:%M:%SZ}"


class Issues(Client):
    """What happens to issues, and to pull requests seen as issues."""

    def issue(self, title: str, body: str = "", labels: Sequence[str] = (), *, by: str = "maint") -> int:
        """Open an issue and return its number."""
        return int(self.ask("POST", "issues", by=by, json={"title": title, "body": body, "labels": list(labels)})["number"])

    def comment(self, number: int, body: str, *, by: str = "maint", hours_ago: float = 0) -> int:
        """Comment and return the comment's id."""
        comment = int(self.ask("POST", f"issues/{number}/comments", by=by, json={"body": body})["id"])
        if hours_ago:
            self.control("clock", kind="comment", number=comment, moments=dict.fromkeys(("created_at", "updated_at"), moment(hours_ago)))
        return comment

    def edit_comment(self, comment: int, body: str, *, by: str = "maint") -> None:
        """Change somebody's comment."""
        self.ask("PATCH", f"issues/comments/{comment}", by=by, json={"body": body})

    def delete_comment(self, comment: int, *, by: str = "maint") -> None:
        """Delete somebody's comment."""
        self.ask("DELETE", f"issues/comments/{comment}", by=by)

    def comments(self, number: int) -> list[dict[str, Any]]:
        """Return all comments of an issue, as GitHub shows them."""
        return self.every(f"issues/{number}/comments")

    def show(self, number: int) -> dict[str, Any]:
        """Return an issue as GitHub shows it."""
        shown: dict[str, Any] = self.ask("GET", f"issues/{number}")
        return shown

    def body(self, number: int) -> str:
        """Return an issue's own text."""
        return self.show(number)["body"] or ""

    def state(self, number: int) -> str:
        """Return ``open`` or ``closed``."""
        return str(self.show(number)["state"])

    def edit_body(self, number: int, body: str, *, by: str = "maint") -> None:
        """Change an issue's own text."""
        self.ask("PATCH", f"issues/{number}", by=by, json={"body": body})

    def labels(self, number: int) -> list[str]:
        """Return the names of an issue's labels."""
        return [each["name"] for each in self.every(f"issues/{number}/labels")]

    def repo_labels(self) -> list[dict[str, Any]]:
        """Return the labels that the repository knows."""
        return self.every("labels")

    def label(self, number: int, name: str, *, by: str = "maint", hours_ago: float = 0) -> None:
        """Put a label on an issue."""
        self.ask("POST", f"issues/{number}/labels", by=by, json={"labels": [name]})
        if hours_ago:
            self.control("clock", kind="event", number=self.events(number)[-1]["id"], moments={"created_at": moment(hours_ago)})

    def unlabel(self, number: int, name: str, *, by: str = "maint") -> None:
        """Take a label off an issue."""
        self.ask("DELETE", f"issues/{number}/labels/{quote(name, safe='')}", by=by)

    def events(self, number: int) -> list[dict[str, Any]]:
        """Return what happened to an issue, oldest first."""
        return self.every(f"issues/{number}/events")

    def close(self, number: int, *, by: str = "maint", reason: str = "completed", hours_ago: float = 0) -> None:
        """Close an issue, now or so long ago."""
        self.ask("PATCH", f"issues/{number}", by=by, json={"state": "closed", "state_reason": reason})
        if hours_ago:
            self.control("clock", kind="issue", number=number, moments=dict.fromkeys(("closed_at", "updated_at"), moment(hours_ago)))
            self.control("clock", kind="event", number=self.events(number)[-1]["id"], moments={"created_at": moment(hours_ago)})

    def reopen(self, number: int, *, by: str = "maint") -> None:
        """Open a closed issue again."""
        self.ask("PATCH", f"issues/{number}", by=by, json={"state": "open"})

    def lock(self, number: int, *, by: str = "maint") -> None:
        """Lock an issue."""
        self.ask("PUT", f"issues/{number}/lock", by=by, json={"lock_reason": "resolved"})

    def delete_issue(self, number: int) -> None:
        """Delete an issue: from now on it answers 410."""
        self.control("delete_issue", number=number)

    def transfer_issue(self, number: int) -> None:
        """Move an issue to another repository: from now on it answers 301."""
        target = self.ask("POST", f"/repos/{OWNER}/{ELSEWHERE}/issues", json={"title": self.show(number)["title"]})
        self.control("move_issue", number=number, target=target["number"])
