"""Show in a dry run what would be done: one line for each change, and the texts as a diff."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from gatekeeper.documents.escapes import log_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.publishers.remote.plan import Plan
    from gatekeeper.publishers.remote.seen import Seen
    from gatekeeper.publishers.remote.site import Site
    from gatekeeper.publishers.remote.steps import Step


def show(site: Site, seen: Seen, plan: Plan, todo: tuple[Step, ...], name: str) -> None:
    """Print every step, and then the texts before and after."""
    for step in todo:
        site.tell(f"{name}: {step.words} (dry run)")
    for line in _diffs(seen, plan):
        # A line that is blank in front could begin with a command to GitHub's runner.
        site.tell(f"  {log_line(f'|{line[1:]}' if line.startswith(' ') else line, 900)}")


def _diffs(seen: Seen, plan: Plan) -> Iterator[str]:
    if plan.text is not None:
        before = seen.mine[0].comment.body if seen.mine else ""
        yield from _diff(before, plan.text, "comment")
    if plan.body:
        yield from _diff(seen.issue.body, plan.body(seen.issue.body), "issue")
    yield from (f"-label {name}" for name in plan.labels.remove)
    yield from (f"+label {name}" for name in plan.labels.add)


def _diff(before: str, after: str, name: str) -> Iterator[str]:
    old, new = before.replace("\r\n", "\n").split("\n"), after.replace("\r\n", "\n").split("\n")
    yield from unified_diff(old if before else [], new, f"{name} as it is", f"{name} as it would be", lineterm="", n=1)
