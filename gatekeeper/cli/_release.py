"""From the options of ``release`` to its answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gatekeeper.cli._here import here
from gatekeeper.cli._output import complain
from gatekeeper.cli._request import load_config
from gatekeeper.config.places import NAME
from gatekeeper.documents.release import exit_code, stands
from gatekeeper.documents.sign_offs import counting
from gatekeeper.errors import DeliveryError, RecordError, UsageError
from gatekeeper.evidence.accept import accept
from gatekeeper.evidence.ledger.reading import instant
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder
from gatekeeper.evidence.named import named
from gatekeeper.evidence.release import asked, concerns, decide
from gatekeeper.rules.duration import Duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gatekeeper.config.settings import Config
    from gatekeeper.documents.criterion_state import CriterionState
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.named import Named
    from gatekeeper.evidence.release import Decision

_MONTH = re.compile(r"(\d{4})/(\d{2})/")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What was asked, and what stands. ``blind`` are damaged files of the ledger that could say otherwise; ``other`` are the rest."""

    named: Named
    now: datetime
    decisions: tuple[Decision, ...]
    criteria: tuple[CriterionState, ...]
    blind: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """Return the worst: no usable evidence for something is worse than a no."""
        codes = [each.exit_code for each in self.decisions] + [exit_code(each) for each in self.criteria]
        return max([3 if self.blind else 0, *codes])


def release_of(options: Mapping[str, Any]) -> int:
    """Answer, print the answer, and return its exit code."""
    from gatekeeper.cli._release_text import show  # noqa: PLC0415 - beside what prints it

    config = load_config(options["config"])
    max_age = _max_age(options["max_age"]) or config.release.max_age
    required = _required(options["require"], config)
    about = named(config.base, options["commit"])
    ledger = Ledger(options["ledger"] or ledger_folder(config.base))
    given = [accept(path, here()) for path in options["records"]]
    failures = _keep(ledger, given)
    answer = _answer(config, required, max_age, about, ledger, given)
    show(answer, given, options["style"])
    for failure in failures:
        complain(failure)
    return answer.exit_code or (DeliveryError.exit_code if failures else 0)


def _answer(
    config: Config, required: tuple[str, ...], max_age: Duration | None, about: Named, ledger: Ledger, given: Sequence[Accepted]
) -> Answer:
    now = datetime.now(UTC)
    found, damaged = _records(ledger, about, given)
    question = asked(config, about.commit, about.tree, max_age, now)
    every = dict.fromkeys([*required, *(each.name for each in config.categories)])
    decisions = {name: decide(name, found, question) for name in every}
    kept = ledger.attestations(about.tree or _only_tree(found, about)) if config.release.criteria else ()
    signed = tuple(filter(counting(config, now), kept))
    decided = tuple(decisions[name] for name in required)
    deciding = tuple(decisions.values()) if any(each.measure for each in config.release.criteria) else decided
    blind = tuple(each for each in damaged if _could_decide(each, deciding))
    return Answer(
        named=about,
        now=now,
        decisions=decided,
        criteria=stands(config.release.criteria, tuple(decisions.values()), signed),
        blind=blind,
        other=(*(each for each in damaged if each not in blind), *(ledger.damaged if config.release.criteria else ())),
    )


def _keep(ledger: Ledger, given: Sequence[Accepted]) -> list[DeliveryError]:
    """Put records into the ledger; one that cannot be kept is evidence all the same."""
    failures = []
    for each in given:
        try:
            ledger.put(each)
        except DeliveryError as error:
            failures.append(error)
    return failures


def _records(ledger: Ledger, about: Named, given: Sequence[Accepted]) -> tuple[list[Accepted], list[str]]:
    """Return the records about the commit, and what of the ledger could not be read; a named record need not be in it."""
    found = {each.digest: each for each in given}
    entries = ledger.entries()
    damaged = list(ledger.damaged)
    for entry in entries:
        if entry.digest in found or not concerns(entry.head.subject, about.commit, about.tree):
            continue
        try:
            found[entry.digest] = ledger.load(entry.digest)
        except RecordError as error:
            damaged.append(error.message)
    return list(found.values()), damaged


def _only_tree(found: Iterable[Accepted], about: Named) -> str | None:
    """Return the tree that all records of the commit name, where git does not know it."""
    trees = {each.record.subject.tree for each in found if each.record.subject.commit == about.commit}
    return trees.pop() if len(trees) == 1 else None


def _could_decide(damaged: str, decided: Iterable[Decision]) -> bool:
    """Say whether a damaged file could hold a newer record than those that decide: by its month, where it has one."""
    month = _MONTH.match(damaged)
    if month is None:
        return True
    made = [instant(each.by.record.created) if each.by else None for each in decided]
    return any(each is None or (each.year, each.month) <= (int(month[1]), int(month[2])) for each in made)


def _required(given: Sequence[str], config: Config) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for each in given for name in each.split(",")))
    known = [each.name for each in config.categories]
    wrong = next((each for each in names if each not in known and (config.source or not re.fullmatch(NAME, each))), None)
    if wrong is not None:
        raise UsageError(f"--require {wrong}: there is no such category", f"there is {', '.join(known)}; write --require unit,e2e")
    names = names or config.release.require or tuple(each.name for each in config.categories if each.policy.blocking)
    if not names:
        raise UsageError("nothing is required: no category blocks", "name categories with --require, or set require in [release]")
    return names


def _max_age(text: str | None) -> Duration | None:
    try:
        return None if text is None else Duration.parse(text)
    except ValueError as error:
        raise UsageError(f"--max-age: {error}", "write --max-age 24h") from error
