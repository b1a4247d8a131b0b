"""The findings of ``selftest`` for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gatekeeper.evidence.canonical import canonical
from gatekeeper.selftest.trial import Result

if TYPE_CHECKING:
    from gatekeeper.selftest.findings import Answer, Findings
    from gatekeeper.selftest.trial import Control, Judged, Tried


def as_json(findings: Findings) -> str:
    """Return canonical JSON: the kinds, the control, and how many there are of what."""
    through = sum(each.result is Result.PASSED and not each.amiss for each in findings.answers)
    total = {
        "kinds": len(findings.answers),
        "stopped": len(findings.answers) - through - len(findings.amiss),
        "passed": through,
        "amiss": len(findings.amiss),
    }
    return canonical(
        {
            "kinds": [_kind(each) for each in findings.answers],
            "control": {"passed": not findings.bad_controls, "evidence": [_control(each) for each in findings.controls]},
            "left_out": list(findings.left_out),
            "sound": findings.sound,
            "total": total,
        }
    ).decode()


def _kind(answer: Answer) -> dict[str, Any]:
    kind, worst = answer.kind, answer.worst
    return {
        "name": kind.name,
        "imitates": kind.imitates,
        "setting": kind.setting or "default",
        "example": kind.example or None,
        "amiss": answer.amiss,
        "tries": [_tried(each) for each in answer.tries],
        **_answered(worst),
    }


def _tried(tried: Tried) -> dict[str, Any]:
    return {"category": tried.target.category.name, "environment": tried.target.environment, **_answered(tried)}


def _answered(tried: Tried) -> dict[str, Any]:
    return {"result": tried.judged.result.value, "expected": list(tried.expected), **_judged(tried.judged)}


def _control(control: Control) -> dict[str, Any]:
    about = {"category": control.target.category.name, "environment": control.target.environment, "made_of": control.start.value}
    return {**about, **_judged(control.judged)}


def _judged(judged: Judged) -> dict[str, Any]:
    return {"verdict": judged.verdict.value, "rules": list(judged.rules), "reasons": list(judged.reasons)}
