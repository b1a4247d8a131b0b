"""From the options of ``release`` to its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gatekeeper.cli._here import here
from gatekeeper.cli._ledger import at_hand, open_ledger
from gatekeeper.cli._near import nearest
from gatekeeper.cli._output import complain
from gatekeeper.documents.release import exit_code, stands
from gatekeeper.documents.sign_offs import counting
from gatekeeper.errors import DeliveryError, RecordError, UsageError
from gatekeeper.evidence.ledger.unread import could_be_newer
from gatekeeper.evidence.named import named
from gatekeeper.evidence.question import asked, meant
from gatekeeper.evidence.release import decide
from gatekeeper.evidence.settled import is_elsewhere, unsettled, unsettled_shared
from gatekeeper.rules.duration import Duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gatekeeper.config.settings import Config
    from gatekeeper.documents.criterion_state import CriterionState
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.ledger.head import Entry, Head
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.named import Named
    from gatekeeper.evidence.question import Asked
    from gatekeeper.evidence.record import Record
    from gatekeeper.evidence.release import Decision


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What was asked, and what stands. ``blind`` are damaged files of the ledger that could say otherwise; ``other`` are the rest.

    ``near`` is a commit that was tested, and differs from the one asked about in documents alone. ``unsettled`` is why the configuration
    is not that of the commit, ``elsewhere`` where one stands that no commit can have.
    """

    named: Named
    gate: str
    now: datetime
    decisions: tuple[Decision, ...]
    criteria: tuple[CriterionState, ...]
    blind: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    near: str = ""
    unsettled: str = ""
    elsewhere: str = ""

    @property
    def exit_code(self) -> int:
        """Return the worst: no usable evidence for something is worse than a no."""
        codes = [each.exit_code for each in self.decisions] + [exit_code(each) for each in self.criteria]
        return max([3 if self.blind or self.unsettled else 0, *codes])


def release_of(options: Mapping[str, Any]) -> int:
    """Answer, print the answer, and return its exit code."""
    from gatekeeper.cli._release_text import show  # noqa: PLC0415 - beside what prints it

    config, ledger = open_ledger(options)
    max_age = _max_age(options["max_age"]) or config.release.max_age
    required = _required(options["require"], config)
    about = named(config.base, options["commit"])
    given = [at_hand(path) for path in options["records"]]
    failures = _keep(ledger, given)
    told, elsewhere = _settled(config, about, named_file=bool(options["config"]))
    answer = replace(_answer(config, required, max_age, about, ledger, given), unsettled=told, elsewhere=elsewhere)
    show(answer, given, options["style"])
    for failure in failures:
        complain(failure)
    return answer.exit_code or (DeliveryError.exit_code if failures else 0)


def _answer(
    config: Config, required: tuple[str, ...], max_age: Duration | None, about: Named, ledger: Ledger, given: Sequence[Accepted]
) -> Answer:
    now = datetime.now(UTC)
    entries = ledger.entries()
    made: list[Record | Head] = [*(each.record for each in given), *(each.head for each in entries)]
    own = [each for each in made if each.policy.name == config.gate]
    about = replace(about, tree=_tree(about, own))
    question = asked(config, about.commit, about.tree, max_age, now)
    found, damaged = _records(ledger, entries, question, given)
    near = "" if found else nearest(config, about, [each.subject for each in own])
    every = dict.fromkeys([*required, *(each.name for each in config.categories)])
    decisions = {name: decide(name, found, question) for name in every}
    kept = ledger.attestations(about.tree) if config.release.criteria else ()
    signed = tuple(filter(counting(config, now), kept))
    decided = tuple(decisions[name] for name in required)
    deciding = tuple(decisions.values()) if any(each.measure for each in config.release.criteria) else decided
    blind = tuple(each for each in damaged if each in ledger.misplaced or _could_decide(each, deciding))
    return Answer(
        named=about,
        gate=config.gate,
        now=now,
        decisions=decided,
        criteria=stands(config.release.criteria, tuple(decisions.values()), signed),
        blind=blind,
        other=(*(each for each in damaged if each not in blind), *(ledger.damaged if config.release.criteria else ())),
        near=near,
    )


def _settled(config: Config, about: Named, *, named_file: bool) -> tuple[str, str]:
    """Return why the configuration is not that of the commit, where git knows that, and which one cannot be."""
    if about.tree is not None:
        told = unsettled(config.source, about.commit, None if named_file else here())
        return told or unsettled_shared(config, about.commit), ""
    return "", str(config.source) if config.source and is_elsewhere(config.source, here()) else ""


def _keep(ledger: Ledger, given: Sequence[Accepted]) -> list[DeliveryError]:
    """Put records into the ledger; one that cannot be kept is evidence all the same."""
    failures = []
    for each in given:
        try:
            ledger.put(each)
        except DeliveryError as error:
            failures.append(error)
    return failures


def _records(ledger: Ledger, entries: Iterable[Entry], question: Asked, given: Sequence[Accepted]) -> tuple[list[Accepted], list[str]]:
    """Return the records about the commit, and what of the ledger could not be read; a named record need not be in it."""
    found = {each.digest: each for each in given}
    damaged = list(ledger.damaged)
    for entry in entries:
        if entry.digest in found or not meant(entry.head, question):
            continue
        try:
            found[entry.digest] = ledger.load(entry.digest)
        except RecordError as error:
            damaged.append(error.message)
    return [each for each in found.values() if meant(each.record, question)], damaged


def _tree(about: Named, made: Iterable[Record | Head]) -> str | None:
    """Return the commit's tree: where git does not know it, the one that the commit's own records name."""
    trees = {each.subject.tree for each in made if each.subject.commit == about.commit} - {None}
    if about.tree is not None or not trees:
        return about.tree
    if len(trees) > 1:
        raise RecordError(f"git does not know {about.commit}, and its records name {len(trees)} trees", "fetch the commit with git")
    return trees.pop()


def _could_decide(damaged: str, decided: Iterable[Decision]) -> bool:
    """Say whether a damaged file could hold a record that counts as newer than those that decide."""
    return any(could_be_newer(damaged, each.by.record.created if each.by else None) for each in decided)


def _required(given: Sequence[str], config: Config) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for each in given for name in each.split(",")))
    known = [each.name for each in config.categories]
    write = f"there is {', '.join(known)}; write --require {','.join(known[:2])}"
    if "" in names:
        raise UsageError("--require has an empty name", f"is the shell variable set? {write}")
    wrong = next((each for each in names if each not in known), None)
    if wrong is not None:
        raise UsageError(f"--require {wrong}: there is no such category", write)
    names = names or config.release.require or tuple(each.name for each in config.categories if each.policy.blocking)
    if not names:
        raise UsageError("nothing is required: no category blocks", "name categories with --require, or set require in [release]")
    return names


def _max_age(text: str | None) -> Duration | None:
    try:
        return None if text is None else Duration.parse(text)
    except ValueError as error:
        raise UsageError(f"--max-age: {error}", "write --max-age 24h") from error
