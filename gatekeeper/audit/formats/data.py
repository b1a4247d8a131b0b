"""A report as JSON: every claim, the supported ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gatekeeper.audit.formats.counted import counts
from gatekeeper.evidence.canonical import canonical

if TYPE_CHECKING:
    from gatekeeper.audit.audit import Report
    from gatekeeper.audit.finding import Finding


def formatted(report: Report, *, explain: bool = False) -> str:
    """Return canonical JSON."""
    claims = [_claim(each, explain=explain) for each in report.findings]
    notes = [{"path": each.path, "line": each.line, "text": each.text} for each in report.notes]
    summary = {"claims": len(claims), "documents": report.documents, "blocking": len(report.blocking), "findings": counts(report)}
    whole = {"claims": claims, "notes": notes, "gone": list(report.gone), "evidence": report.evidence, "summary": summary}
    return canonical(_sound(whole)).decode()


def _claim(finding: Finding, *, explain: bool) -> dict[str, Any]:
    claim = finding.claim
    made = {
        "path": claim.path,
        "line": claim.line,
        "column": claim.column,
        "text": claim.text,
        "kind": str(claim.kind),
        "blocking": finding.blocking,
        "accepted": finding.accepted,
        "finding": str(finding.state),
        "evidence": finding.evidence,
        "remedy": finding.remedy,
    }
    return {**made, "why": list(claim.why), "held": list(finding.held)} if explain else made


def _sound(value: Any) -> Any:  # noqa: ANN401 - anything that JSON can hold
    """Return the value with texts that are valid Unicode: a path may hold bytes that are no UTF-8."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_sound(each) for each in value]
    return {key: _sound(each) for key, each in value.items()} if isinstance(value, dict) else value
