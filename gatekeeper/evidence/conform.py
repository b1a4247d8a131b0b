"""Was a record judged by the configuration at hand? Another run has made it, and that run could write whatever it liked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gatekeeper.evidence.answers import COUNTING, is_of_run, is_witnessed, passes, unanswered, wanted, where
from gatekeeper.evidence.build import policy_row
from gatekeeper.evidence.canonical import canonical
from gatekeeper.evidence.ids import SHORT
from gatekeeper.evidence.placed import as_placed, misplaced
from gatekeeper.evidence.record import CountsRow, WaiverRow
from gatekeeper.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from gatekeeper.config.settings import CategoryConfig, Config
    from gatekeeper.evidence.record import CategoryRow, Record, RuleRow
    from gatekeeper.policy import Waiver


def difference(record: Record, config: Config) -> str:
    """Return the first thing that the configuration would not have made so, in words, or an empty text.

    The record has been accepted: it agrees with itself, which is not looked at again.
    """
    checks: tuple[Callable[[Record, Config], Iterator[str]], ...]
    checks = (_policy, misplaced, _moment, _categories, _answers, _outcomes, _waivers)
    placed = as_placed(record, config)
    return next((problem for check in checks for problem in check(record, placed)), "")


def _policy(record: Record, config: Config) -> Iterator[str]:
    wanted = policy_row(config)
    if record.policy.sha256 != wanted.sha256:
        yield f"it was judged by the policy {record.policy.sha256[:SHORT]}, not by {wanted.sha256[:SHORT]}, which is in force here"
    if record.policy.name != wanted.name:
        yield "the gate has another name in the configuration"
    # Python takes True for 1; what is written differs.
    if canonical((record.policy.run, record.policy.categories)) != canonical((wanted.run, wanted.categories)):
        yield "the settings that it shows are not those of the configuration"


def _moment(record: Record, config: Config) -> Iterator[str]:  # noqa: ARG001
    if not record.created.endswith("+00:00"):
        yield "the moment that it was created at is not written in UTC"


def _categories(record: Record, config: Config) -> Iterator[str]:
    if [each.name for each in record.categories] != [each.name for each in config.categories]:
        yield "its categories are not those of the configuration"
        return
    for row, own in zip(record.categories, config.categories, strict=True):
        yield from _shown(row, own)
        yield from _absent(row, own)


def _shown(row: CategoryRow, own: CategoryConfig) -> Iterator[str]:
    if row.blocking is not own.policy.blocking:
        yield f"category {own.name} is {'blocking' if own.policy.blocking else 'advisory'} in the configuration"
    values = {"threshold": (row.threshold, own.setting("pass_rate")), "target": (row.target, own.policy.target)}
    for name, (shown, value) in values.items():
        if shown != (str(value) if value else None):
            yield f"the {name} of category {own.name} is not that of the configuration"


def _absent(row: CategoryRow, own: CategoryConfig) -> Iterator[str]:
    if row.absent is None:
        return
    optional = own.setting("optional")
    if not optional or row.absent != str(optional):
        yield f"category {own.name} is absent, which the configuration does not allow with that reason"
    if row.results or any(getattr(row.counts, name) for name in CountsRow.__struct_fields__):
        yield f"category {own.name} is absent, and has tests"


def _answers(record: Record, config: Config) -> Iterator[str]:
    """Check that every rule in force was asked, once, and no other one."""
    there = set(_wanted(record, config))
    # Whether anybody asked about other jobs is no part of the configuration.
    maybe = {(rule.id(), None) for rule in config.policy.rules if is_of_run(type(rule))}
    seen = {(row.rule, row.category) for row in record.rules}
    if not seen <= there | maybe:
        yield "a rule answers that is not in force there"
    problem = unanswered(there | (maybe & seen), record.rules)
    if problem:
        yield problem


def _wanted(record: Record, config: Config) -> Iterator[tuple[str, str | None]]:
    """Yield the rule and the category of every answer that there must be."""
    made = _day(record)
    for row, own in zip(record.categories, config.categories, strict=True):
        expired = {each.rule for each in config.policy.waivers if each.covers(each.rule, own.name) and each.expires < made}
        asking = (type(each) for each in own.policy.rules if each.concerns(witnessed=is_witnessed(record, own.name)))
        yield from wanted(asking, row, expired)


def _outcomes(record: Record, config: Config) -> Iterator[str]:
    made = _day(record)
    rows = {each.name: each for each in record.categories}
    owns = {each.name: each for each in config.categories}
    for answer in record.rules:
        waivers = _covering(config, answer.rule, answer.category)
        which = f"rule {answer.rule} {where(answer.category)}"
        if _expired(waivers, made):
            if answer.outcome is not Outcome.FAILED:
                yield f"{which} does not fail, though a waiver of it has expired"
        elif answer.outcome is Outcome.WAIVED and not waivers:
            yield f"{which} is waived, and no waiver of the configuration covers it"
        elif answer.category is not None and not _fits(answer, rows[answer.category], owns[answer.category]):
            yield f"the answer of {which} is not that of its counts"


def _fits(answer: RuleRow, row: CategoryRow, own: CategoryConfig) -> bool:
    """Say whether the answer of a rule that counts follows from the counts; other rules are not judged again."""
    rule = next((each for each in own.policy.rules if each.id() == answer.rule and answer.rule in COUNTING), None)
    if rule is None:
        return True
    return answer.outcome in ({Outcome.PASSED} if passes(rule, row.counts) else {Outcome.FAILED, Outcome.WAIVED})


def _day(record: Record) -> date:
    return datetime.fromisoformat(record.created).date()


def _covering(config: Config, rule: str, category: str | None) -> list[Waiver]:
    """Return the waivers of a rule in a category; about the run as a whole there are none."""
    return [] if category is None else [each for each in config.policy.waivers if each.covers(rule, category)]


def _expired(waivers: list[Waiver], day: date) -> bool:
    return any(each.expires < day for each in waivers)


def _waivers(record: Record, config: Config) -> Iterator[str]:
    waived = [(each.rule, each.category) for each in record.rules if each.outcome is Outcome.WAIVED and each.category is not None]
    if record.waivers != [_row(each, waived) for each in config.policy.waivers]:
        yield "its waivers are not those of the configuration"


def _row(waiver: Waiver, waived: list[tuple[str, str]]) -> WaiverRow:
    return WaiverRow(
        rule=waiver.rule,
        category=waiver.category,
        tests=list(waiver.tests),
        reason=waiver.reason,
        owner=waiver.owner,
        expires=waiver.expires.isoformat(),
        applied=any(waiver.covers(rule, category) for rule, category in waived),
    )
