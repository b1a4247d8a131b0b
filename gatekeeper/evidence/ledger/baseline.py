"""The baseline: the newest accepted record of the base branch, or its first one, and what changed for the worse since then."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
from msgspec import structs

from gatekeeper.config.find import FOLDER, repository_root
from gatekeeper.errors import GatekeeperError, RecordError
from gatekeeper.evidence.cases import Missing, read_rows
from gatekeeper.evidence.git import run
from gatekeeper.evidence.ids import SHORT
from gatekeeper.evidence.ledger.history import full, of_line
from gatekeeper.evidence.ledger.overtaken import newest
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder
from gatekeeper.evidence.ledger.worse import Here, since
from gatekeeper.junit.find import printable
from gatekeeper.model import Baseline, Outcome, Verdict
from gatekeeper.rules import all_rules
from gatekeeper.rules.baseline import NO_BASELINE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.inventory import Inventory
    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.evidence.ledger.overtaken import Newest
    from gatekeeper.model import Category, Run, Subject

_GOOD = (Outcome.PASSED, Outcome.WAIVED)
_EXCUSING = "no-regression"
_NAME = 'name the branch of the baseline: baseline_ref = "main" in [gate]'
_KEEP = "let gatekeeper check write its record: without the inventory beside it there is nothing to compare"
_RUN_AGAIN = "run the tests again, then gatekeeper check: the first record is what the next run is compared with"


class _Answer(msgspec.Struct):
    rule: str
    category: str | None
    outcome: Outcome
    reason: str


class _File(msgspec.Struct):
    sha256: str | None


class _First(msgspec.Struct):
    """What of a record says whether it lacks nothing but a baseline, and what it was made from."""

    rules: list[_Answer]
    files: list[_File]


def with_baselines(run: Run, config: Config, now: tuple[Path, Inventory] | None, environ: Mapping[str, str]) -> Run:
    """Return the run with a baseline in every category that has a rule which compares. ``now`` is the inventory of this run."""
    asking = {each.name for each in config.categories if any(rule.compares for rule in each.policy.rules)}
    asking -= {each.name for each in run.categories if each.absent is not None}
    made = _baselines(run, config, now, environ, asking)
    return replace(run, categories=tuple(replace(each, baseline=made.get(each.name)) for each in run.categories))


def base_ref(config: Config, subject: Subject, environ: Mapping[str, str]) -> str | None:
    """Return the ref of the baseline: the one that is set, the base of the pull request, or the one at hand."""
    branch = config.baseline_ref or environ.get("GITHUB_BASE_REF")
    return full(branch) if branch else subject.ref


def _baselines(
    run: Run, config: Config, now: tuple[Path, Inventory] | None, environ: Mapping[str, str], asking: set[str]
) -> dict[str, Baseline]:
    if now is None:
        return dict.fromkeys(asking, Baseline(missing="this run keeps no inventory", remedy=_KEEP))
    ref = base_ref(config, run.subject, environ)
    if ref is None:
        return dict.fromkeys(asking, Baseline(missing="on which branch this is, is not known", remedy=_NAME))
    try:
        ledger = Ledger(ledger_folder(config.base), config.base)
        every = [each for each in ledger.entries() if of_line(each.head, config.gate, ref)]
        line = _own(config.base, every)
        last = newest(config.base)
        found = {each.name: _base(ledger, line, each, run.subject.commit, last) for each in run.categories if each.name in asking}
        bases = {name: base for name, base in found.items() if base and not isinstance(base, Baseline)}
        made = _compared(ledger, config, now, bases) if bases else {}
    except GatekeeperError as error:
        return dict.fromkeys(asking, Baseline(missing=error.message, remedy=error.remedy))
    but = "; records with local changes, or that git tracks, are none" if len(line) < len(every) else ""
    none = {name: Baseline(missing=f"the ledger holds no accepted record of {printable(ref)} with category {name}{but}") for name in asking}
    return none | {name: base for name, base in found.items() if isinstance(base, Baseline)} | made


def _own(base: Path, line: Sequence[Entry]) -> list[Entry]:
    """Return the records that a gate may have put there: about a commit as it is, and not brought by a commit themselves.

    Whoever opens a pull request chooses what it commits; what ``gatekeeper ledger pull`` fetches git does not track.
    """
    if not line:
        return []
    listed = run(base, "ls-files", "-z", "--", f"{FOLDER}/ledger")
    if listed.code != 0 and repository_root(base.absolute()):
        raise RecordError(f"git cannot tell whether the ledger is committed: {listed.complaint}", "make git work in this folder")
    tracked = set(os.fsdecode(listed.out).split("\0"))
    return [each for each in line if each.head.subject.dirty is False and tracked.isdisjoint(_places(each.path.relative_to(base)))]


def _places(path: Path) -> list[str]:
    """Return a path and the folders that it is in: of a submodule git tracks the folder alone."""
    return [each.as_posix() for each in (path, *path.parents)]


def _base(ledger: Ledger, line: Sequence[Entry], category: Category, commit: str | None, last: Newest) -> Entry | Baseline | None:
    """Return what a category is compared with, or why that is none.

    That is the newest record that passed; a run of an older commit that was started again is not newer. Only where none did it is the
    first that lacked nothing but a baseline: a later such record comes from a run that had not fetched the first, and may already hold
    what broke since. Nothing is compared with itself.
    """
    there = [each for each in line if any(row.name == category.name and row.absent is None for row in each.head.categories)]
    passed = last([each for each in there if each.head.verdict is Verdict.PASSED])
    if passed:
        return passed
    for entry in there:
        first = _first(ledger, entry)
        if first and entry.head.subject.commit == commit and _is_made_from(first, category):
            missing = f"record {entry.digest[:SHORT]}, the first with category {category.name}, was made from these very reports"
            return Baseline(missing=missing, remedy=_RUN_AGAIN)
        if first:
            return entry
    return None


def _first(ledger: Ledger, entry: Entry) -> _First | None:
    """Return a record that would have passed if there had been one before it."""
    head = entry.head
    if head.verdict is not Verdict.INCOMPLETE:
        return None
    advisory = {each.name for each in head.categories if not each.blocking}
    try:
        first = msgspec.json.decode(ledger.read(entry.path), type=_First)
    except (RecordError, ValueError, RecursionError):
        return None
    sound = all(each.outcome in _GOOD or _lacks_baseline(each) for each in first.rules if each.category not in advisory)
    return first if sound else None


def _is_made_from(first: _First, category: Category) -> bool:
    own = {each.sha256 for each in category.files if each.sha256}
    return bool(own) and own <= {each.sha256 for each in first.files}


def _lacks_baseline(answer: _Answer) -> bool:
    kind = all_rules().get(answer.rule)
    return kind is not None and kind.compares and answer.outcome is Outcome.INCONCLUSIVE and answer.reason.startswith(NO_BASELINE)


def _compared(ledger: Ledger, config: Config, now: tuple[Path, Inventory], found: Mapping[str, Entry]) -> dict[str, Baseline]:
    """Compare with each record once; raises RecordError where one of them does not hold together."""
    here = Here(each.name for each in config.policy.categories if not each.blocking)
    path, inventory = now
    missing = read_rows(path, structs.replace(inventory, path=path.name), here.take)
    if missing:
        return dict.fromkeys(found, Baseline(missing=f"the inventory of this run cannot be read: {missing.reason}"))
    here.close()
    made: dict[str, Baseline] = {}
    for digest in dict.fromkeys(entry.digest for entry in found.values()):
        base = ledger.load(digest)
        own = {name: config.policy.excused(_EXCUSING, name) for name, entry in found.items() if entry.digest == digest}
        worse = since(base, here, own)
        if isinstance(worse, Missing):
            made |= dict.fromkeys(own, Baseline(missing=f"the inventory of {_about(base)} cannot be used: {worse.reason}"))
        else:
            made |= {name: replace(each, about=_about(base)) for name, each in worse.items()}
    return made


def _about(base: Accepted) -> str:
    record = base.record
    run = f", run {record.run.id}" if record.run and record.run.id else ""
    return f"record {base.digest[:SHORT]} ({printable(record.subject.ref or 'no branch')}, {record.created[:10]}{run})"
