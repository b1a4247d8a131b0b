"""A report as SARIF 2.1.0, for code scanning: what is not supported."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gatekeeper import __version__
from gatekeeper.audit.baseline import key
from gatekeeper.audit.finding import State
from gatekeeper.documents.escapes import plain
from gatekeeper.evidence.canonical import canonical

if TYPE_CHECKING:
    from gatekeeper.audit.audit import Report
    from gatekeeper.audit.finding import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES = {
    State.UNSUPPORTED: "No evidence speaks about the claim.",
    State.STALE: "The claim is true of an older record.",
    State.CONTRADICTED: "The evidence says otherwise.",
    State.INCONSISTENT: "The document contradicts itself or another one.",
}


def formatted(report: Report, *, explain: bool = False) -> str:
    """Return a log of one run."""
    results = [_result(each, explain=explain) for each in report.findings if each.state is not State.SUPPORTED]
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder in which gatekeeper audit was started."}}},
        "results": results,
    }
    return canonical({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}).decode()


def _driver() -> dict[str, Any]:
    rules = [{"id": str(state), "shortDescription": {"text": text}} for state, text in _RULES.items()]
    return {"name": "gatekeeper audit", "semanticVersion": __version__, "version": __version__, "rules": rules}


def _result(finding: Finding, *, explain: bool) -> dict[str, Any]:
    claim = finding.claim
    parts = [f"{claim.kind} {finding.state}: {finding.evidence}.", f"Next: {finding.remedy}." if finding.remedy else ""]
    why = [*claim.why, *finding.held] if explain else []
    made: dict[str, Any] = {
        "ruleId": str(finding.state),
        "ruleIndex": list(_RULES).index(finding.state),
        "level": "error" if finding.blocking else "warning",
        "message": {"text": plain(" ".join(filter(None, [*parts, *why])), 2000)},
        "locations": [{"physicalLocation": _place(finding)}],
        "partialFingerprints": {"claim/v1": sha256("\0".join(key(finding)).encode("utf-8", "replace")).hexdigest()},
        "properties": {"kind": str(claim.kind), "blocking": finding.blocking},
    }
    accepted = {"suppressions": [{"kind": "external", "justification": "accepted by the baseline"}]}
    return {**made, **accepted} if finding.accepted else made


def _place(finding: Finding) -> dict[str, Any]:
    claim = finding.claim
    return {
        "artifactLocation": {"uri": quote(claim.path.encode("utf-8", "replace")), "uriBaseId": "SRCROOT"},
        "region": {
            "startLine": claim.line,
            "startColumn": claim.column,
            "snippet": {"text": plain(claim.text)},
        },
    }
