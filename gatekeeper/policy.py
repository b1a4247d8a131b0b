"""JUDGE: a run and a policy in, a judgement out. Pure: no files, no network, no clock, no templates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gatekeeper.model import Outcome, RuleResult, Selection, Verdict, worst
from gatekeeper.rules.base import passed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from gatekeeper.model import Category, Run
    from gatekeeper.rules.base import Finding, Rule
    from gatekeeper.rules.threshold import Threshold

_GOOD = (Outcome.PASSED, Outcome.WAIVED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiver:
    """A dated exception with an owner. ``tests`` narrows it to those failing tests."""

    rule: str
    reason: str
    owner: str
    expires: date
    category: str | None = None
    tests: tuple[str, ...] = ()

    def covers(self, rule: str, category: str) -> bool:
        """Say whether this waiver speaks about the rule in the category."""
        return self.rule == rule and self.category in (None, category)

    def __str__(self) -> str:
        """Return why, who and until when."""
        return f"{self.reason} ({self.owner}, until {self.expires.isoformat()})"


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryPolicy:
    """The rules of one category. ``target`` is shown beside the threshold and never judged."""

    name: str
    rules: tuple[Rule, ...]
    blocking: bool = True
    target: Threshold | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """Everything a run is judged by. ``rules`` are about the run alone."""

    name: str
    categories: tuple[CategoryPolicy, ...]
    waivers: tuple[Waiver, ...] = ()
    rules: tuple[Rule, ...] = ()

    def selections(self, category: CategoryPolicy) -> frozenset[Selection]:
        """Return the groups of tests whose counts the rules and waivers of a category will ask for."""
        found: set[Selection] = set()
        for rule in category.rules:
            groups = rule.selections()
            found.update(Selection(tests=group) for group in groups)
            excused = self.excused(rule.id(), category.name)
            if excused:
                found.add(Selection(tests=excused))
                found.update(Selection(tests=group, excused=excused) for group in groups)
        return frozenset(found)

    def excused(self, rule: str, category: str) -> tuple[str, ...]:
        """Return the id patterns of the failing tests that waivers cover for this rule."""
        covering = [waiver.tests for waiver in self.waivers if waiver.covers(rule, category)]
        return tuple(dict.fromkeys(test for tests in covering for test in tests))


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """The verdict and every answer it rests on. A category that is absent has no verdict."""

    verdict: Verdict
    results: tuple[RuleResult, ...]
    categories: Mapping[str, Verdict | None]

    @property
    def waived(self) -> tuple[RuleResult, ...]:
        """Return the results that pass only because of an exception."""
        return tuple(result for result in self.results if result.outcome is Outcome.WAIVED)

    @property
    def failed(self) -> tuple[RuleResult, ...]:
        """Return the results that are not good, in order, advisory ones included."""
        return tuple(result for result in self.results if result.verdict is not Verdict.PASSED)


def judge(run: Run, policy: Policy) -> Judgement:
    """Ask every active rule about every category and about the run; the worst answer is the verdict."""
    results = [*_judge_categories(run, policy), *_judge_run(run, policy)]
    categories = {each.name: _category_verdict(each, results) for each in run.categories}
    verdicts = [result.verdict for result in results if result.blocking]
    return Judgement(
        verdict=worst(verdicts) if verdicts else Verdict.INVALID,
        results=tuple(results),
        categories=categories,
    )


def _category_verdict(category: Category, results: list[RuleResult]) -> Verdict | None:
    if category.absent is not None:
        return None
    own = [result.verdict for result in results if result.category == category.name]
    return worst(own) if own else Verdict.INVALID


def _judge_categories(run: Run, policy: Policy) -> Iterator[RuleResult]:
    policies = {each.name: each for each in policy.categories}
    for category in run.categories:
        own = policies[category.name]
        for rule in (each for each in own.rules if each.concerns(witnessed=bool(category.witnesses))):
            finding = _finding(rule, category, run, policy)
            if finding:
                yield _place(rule, category.name, finding, blocking=own.blocking)


def _finding(rule: Rule, category: Category, run: Run, policy: Policy) -> Finding | None:
    """Return the rule's answer; an absent category is not judged, but its waivers do not last for ever either."""
    waivers = [waiver for waiver in policy.waivers if waiver.covers(rule.id(), category.name)]
    expired = [waiver for waiver in waivers if waiver.expires < run.now.date()]
    if category.absent is not None and rule.id() != "evidence-found":
        return _expired(passed("the category is absent"), expired) if expired else None
    finding = rule.judge(category, run)
    if expired:
        return _expired(finding, expired)
    return _waive(rule, finding, waivers, replace(category, excused=policy.excused(rule.id(), category.name)), run)


def _judge_run(run: Run, policy: Policy) -> Iterator[RuleResult]:
    """Judge what decides: tests of an advisory category are no evidence for the others, unless there are no others."""
    deciding = {each.name for each in policy.categories if each.blocking}
    concerned = tuple(each for each in run.categories if each.name in deciding) or run.categories
    rules = {rule.id(): rule for category in policy.categories for rule in category.rules}
    for rule in (*rules.values(), *policy.rules):
        finding = rule.judge_run(replace(run, categories=concerned))
        if finding:
            yield _place(rule, None, finding)


def _place(rule: Rule, category: str | None, finding: Finding, *, blocking: bool = True) -> RuleResult:
    good = finding.outcome in _GOOD
    return RuleResult(
        rule=rule.id(),
        category=category,
        outcome=finding.outcome,
        verdict=Verdict.PASSED if good else finding.verdict or rule.verdict,
        reason=finding.reason,
        remedy="" if good else finding.remedy or rule.remedy,
        blocking=blocking,
    )


def _waive(rule: Rule, finding: Finding, waivers: list[Waiver], excused: Category, run: Run) -> Finding:
    """Let waivers cover a rule that failed: all of it, or the named tests if it passes without them."""
    if not waivers or finding.outcome in _GOOD:
        return finding
    whole = [waiver for waiver in waivers if not waiver.tests]
    if whole:
        return replace(finding, outcome=Outcome.WAIVED, reason=f"waived: {_words(whole)}; {finding.reason}")
    without = rule.judge(excused, run)
    if without.outcome in _GOOD:
        return replace(finding, outcome=Outcome.WAIVED, reason=f"waived for named tests: {_words(waivers)}; {finding.reason}")
    reason = f"{finding.reason}; without the tests waived by {_words(waivers)}: {without.reason}"
    return replace(finding, reason=reason, remedy=without.remedy)


def _expired(finding: Finding, waivers: list[Waiver]) -> Finding:
    """Fail by the waiver itself, whatever the rule says; a rule that failed too keeps its own verdict."""
    return replace(
        finding,
        outcome=Outcome.FAILED,
        verdict=Verdict.FAILED if finding.outcome in _GOOD else finding.verdict,
        reason=f"a waiver has expired: {_words(waivers)}; {finding.reason}",
        remedy="remove the waiver, or renew it in a reviewed change",
    )


def _words(waivers: list[Waiver]) -> str:
    return "; ".join(str(waiver) for waiver in waivers)
