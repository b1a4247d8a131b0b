"""What emulate does not remember: statuses, artifacts, deleted issues, moved clocks and tokens with their permissions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(kw_only=True)
class Artifact:
    """An artifact: what the API says of it, and its bytes."""

    about: dict[str, Any]
    archive: bytes


@dataclass(kw_only=True)
class State:
    """Everything between two resets."""

    installations: dict[str, dict[str, str]] = field(default_factory=dict)  # token -> permissions
    statuses: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # sha -> newest first
    artifacts: list[Artifact] = field(default_factory=list)  # newest first
    pulls: set[int] = field(default_factory=set)
    writers: dict[int, tuple[int, str]] = field(default_factory=dict)  # comment -> issue, login
    reasons: dict[int, str | None] = field(default_factory=dict)  # issue -> state_reason
    deleted: set[int] = field(default_factory=set)
    moved: dict[int, str] = field(default_factory=dict)  # issue -> where it was transferred to
    clocks: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)  # ("issue", 3) -> {"closed_at": ...}
    used: int = 0  # requests that count against the rate limit
    faults: list[dict[str, Any]] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
