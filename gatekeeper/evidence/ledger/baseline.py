"""The baseline: the newest accepted record of the base branch, and what changed for the worse since then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
from msgspec import structs

from gatekeeper.errors import GatekeeperError, RecordError
from gatekeeper.evidence.cases import Missing, read_rows
from gatekeeper.evidence.ledger.history import full
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder
from gatekeeper.evidence.ledger.worse import Here, since
from gatekeeper.junit.find import printable
from gatekeeper.model import Baseline, Outcome, Verdict
from gatekeeper.rules import all_rules
from gatekeeper.rules.baseline import NO_BASELINE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.inventory import Inventory
    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.model import Run, Subject

_GOOD = (Outcome.PASSED, Outcome.WAIVED)
_EXCUSING = "no-regression"
_NAME = 'name the branch of the baseline: baseline_ref = "main" in [gate]'
_KEEP = "let gatekeeper check write its record: without the inventory beside it there is nothing to compare"


class _Answer(msgspec.Struct):
    rule: str
    category: str | None
    outcome: Outcome
    reason: str


class _Answers(msgspec.Struct):
    rules: list[_Answer]


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
        ledger = Ledger(ledger_folder(config.base))
        found = _bases(ledger, config.gate, ref, asking)
        made = _compared(ledger, config, now, found) if found else {}
    except GatekeeperError as error:
        return dict.fromkeys(asking, Baseline(missing=error.message, remedy=error.remedy))
    none = {name: Baseline(missing=f"the ledger holds no accepted record of {printable(ref)} with category {name}") for name in asking}
    return none | made


def _bases(ledger: Ledger, gate: str, ref: str, asking: set[str]) -> dict[str, Entry]:
    """Return for each category the newest accepted record in which it is."""
    found: dict[str, Entry] = {}
    for entry in reversed(ledger.entries()):
        head = entry.head
        there = {each.name for each in head.categories if each.absent is None} & asking - found.keys()
        if there and not head.partial and (head.policy.name, head.subject.ref) == (gate, ref) and _is_accepted(ledger, entry):
            found.update(dict.fromkeys(there, entry))
        if len(found) == len(asking):
            break
    return found


def _is_accepted(ledger: Ledger, entry: Entry) -> bool:
    """Say whether a record passed, or would have if there had been one before it: so the first can be the baseline of the second."""
    head = entry.head
    if head.verdict is not Verdict.INCOMPLETE:
        return head.verdict is Verdict.PASSED
    advisory = {each.name for each in head.categories if not each.blocking}
    try:
        answers = msgspec.json.decode(ledger.read(entry.path), type=_Answers).rules
    except (RecordError, ValueError, RecursionError):
        return False
    return all(each.outcome in _GOOD or _lacks_baseline(each) for each in answers if each.category not in advisory)


def _lacks_baseline(answer: _Answer) -> bool:
    kind = all_rules().get(answer.rule)
    return kind is not None and kind.compares and answer.outcome is Outcome.INCONCLUSIVE and answer.reason.startswith(NO_BASELINE)


def _compared(ledger: Ledger, config: Config, now: tuple[Path, Inventory], found: Mapping[str, Entry]) -> dict[str, Baseline]:
    """Compare with each record once; raises RecordError where one of them does not hold together."""
    here = Here()
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
    return f"record {base.digest[:12]} ({printable(record.subject.ref or 'no branch')}, {record.created[:10]}{run})"
