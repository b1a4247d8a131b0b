"""A report as annotations of GitHub Actions: what blocks first, then what only warns."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gatekeeper.audit.finding import State
from gatekeeper.audit.formats.counted import summary
from gatekeeper.audit.formats.place import from_top, is_issue
from gatekeeper.documents.escapes import command_data, command_property, log_line

if TYPE_CHECKING:
    from gatekeeper.audit.audit import Report
    from gatekeeper.audit.finding import Finding

_MOST = 50
_LONGEST = 4096  # a path that is cut short is another one


def formatted(report: Report, *, explain: bool = False) -> str:
    """Return at most 50 commands, one a line, and the sum."""
    wrong = sorted(
        (each for each in report.findings if each.state is not State.SUPPORTED and not each.accepted), key=lambda each: not each.blocking
    )
    more = [f"{len(wrong) - _MOST} more findings are not shown here"] * (len(wrong) > _MOST)
    top = os.environ.get("GITHUB_WORKSPACE") or os.curdir
    return "\n".join([*(_command(each, top, explain=explain) for each in wrong[:_MOST]), *more, summary(report), ""])


def _properties(finding: Finding, top: str) -> dict[str, str]:
    """Return where the annotation is shown; the text of an issue is no file, and is named in the title."""
    claim = finding.claim
    title = f"{claim.kind} {finding.state}"
    if is_issue(claim.path):
        return {"title": f"{claim.path}:{claim.line}:{claim.column} {title}"}
    return {"file": from_top(claim.path, top), "line": str(claim.line), "col": str(claim.column), "title": title}


def _command(finding: Finding, top: str, *, explain: bool) -> str:
    claim = finding.claim
    why = [*claim.why, *finding.held] if explain else []
    parts = [f"{claim.text}: {finding.evidence}.", f"Next: {finding.remedy}." if finding.remedy else "", *why]
    written = ",".join(f"{name}={command_property(log_line(value, _LONGEST))}" for name, value in _properties(finding, top).items())
    level = "error" if finding.blocking else "warning"
    return f"::{level} {written}::{command_data(log_line(' '.join(filter(None, parts)), 1000))}"
