"""Did any test run? The founding rule: nothing executed is no evidence, whatever the headline says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Counts, Outcome, Problem, Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting, some

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class SomeTestsExecuted(Rule):
    """At least one test was executed, in every category and in the run, and no report file is empty."""

    verdict: ClassVar[Verdict] = Verdict.NO_EVIDENCE
    remedy: ClassVar[str] = "run the tests for real: look for a filter that selects nothing, a collect-only option or a skip of everything"
    always: ClassVar[bool] = True
    waivable: ClassVar[bool] = False

    empty_files: tuple[str, ...] = setting("Globs of report files that may hold no test case at all.", (), stricter=Stricter.BOTH)

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail for a file without a case, and for a category in which nothing ran; name the files in which nothing did."""
        empty = [file.path for file in category.files if file.problem is Problem.NO_CASES]
        if empty:
            return failed(f"no test case in {listed(empty)}")
        finding = _executed(category.counts)
        skips = [file.path for file in category.files if file.counts.skipped and file.counts.skipped == file.counts.tests]
        if skips and finding.outcome is Outcome.PASSED:
            return passed(f"{finding.reason}; nothing but skips in {listed(skips)}")
        return finding

    def judge_run(self, run: Run) -> Finding:
        """Fail when nothing ran in all categories together."""
        return _executed(sum((category.counts for category in run.categories), Counts()))


def _executed(counts: Counts) -> Finding:
    if counts.executed:
        return passed(f"{some(counts.executed, 'test')} executed")
    if counts.skipped and counts.skipped == counts.tests:
        return failed(f"0 tests executed: all {counts.skipped} were skipped")
    if counts.collection_errors:
        return failed(f"0 tests executed: {some(counts.collection_errors, 'collection error')} and nothing that ran")
    return failed("0 tests executed")
