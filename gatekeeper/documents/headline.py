"""The one line that says the verdict, the same in every place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.documents.answers import advisory_categories, not_good
from gatekeeper.evidence.record import IN_FORCE
from gatekeeper.model import REFUSED, Outcome, Rate, Verdict

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record


def headline(record: Record) -> str:
    """Return for example ``PASSED, 1 waived: 36 of 37 tests passed (97.2%), 2 skipped``."""
    return f"{verdict_words(record)}: {_numbers(record)}"


def verdict_words(record: Record) -> str:
    """Return the verdict with what qualifies it, such as ``PASSED, 1 waived``; nothing but the verdict where nothing does."""
    words = [str(record.verdict)]
    waived = sum(rule.outcome is Outcome.WAIVED for rule in record.rules)
    advisory = [each.name for each in record.categories if not each.blocking and each.verdict not in (Verdict.PASSED, None)]
    absent = [each.name for each in record.categories if each.absent is not None]
    words += [f"{waived} waived"] if waived else []
    words += [f"advisory {', '.join(advisory)} not passed"] if advisory else []
    words += [f"{', '.join(absent)} absent"] if absent else []
    words += [f"{name} by the settings of {place}" for name, place in judged_in(record).items()]
    words += [f"partial (only {', '.join(each.name for each in record.categories)})"] if record.partial else []
    return ", ".join(words)


def judged_in(record: Record) -> dict[str, str]:
    """Return the categories that were judged by the settings of one environment, and which."""
    found = ((each.name, record.policy.categories.get(each.name, {}).get(IN_FORCE)) for each in record.categories)
    return {name: str(place) for name, place in found if place}


def _numbers(record: Record) -> str:
    """Return the rules behind the verdict, and the numbers where there is evidence to take them from."""
    rules = _rules(record)
    if record.verdict in REFUSED:
        return rules or "no rule was evaluated"
    totals = total(record)
    rate = Rate(numerator=totals["passed"], denominator=totals["weighed"]) if totals["weighed"] else "no rate"
    skipped = f", {totals['skipped']} skipped" if totals["skipped"] else ""
    numbers = f"{totals['passed']} of {totals['weighed']} tests passed ({rate}){skipped}"
    return f"{rules}; {numbers}" if rules else numbers


def _rules(record: Record) -> str:
    """Return the rules that gave the verdict."""
    advisory = advisory_categories(record)
    bad = [rule for rule in not_good(record) if rule.verdict is record.verdict and rule.category not in advisory]
    return ", ".join(dict.fromkeys(f"{rule.rule} [{rule.category or 'run'}]" for rule in bad))


def failed_in_all(record: Record) -> int:
    """Return how many tests failed or errored; the record keeps only the first of them in words."""
    totals = total(record)
    return max(totals["failed"] + totals["errored"], len(record.failures))


def total(record: Record) -> dict[str, int]:
    """Return the sums over all categories; ``weighed`` is what the pass rate divides by."""
    names = ("tests", "passed", "failed", "errored", "skipped", "executed")
    sums = {name: sum(getattr(each.counts, name) for each in record.categories) for name in names}
    return sums | {"weighed": sums["passed"] + sums["failed"] + sums["errored"]}
