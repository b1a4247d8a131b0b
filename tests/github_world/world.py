"""The local GitHub as a test sees it: its addresses and tokens, its people, its faults and its log."""

from __future__ import annotations

import re
from typing import Any

from github_world.faults import HOWS
from github_world.people import REPOSITORY, token_of
from github_world.world_commits import Commits


class World(Commits):
    """A GitHub with one repository, its people and the app that speaks as github-actions[bot]."""

    repository = REPOSITORY
    bot = "github-actions[bot]"
    owner, maintainer, writer, triager, outsider, stranger = map(token_of, ("owner", "maint", "writer", "triager", "outsider", "stranger"))

    def reset(self) -> None:
        """Go back to the seed, with every fault, log and token forgotten."""
        self.control("reset")

    def token(self, **permissions: str) -> str:
        """Return a token of the app github-actions: ``token(issues="write")`` is all it may do."""
        return str(self.control("token", permissions=permissions))

    def environ(self, token: str | None = None) -> dict[str, str]:
        """Return what a step of a workflow finds; without a token, one that may write all that Gatekeeper publishes."""
        permissions = {"issues": "write", "pull_requests": "write", "statuses": "write", "contents": "read", "actions": "read"}
        return {
            "GITHUB_TOKEN": self.token(**permissions) if token is None else token,
            "GITHUB_API_URL": self.url,
            "GITHUB_REPOSITORY": self.repository,
        }

    def fault(self, match: str, times: int = 1, **how: Any) -> None:
        """Script a fault for the next requests whose ``METHOD /path`` (with or without its query) matches.

        ``status``, ``headers`` and ``body`` answer in GitHub's place; ``after`` does the work first; ``reset`` hangs up;
        ``truncate`` sends half the body; ``delay`` waits so many seconds; ``skip`` lets so many requests pass first.
        ``before`` and ``then`` are requests that somebody else makes just before or after:
        ``{"method": "PATCH", "path": "/repos/...", "json": {...}, "by": "maint"}``.
        """
        unknown = ", ".join(sorted(set(how) - HOWS))
        if unknown:
            raise TypeError(f"a fault has no {unknown}")
        self.control("fault", fault={"match": match, "times": times, **how})

    def log(self) -> list[dict[str, Any]]:
        """Return every request since the last ``forget``; the helpers of this class are not among them."""
        entries: list[dict[str, Any]] = self.control("log")
        return entries

    def requests(self, method: str | None = None, path: str | None = None) -> int:
        """Count requests since the last ``forget``; ``path`` is an expression that is searched for."""
        return sum(method in {None, each["method"]} and re.search(path or "", each["path"]) is not None for each in self.log())

    def forget(self) -> None:
        """Empty the log."""
        self.control("forget")

    def violations(self) -> list[str]:
        """Hand out the breaches of GitHub's contract so far: a test that makes some on purpose asks for them."""
        found: list[str] = self.control("violations")
        return found
