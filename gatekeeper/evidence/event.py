"""The event that started a GitHub Actions run. Whoever opens a pull request writes parts of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gatekeeper.evidence.ids import is_id

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_BYTES = 16 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """What an event says that concerns us; nothing is known outside GitHub Actions.

    ``head`` is the commit that was pushed where GITHUB_SHA is another one, and ``base`` the branch that a pull request or a merge
    queue would change; ``run``, ``attempt`` and ``branch`` are those of the run that this one follows. ``foreign`` is a run whose
    evidence was made by a pull request and is published by another run that holds more rights. ``readonly`` is one whose token
    cannot write. Where the event does not say, it is both.
    """

    name: str = ""
    action: str = ""
    head: str | None = None
    issue: int | None = None
    pull_request: int | None = None
    branch: str | None = None
    base: str | None = None
    run: int | None = None
    attempt: int | None = None
    foreign: bool = False
    readonly: bool = False


def is_pull_request(environ: Mapping[str, str]) -> bool:
    """Say whether the run is about a change that another branch is to take."""
    return bool(environ.get("GITHUB_BASE_REF")) or environ.get("GITHUB_EVENT_NAME", "").startswith(("pull_request", "merge_group"))


def read_event(environ: Mapping[str, str]) -> Event:
    """Return the event; one that cannot be read says nothing, and its name alone decides what is in doubt."""
    payload = _payload(environ.get("GITHUB_EVENT_PATH", ""))
    name = environ.get("GITHUB_EVENT_NAME", "")
    run = _table(payload, "workflow_run")
    return Event(
        name=name,
        action=_text(payload.get("action")) or "",
        head=_head(payload, name),
        issue=_number(_table(payload, "issue").get("number")),
        pull_request=_number(_table(payload, "pull_request").get("number")),
        branch=_branch(run),
        base=_base(payload, environ),
        run=_number(run.get("id")),
        attempt=_number(run.get("run_attempt")),
        foreign=(name == "workflow_run" or bool(run)) and _by_pull_request(run),
        readonly=name == "pull_request" and (_fork(payload) or environ.get("GITHUB_ACTOR") == "dependabot[bot]"),
    )


def _payload(path: str) -> dict[str, Any]:
    if not os.path.isfile(path) or os.path.getsize(path) > _MOST_BYTES:
        return {}  # a pipe would be waited for
    import json  # noqa: PLC0415 - only a run in CI pays for it

    try:
        with open(path, encoding="utf-8") as file:
            event = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _table(payload: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    for key in path:
        inner = payload.get(key)
        payload = inner if isinstance(inner, dict) else {}
    return payload


def _sha(value: object) -> str | None:
    return value if isinstance(value, str) and is_id(value) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _fork(payload: Mapping[str, Any]) -> bool:
    """Say whether a pull request comes from another repository; one whose repository is gone or not named does too."""
    head = _text(_table(payload, "pull_request", "head", "repo").get("full_name"))
    return head is None or head != _text(_table(payload, "pull_request", "base", "repo").get("full_name"))


def _by_pull_request(run: Mapping[str, Any]) -> bool:
    """Say whether a pull request, or another repository, had a hand in a run; in doubt it had."""
    if (_text(run.get("event")) or "pull_request").startswith("pull_request"):
        return True
    head = _text(_table(run, "head_repository").get("full_name"))
    return head is None or head != _text(_table(run, "repository").get("full_name"))


def _head(payload: Mapping[str, Any], name: str) -> str | None:
    """Return the pushed head on pull requests, in merge queues and after other runs; GITHUB_SHA is another commit there.

    On ``pull_request_target`` the base is what is checked out and tested.
    """
    if name == "pull_request_target":
        return None
    places = (("pull_request", "head", "sha"), ("merge_group", "head_sha"), ("workflow_run", "head_sha"))
    heads = (_sha(_table(payload, *path).get(key)) for *path, key in places)
    return next(filter(None, heads), None)


def _base(payload: Mapping[str, Any], environ: Mapping[str, str]) -> str | None:
    """Return the branch by its name, without what stands before those of all branches."""
    named = (
        environ.get("GITHUB_BASE_REF")
        or _text(_table(payload, "merge_group").get("base_ref"))
        or _text(_table(payload, "pull_request", "base").get("ref"))
    )
    return named.removeprefix("refs/heads/") if named else None


def _branch(run: Mapping[str, Any]) -> str | None:
    """Return ``owner:branch`` of a run, as the list of pull requests wants it."""
    owner, branch = _text(_table(run, "head_repository", "owner").get("login")), _text(run.get("head_branch"))
    return f"{owner}:{branch}" if owner and branch else None
