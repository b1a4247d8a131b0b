"""Does a record agree with itself? What was edited by hand, or made up, rarely does."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from gatekeeper.config.places import NAME
from gatekeeper.evidence.answers import COUNTING, as_recorded, passes
from gatekeeper.evidence.ids import COMMIT, DIGEST
from gatekeeper.evidence.jobs import contradicting
from gatekeeper.evidence.record import IN_FORCE, rate_of
from gatekeeper.evidence.witnesses import misfitting
from gatekeeper.model import Outcome, Verdict, worst

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gatekeeper.evidence.record import CategoryRow, CountsRow, Record

SKEW = timedelta(minutes=10)
_WORD = r"[A-Za-z0-9_.-]{1,64}"
_URL = r"https?://[\w.:-]+(?:/[\w.~%@+-]+)*/?"
_MOST_CATEGORIES = 1000
_MOST_RULES = 100_000
_GOOD = (Outcome.PASSED, Outcome.WAIVED)


def contradiction(record: Record, now: datetime) -> str:
    """Return the first thing that does not fit, in words, or an empty text."""
    checks: tuple[Callable[[], Iterator[str]], ...] = (
        lambda: _size(record),
        lambda: _texts(record),
        lambda: _moment(record, now),
        lambda: _verdicts(record),
        lambda: _categories(record),
        lambda: _executed(record),
        lambda: _failures(record),
        lambda: _answers(record),
        lambda: contradicting(record),
        lambda: misfitting(record),
    )
    return next((problem for check in checks for problem in check()), "")


def _size(record: Record) -> Iterator[str]:
    """Check that there is no more than anybody configures, before anything is compared."""
    if len(record.categories) > _MOST_CATEGORIES:
        yield f"it has more than {_MOST_CATEGORIES} categories"
    if len(record.rules) > _MOST_RULES:
        yield f"it has more than {_MOST_RULES} answers of rules"


def _texts(record: Record) -> Iterator[str]:
    """Check what is printed where nothing escapes it, or what names something."""
    run, inventory = record.run, record.inventory
    shapes: dict[str, tuple[str | None, str]] = {
        "subject.commit": (record.subject.commit, COMMIT),
        "subject.tree": (record.subject.tree, COMMIT),
        "policy.sha256": (record.policy.sha256, DIGEST),
        "inventory.sha256": (inventory.sha256 if inventory else None, DIGEST),
        "run.id": (run.id if run else None, _WORD),
        "run.attempt": (run.attempt if run else None, _WORD),
        "run.url": (run.url if run else None, _URL),
        "tool.version": (record.tool.version, r"[\w.+!-]{1,64}"),
    }
    for name, (text, shape) in shapes.items():
        if text is not None and not re.fullmatch(shape, text, re.ASCII):
            yield f"{name} is not written like one"
    for base in record.policy.base or ():
        if not all(
            re.fullmatch(shape, text or "", re.ASCII) for text, shape in ((base.commit, f"({COMMIT})?"), (base.sha256, f"({DIGEST})?"))
        ):
            yield "what its policy was held against is not written like that"
    if not all(re.fullmatch("[0-9a-f]{16}", each.cause) for each in record.failures):
        yield "the cause of a failure is not written like one"
    names = [each.name for each in record.categories]
    if len({name.casefold() for name in names}) != len(names) or not all(re.fullmatch(NAME, name) for name in names):
        yield "the categories have names that no configuration has"
    places = [each[IN_FORCE] for each in record.policy.categories.values() if IN_FORCE in each]
    if not all(isinstance(place, str) and re.fullmatch(NAME, place) for place in places):
        yield "an environment has a name that no configuration has"


def _moment(record: Record, now: datetime) -> Iterator[str]:
    try:
        made = datetime.fromisoformat(record.created)
    except ValueError:
        yield "created is no time"
        return
    if made.tzinfo is None:
        yield "created is a time without its offset"
    elif not _is_comparable(made):
        yield "created is no time that there is"
    elif made > now + SKEW:
        yield "it was created in the future"


def _is_comparable(made: datetime) -> bool:
    """Say whether a moment can be written in UTC, with room for what clocks differ."""
    try:
        return made.astimezone(UTC) - SKEW < made.astimezone(UTC) + SKEW
    except OverflowError:
        return False


def _verdicts(record: Record) -> Iterator[str]:
    """Check that the verdict is the worst answer of what decides."""
    if any((row.outcome in _GOOD) is not (row.verdict is Verdict.PASSED) for row in record.rules):
        yield "a rule's verdict is not that of its outcome"
    advisory = {each.name for each in record.categories if not each.blocking}
    deciding = [row.verdict for row in record.rules if row.category is None or row.category not in advisory]
    if record.verdict is not (worst(deciding) if deciding else Verdict.INVALID):
        yield "the verdict is not that of its rules"
    if record.exit_code != record.verdict.exit_code:
        yield "the exit code is not that of the verdict"


def _categories(record: Record) -> Iterator[str]:
    verdicts: dict[str | None, list[Verdict]] = {}
    for row in record.rules:
        verdicts.setdefault(row.category, []).append(row.verdict)
    for category in record.categories:
        yield from _category(category, verdicts.get(category.name, []))


def _category(category: CategoryRow, own: list[Verdict]) -> Iterator[str]:
    wanted = None if category.absent is not None else worst(own) if own else Verdict.INVALID
    if category.verdict is not wanted:
        yield f"the verdict of category {category.name} is not that of its rules"
    if not adds_up(category.counts):
        yield f"the counts of category {category.name} do not add up"
    rate = rate_of([category.counts])
    shown = category.pass_rate
    if (shown and (shown.numerator, shown.denominator, shown.text)) != (rate and (rate.numerator, rate.denominator, str(rate))):
        yield f"the pass rate of category {category.name} is not that of its counts"


def adds_up(counts: CountsRow) -> bool:
    """Say whether counts fit together."""
    numbers = [getattr(counts, name) for name in counts.__struct_fields__]
    fits = counts.tests == counts.weighed + counts.skipped and counts.executed == counts.weighed - counts.collection_errors
    return min(numbers) >= 0 and fits and counts.flaky <= counts.passed


def _executed(record: Record) -> Iterator[str]:
    if record.verdict is Verdict.PASSED and not any(each.counts.executed for each in record.categories):
        yield "it says PASSED, and nothing was executed"


def _failures(record: Record) -> Iterator[str]:
    """Check that every test that is listed as failing was counted as that; one that was reported again stands there again."""
    failing: dict[str, set[str]] = {}
    for row in record.failures:
        failing.setdefault(row.category, set()).add(row.id)
    rows = {each.name: each for each in record.categories}
    for name, ids in failing.items():
        if name not in rows:
            yield "a failure is of a category that is not there"
        elif len(ids) > rows[name].counts.failed + rows[name].counts.errored:
            yield f"category {name} counts fewer failures than it lists"


def _answers(record: Record) -> Iterator[str]:
    """Check that no rule passes that the counts are against; one that is waived, or fails, may have more to say than counts do."""
    rows = {each.name: each for each in record.categories}
    passed = {(row.rule, row.category) for row in record.rules if row.outcome is Outcome.PASSED and row.rule in COUNTING}
    for rule, category in sorted((rule, category) for rule, category in passed if category in rows):
        try:
            judged = as_recorded(COUNTING[rule], record.policy.categories.get(category, {}))
        except ValueError:
            yield f"a setting of rule {rule} in category {category} is not written like one"
        else:
            if not passes(judged, rows[category].counts):
                yield f"the answer of rule {rule} for category {category} is not that of its counts"
