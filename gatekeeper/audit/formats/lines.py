"""A report as text for people: what is not supported, its evidence and what to do, in 80 columns."""

from __future__ import annotations

from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING

from gatekeeper.audit.finding import State
from gatekeeper.audit.formats.counted import summary
from gatekeeper.documents.escapes import log_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.audit.audit import Report
    from gatekeeper.audit.finding import Finding

_WIDTH = 80
_LABEL = 12
_MOST = 1000


def formatted(report: Report, *, explain: bool = False) -> str:
    """Return the lines; supported claims only where everything is explained."""
    lines: list[str] = []
    for each in report.findings:
        if explain or each.state is not State.SUPPORTED:
            lines += [*_finding(each, explain=explain), ""]
    for note in report.notes:
        where = f"{note.path}:{note.line}" if note.line else note.path
        lines += _labelled("note", f"{where}: {note.text}", 0)
    for gone in report.gone:
        lines += _labelled("gone", f"{gone} (accepted by the baseline: --update-baseline takes it out)", 0)
    lines += _labelled("evidence", report.evidence, 0)
    return "\n".join([*lines, summary(report), ""])


def _finding(finding: Finding, *, explain: bool) -> Iterator[str]:
    claim = finding.claim
    weight = "" if finding.blocking or finding.state is State.SUPPORTED else "  (accepted)" if finding.accepted else "  (warns)"
    lead = "./" if claim.path.startswith(":") else ""  # a line that begins with :: is a command to GitHub's runner
    yield f"{lead}{log_line(claim.path)}:{claim.line}:{claim.column}  {claim.kind}  {finding.state}{weight}"
    yield from _labelled("claim", claim.text)
    yield from _labelled("evidence", finding.evidence)
    if finding.remedy:
        yield from _labelled("next", finding.remedy)
    if explain:
        for why in claim.why:
            yield from _labelled("claim by", why)
        for step in finding.held:
            yield from _labelled("held", step)


@lru_cache(maxsize=256)  # many findings have the same evidence and the same remedy
def _labelled(label: str, text: str, indent: int = 2) -> tuple[str, ...]:
    first = f"{' ' * indent}{label + ':':<{_LABEL - indent}}"
    clean = log_line(text, _MOST)
    wrapped = wrap(clean, _WIDTH, initial_indent=first, subsequent_indent=" " * _LABEL, break_on_hyphens=False)
    return tuple(wrapped or [first.rstrip()])
