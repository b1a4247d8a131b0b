"""The verdict as lines of text: what was read, which rules failed and what to do, the verdict last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.documents.answers import advisory_categories, not_good, placed
from gatekeeper.documents.escapes import break_command, log_line
from gatekeeper.documents.headline import failed_in_all, headline
from gatekeeper.documents.held import held
from gatekeeper.documents.seen import seen
from gatekeeper.evidence.ids import SHORT
from gatekeeper.model import FileStatus, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.evidence.record import CategoryRow, Record

_MOST_FAILURES = 10
_MOST_FILES = 10


def above(record: Record) -> Iterator[str]:
    """Yield what comes before the table: what is judged."""
    subject = record.subject
    commit = f"commit {subject.commit[:SHORT]}" if subject.commit else "commit unknown"
    changes = {True: " with local changes", False: "", None: ""}[subject.dirty]
    ref = f" on {log_line(subject.ref, 100)}" if subject.ref else ""
    name = f", gate {log_line(record.policy.name, 60)}" if record.policy.name else ""
    yield f"{commit}{changes}{ref}{name}"


def below(record: Record, *, verbose: bool = False, target: bool = False) -> Iterator[str]:
    """Yield what comes after the table, the headline last; ``target`` where the table has no column for it."""
    for category in record.categories:
        yield from _remarks(category, verbose=verbose, target=target)
    yield from (log_line(f"{category}: {how}") for category, how in seen(record).items())
    yield from _files(record, verbose=verbose)
    yield from _failures(record, verbose=verbose)
    yield from _rules(record, verbose=verbose)
    yield from map(break_command, held(record, verbose=verbose))
    yield headline(record)


def _remarks(category: CategoryRow, *, verbose: bool, target: bool) -> Iterator[str]:
    if category.absent is not None:
        yield f"{category.name}{'' if category.blocking else ' (advisory)'}: absent, which is allowed: {log_line(category.absent)}"
    if category.results != category.counts.tests:
        yield f"{category.name}: {category.counts.tests} tests ({category.results} results)"
    if category.target and target:
        yield f"{category.name}: the target is {category.target}"
    for note in category.notes if verbose else ():
        yield f"{category.name}: note: {log_line(note)}"


def _files(record: Record, *, verbose: bool) -> Iterator[str]:
    shown = [file for file in record.files if file.status is not FileStatus.COUNTED or file.reason or verbose]
    most = len(shown) if verbose else _MOST_FILES
    for file in shown[:most]:
        yield f"file {log_line(file.path)}: {file.status}{': ' + log_line(file.reason) if file.reason else ''}"
    if len(shown) > most:
        yield f"and {len(shown) - most} more files; --verbose lists them all"


def _failures(record: Record, *, verbose: bool) -> Iterator[str]:
    shown = record.failures if verbose else record.failures[:_MOST_FAILURES]
    advisory = advisory_categories(record)
    for case in shown:
        place = f" ({log_line(case.file, 200)}{f':{case.line}' if case.line else ''})" if case.file else ""
        which = ", advisory" if case.category in advisory else ""
        yield f"{case.outcome}{which} {log_line(case.id)}{place}{': ' + log_line(case.message, 200) if case.message else ''}"
    number = failed_in_all(record)
    if number > len(shown):
        more = "" if verbose or len(shown) == len(record.failures) else "; --verbose lists more"
        yield f"{len(shown)} of {number} failures are shown{more}{'; the inventory lists them all' if record.inventory else ''}"


def _rules(record: Record, *, verbose: bool) -> Iterator[str]:
    shown = record.rules if verbose else not_good(record)
    advisory = advisory_categories(record)
    for rule in record.rules:
        where = f"{rule.rule} [{placed(rule.category, advisory)}]"
        if rule.verdict is Verdict.PASSED:
            if verbose or rule.outcome is Outcome.WAIVED:
                yield f"{rule.outcome} {where}: {log_line(rule.reason, 1000)}"
        elif rule in shown:
            yield f"{rule.verdict} {where}: {log_line(rule.reason, 1000)}"
            yield f"  next: {log_line(rule.remedy, 500)}"
