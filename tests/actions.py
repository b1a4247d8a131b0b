"""A step of GitHub Actions, as far as the command can see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {
    "verdict", "total", "passed", "failed", "errored", "skipped", "executed", "pass-rate", "rules-failed", "record", "record-digest",
}  # fmt: skip


def step(folder: Path) -> dict[str, str]:
    """Return the environment of a step whose checkout is the folder."""
    return {
        "GITHUB_ACTIONS": "true",
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        "GITHUB_WORKSPACE": str(folder),
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": "shop/payments",
        "GITHUB_RUN_ID": "815",
        "GITHUB_RUN_ATTEMPT": "2",
    }


def read_outputs(folder: Path) -> dict[str, str]:
    """Read outputs as the runner does: ``name<<delimiter``, lines, delimiter. None may be given twice."""
    lines = iter((folder / "output").read_text("utf-8").split("\n"))
    found = {}
    for line in lines:
        if line:
            name, delimiter = line.split("<<", 1)
            value = []
            while (each := next(lines)) != delimiter:
                value.append(each)
            assert name not in found
            found[name] = "\n".join(value)
    return found
