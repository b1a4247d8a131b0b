"""A report as SARIF 2.1.0, for code scanning: what is not supported."""

from __future__ import annotations

import os
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gatekeeper import __version__
from gatekeeper.audit.baseline import key
from gatekeeper.audit.finding import State
from gatekeeper.audit.formats.place import from_top, is_issue
from gatekeeper.config.find import repository_root
from gatekeeper.documents.escapes import plain
from gatekeeper.evidence.canonical import canonical

if TYPE_CHECKING:
    from gatekeeper.audit.audit import Report
    from gatekeeper.audit.baseline import Key
    from gatekeeper.audit.finding import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES = {
    State.UNSUPPORTED: (
        "No evidence speaks about the claim.",
        "Leave it out, write it as a plan or a target, or bind it to evidence with an anchor.",
    ),
    State.STALE: ("The claim is true of another record.", "Write what the record about this commit says."),
    State.CONTRADICTED: ("The evidence says otherwise.", "Write what the record says."),
    State.INCONSISTENT: ("The document contradicts itself or another one.", "Correct the one that is wrong."),
}


def formatted(report: Report, *, explain: bool = False) -> str:
    """Return a log of one run."""
    top = str(repository_root(Path.cwd()) or Path.cwd())
    seen: Counter[Key] = Counter()
    results = []
    for each in report.findings:
        if each.state is not State.SUPPORTED:
            results.append(_result(each, top, seen[key(each)], explain=explain))
            seen[key(each)] += 1
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The top of the repository."}}},
        "results": results,
    }
    return canonical({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}).decode()


def _driver() -> dict[str, Any]:
    rules = [
        {"id": str(state), "shortDescription": {"text": text}, "fullDescription": {"text": text}, "help": {"text": remedy}}
        for state, (text, remedy) in _RULES.items()
    ]
    return {"name": "gatekeeper audit", "semanticVersion": __version__, "version": __version__, "rules": rules}


def _result(finding: Finding, top: str, before: int, *, explain: bool) -> dict[str, Any]:
    claim = finding.claim
    parts = [f"{claim.kind} {finding.state}: {finding.evidence}.", f"Next: {finding.remedy}." if finding.remedy else ""]
    why = [*claim.why, *finding.held] if explain else []
    made: dict[str, Any] = {
        "ruleId": str(finding.state),
        "ruleIndex": list(_RULES).index(finding.state),
        "level": "error" if finding.blocking else "note" if finding.accepted else "warning",
        "message": {"text": plain(" ".join(filter(None, [*parts, *why])), 2000)},
        "locations": [{"physicalLocation": _place(finding, top)}],
        "partialFingerprints": {"claim/v1": _fingerprint(finding, before)},
        "properties": {"kind": str(claim.kind), "blocking": finding.blocking},
    }
    accepted = {"suppressions": [{"kind": "external", "justification": "accepted by the baseline"}]}
    return {**made, **accepted} if finding.accepted else made


def _fingerprint(finding: Finding, before: int) -> str:
    """Return what stays the same when the line moves; ``before`` tells the same words in one document apart."""
    return sha256("\0".join((*key(finding), *[str(before)] * bool(before))).encode("utf-8", "replace")).hexdigest()


def _place(finding: Finding, top: str) -> dict[str, Any]:
    claim = finding.claim
    path = claim.path if is_issue(claim.path) else from_top(claim.path, top)
    uri = quote(path.encode("utf-8", "replace"))
    return {
        "artifactLocation": {"uri": f"file://{uri}"} if os.path.isabs(path) else {"uri": uri, "uriBaseId": "SRCROOT"},
        "region": {"startLine": claim.line, "startColumn": claim.column, "snippet": {"text": plain(claim.text)}},
    }
