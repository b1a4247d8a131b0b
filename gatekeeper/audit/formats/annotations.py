"""A report as annotations of GitHub Actions: what blocks first, then what only warns."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gatekeeper.audit.finding import State
from gatekeeper.audit.formats.counted import summary
from gatekeeper.documents.escapes import command_data, command_property, log_line

if TYPE_CHECKING:
    from gatekeeper.audit.audit import Report
    from gatekeeper.audit.finding import Finding

_MOST = 50


def formatted(report: Report, *, explain: bool = False) -> str:
    """Return at most 50 commands, one a line, and the sum."""
    wrong = sorted(
        (each for each in report.findings if each.state is not State.SUPPORTED and not each.accepted), key=lambda each: not each.blocking
    )
    more = [f"{len(wrong) - _MOST} more findings are not shown here"] * (len(wrong) > _MOST)
    folder = _folder()
    return "\n".join([*(_command(each, folder, explain=explain) for each in wrong[:_MOST]), *more, summary(report), ""])


def _folder() -> str:
    """Return the working directory relative to the checkout, because GitHub takes paths from there."""
    folder = os.path.relpath(os.getcwd(), os.environ.get("GITHUB_WORKSPACE") or os.curdir)
    return "" if folder == os.curdir or folder.startswith(os.pardir) else folder


def _command(finding: Finding, folder: str, *, explain: bool) -> str:
    claim = finding.claim
    properties = {
        "file": os.path.join(folder, claim.path),
        "line": str(claim.line),
        "col": str(claim.column),
        "title": f"{claim.kind} {finding.state}",
    }
    why = [*claim.why, *finding.held] if explain else []
    parts = [f"{claim.text}: {finding.evidence}.", f"Next: {finding.remedy}." if finding.remedy else "", *why]
    written = ",".join(f"{name}={command_property(log_line(value))}" for name, value in properties.items())
    level = "error" if finding.blocking else "warning"
    return f"::{level} {written}::{command_data(log_line(' '.join(filter(None, parts)), 1000))}"
