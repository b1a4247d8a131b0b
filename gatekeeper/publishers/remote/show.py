"""Say what is about to change; a dry run shows the texts as a diff."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from gatekeeper.documents.escapes import log_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.publishers.remote.plan import Plan
    from gatekeeper.publishers.remote.seen import Seen
    from gatekeeper.publishers.remote.site import Site


def show(site: Site, seen: Seen, plan: Plan, name: str) -> None:
    """Print one line for each change; in a dry run the texts too, before and after."""
    for line in _changes(seen, plan):
        site.tell(f"{name}: {line}")
    for note in plan.notes:
        site.tell(f"{name}: {note}")
    if site.dry_run:
        for line in _diffs(seen, plan):
            # A line that is blank in front could begin with a command to GitHub's runner.
            site.tell(f"  {log_line(f'|{line[1:]}' if line.startswith(' ') else line, 400)}")


def _changes(seen: Seen, plan: Plan) -> Iterator[str]:
    if plan.text is not None and not seen.mine:
        yield "a new comment"
    elif plan.edits(seen):
        yield "the comment is edited"
    if len(seen.mine) > 1:
        yield f"{len(seen.mine) - 1} doubled comments are deleted"
    if plan.labels.add:
        yield f"labels added: {', '.join(plan.labels.add)}"
    if plan.labels.remove:
        yield f"labels removed: {', '.join(plan.labels.remove)}"
    if plan.body and plan.body(seen.issue.body) != seen.issue.body:
        yield "the criteria in the issue's text are brought up to date"
    if plan.reopen:
        yield "the issue is reopened"


def _diffs(seen: Seen, plan: Plan) -> Iterator[str]:
    if plan.text is not None:
        before = seen.mine[0].comment.body if seen.mine else ""
        yield from _diff(before, plan.text, "comment")
    if plan.body:
        yield from _diff(seen.issue.body, plan.body(seen.issue.body), "issue")


def _diff(before: str, after: str, name: str) -> Iterator[str]:
    old, new = before.replace("\r\n", "\n").split("\n"), after.replace("\r\n", "\n").split("\n")
    yield from unified_diff(old if before else [], new, f"{name} as it is", f"{name} as it would be", lineterm="", n=1)
