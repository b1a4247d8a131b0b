"""What the environment says of a run: its place in CI, the machine, and the variables that are worth keeping."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from gatekeeper.evidence.asked import attempt
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gatekeeper.witness.masks import Masks

_KEPT = (
    "CI",
    "GITHUB_REPOSITORY",
    "GITHUB_WORKFLOW",
    "GITHUB_JOB",
    "GITHUB_EVENT_NAME",
    "GITHUB_REF",
    "GITHUB_SHA",
    "RUNNER_OS",
    "RUNNER_ARCH",
)
_LONGEST, _MOST_ARGUMENTS = 1000, 1000


def ci_run(environ: Mapping[str, str]) -> tuple[str | None, int | None]:
    """Return the run and its attempt as GitHub Actions names them."""
    return shown(environ.get("GITHUB_RUN_ID", "")) or None, attempt(environ)


def machine() -> tuple[str, str]:
    """Return the names of the machine and of its system."""
    if hasattr(os, "uname"):
        about = os.uname()
        return shown(about.nodename), shown(f"{about.sysname} {about.release} {about.machine}")
    import platform  # noqa: PLC0415 - slower than asking the system

    return shown(platform.node()), shown(f"{sys.platform} {platform.release()} {platform.machine()}")


def variables(environ: Mapping[str, str], names: Iterable[str], masks: Masks) -> dict[str, str]:
    """Return those that are always kept and those that were asked for, where they are set, without secrets."""
    wanted = dict.fromkeys((*_KEPT, *names))
    return {name: shown(masks.variable(name, environ[name])) for name in wanted if name in environ}


def arguments(argv: tuple[str, ...], masks: Masks) -> tuple[str, ...]:
    """Return the command as it is recorded: without secrets, and no longer than anybody reads."""
    made = [shown(each) for each in masks.arguments(argv[:_MOST_ARGUMENTS])]
    more = len(argv) - len(made)
    return (*made, f"... and {more} more") if more else tuple(made)


def shown(text: str) -> str:
    """Return a text that can be printed and stored, of bounded length."""
    return printable(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}...")
