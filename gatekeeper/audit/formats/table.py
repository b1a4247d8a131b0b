"""A report as Markdown, for a comment or a job's summary: claim, evidence, finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.audit.finding import State
from gatekeeper.audit.formats.counted import summary
from gatekeeper.documents.filters import code, words

if TYPE_CHECKING:
    from gatekeeper.audit.audit import Report
    from gatekeeper.audit.finding import Finding

_MOST = 200
_HEAD = ("| claim | evidence | finding |", "| --- | --- | --- |")


def formatted(report: Report, *, explain: bool = False) -> str:
    """Return a table of what is not supported, what blocks first; everything where it is explained."""
    shown = [each for each in report.findings if explain or each.state is not State.SUPPORTED]
    shown.sort(key=lambda each: not each.blocking)
    rows = [_row(each, explain=explain) for each in shown[:_MOST]]
    more = ["", f"{len(shown) - _MOST} more are not shown here."] * (len(shown) > _MOST)
    notes = [f"- {code(_where(each.path, each.line))} {words(each.text)}" for each in report.notes[:_MOST]]
    table = [*_HEAD, *rows] if rows else []
    parts = [f"**{summary(report)}**", "", f"Held against: {words(report.evidence)}", "", *table, *more]
    return "\n".join([*parts, *(["", *notes] if notes else []), ""])


def _row(finding: Finding, *, explain: bool) -> str:
    claim = finding.claim
    weight = "" if finding.blocking else " (accepted)" if finding.accepted else " (warns)"
    state = f"{claim.kind} **{finding.state}**{weight if finding.state is not State.SUPPORTED else ''}"
    why = f"<br>{words('; '.join((*claim.why, *finding.held)))}" if explain else ""
    place = code(f"{_where(claim.path, claim.line)}:{claim.column}")
    remedy = f"<br>{words(finding.remedy)}" if finding.remedy else ""
    return f"| {place}<br>{code(claim.text)} | {words(finding.evidence)}{why} | {state}{remedy} |"


def _where(path: str, line: int) -> str:
    return f"{path}:{line}" if line else path
