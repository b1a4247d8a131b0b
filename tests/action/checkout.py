"""The files of this checkout that GitHub Actions reads, and what stands in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from action.composite import load

CHECKOUT = Path(__file__).resolve().parents[2]
ACTION = CHECKOUT / "action.yml"
EXAMPLES = sorted((CHECKOUT / "docs/github").glob("*.yml"))
WORKFLOWS = [*EXAMPLES, *sorted((CHECKOUT / ".github/workflows").glob("*.yml"))]
EVERY = [*WORKFLOWS, ACTION]
OURS = "evidence-gatekeeper/gatekeeper"
PLACEHOLDER = "0" * 40


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    """Return the jobs of a workflow."""
    found: dict[str, dict[str, Any]] = load(path)["jobs"]
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    """Return the steps of the action, or of all jobs of a workflow."""
    if path == ACTION:
        found: list[dict[str, Any]] = load(path)["runs"]["steps"]
        return found
    return [step for job in jobs(path).values() for step in job["steps"]]


def name(path: Path) -> str:
    """Return what a test about a file is called by."""
    return path.stem
