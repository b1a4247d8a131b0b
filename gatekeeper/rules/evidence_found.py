"""Was there anything to read? An empty search must never look like a green one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Problem, Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting, some

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class EvidenceFound(Rule):
    """Every pattern of the category matches at least one report file."""

    verdict: ClassVar[Verdict] = Verdict.NO_EVIDENCE
    remedy: ClassVar[str] = "run the tests before the gate, and check that the runner writes its report where the pattern looks"
    always: ClassVar[bool] = True
    waivable: ClassVar[bool] = False

    optional: str | None = setting(
        "Why this category may be absent altogether; printed as absent, never as passed.", stricter=Stricter.ABSENT
    )

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail for a pattern without a match and for a named file that is not there."""
        if category.absent is not None:
            return passed(f"absent, which is allowed: {category.absent}")
        missing = [file.path for file in category.files if file.problem is Problem.MISSING]
        empty = [pattern for pattern, matches in category.patterns.items() if not matches and pattern not in missing]
        if missing or empty or not category.patterns:
            lost = [f"{path} does not exist" for path in missing]
            lost += [f"no report file matches {pattern}" for pattern in empty]
            named = "check the path, and that the tests ran before the gate"
            return failed(listed(lost, "; ") or "no report file was given", remedy="" if empty else named)
        return passed(f"{some(len(category.files), 'report file')} found")
