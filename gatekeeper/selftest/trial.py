"""Try every kind of bad evidence on a policy, and say what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from gatekeeper.errors import GatekeeperError
from gatekeeper.model import Verdict, worst
from gatekeeper.rules import all_rules
from gatekeeper.rules.value import Expected
from gatekeeper.selftest.control import THREE, control, shards_of
from gatekeeper.selftest.kind import Start
from gatekeeper.selftest.kinds import all_kinds
from gatekeeper.selftest.world import world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.model import Shard
    from gatekeeper.selftest.evidence import Evidence
    from gatekeeper.selftest.kind import Kind
    from gatekeeper.selftest.target import Target
    from gatekeeper.selftest.world import World


class Result(StrEnum):
    """What became of bad evidence. Declared from best to worst."""

    REFUSED = "refused"
    FAILED = "failed"
    PASSED = "PASSED"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """The verdict, the rules that were not good, and what they said."""

    verdict: Verdict
    rules: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def result(self) -> Result:
        """Return the verdict in one of three words."""
        return {0: Result.PASSED, 1: Result.FAILED}.get(self.verdict.exit_code, Result.REFUSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """One kind on one target: ``expected`` are the rules in force that have to stop it, for a reason of their own.

    ``sound`` says that good evidence passes there: of a policy that accepts nothing there is nothing else to say.
    """

    kind: Kind
    target: Target
    judged: Judged
    expected: tuple[str, ...]
    sound: bool = True

    @property
    def amiss(self) -> bool:
        """Say whether it had to be stopped, and was not, or only by accident."""
        return self.sound and bool(self.expected) and set(self.expected).isdisjoint(self.judged.rules)


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """The good evidence of one target, and what the policy said of it."""

    target: Target
    start: Start
    judged: Judged


class Trial:
    """All that is tried on one target. ``kinds`` that the policy leaves no room for are left out."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._made: dict[Start, Evidence | None] = {}
        self._sound = True

    def run(self) -> Iterator[Control | Tried]:
        """Yield how every control was judged, and then every kind."""
        with world(self._target) as place:
            self._begin(place)
            for start in (Start.ANY, Start.WITNESSED, Start.SHARDS):
                evidence = self._good(start, place)
                if evidence:
                    made = Control(target=self._target, start=start, judged=judged(place, evidence))
                    self._sound = self._sound and made.judged.result is Result.PASSED
                    yield made
            yield from self._tried(place, [each for each in all_kinds() if not each.alone])
        for kind in all_kinds():
            if kind.alone:
                with world(self._target) as place:
                    self._begin(place)
                    yield from self._tried(place, [kind])

    def _tried(self, place: World, kinds: list[Kind]) -> Iterator[Tried]:
        for kind in kinds:
            good = self._good(kind.start, place)
            bad = kind.spoil(good, self._target) if good and good.reports else None
            if bad:
                expected = _expected(kind, self._target, bad)
                yield Tried(kind=kind, target=self._target, judged=judged(place, bad), expected=expected, sound=self._sound)

    def _begin(self, place: World) -> None:
        self._made.clear()
        if self._target.compares:
            good = self._good(Start.ANY, place)
            if good:
                place.keep_as_baseline(good)
                self._made.clear()

    def _good(self, start: Start, place: World) -> Evidence | None:
        if start not in self._made:
            self._made[start] = self._control(start, place.subject.commit)
        return self._made[start]

    def _control(self, start: Start, commit: str | None) -> Evidence | None:
        target = self._target
        if start is not Start.SHARDS:
            return control(target, commit, witnessed=start is Start.WITNESSED or (start is Start.ANY and target.witnessed_only))
        asked = target.category.setting("shards") is not None
        shards = shards_of(target) if asked else _three(target)
        made = control(target, commit, witnessed=True, shards=shards) if len(shards) > 1 else None
        return made if made and (asked or all(each.reports for each in made.runs)) else None


def _three(target: Target) -> tuple[Shard, ...]:
    """Return three shards, where the policy leaves room for a report of each."""
    expected = target.category.setting("expected_files")
    count = expected.count if isinstance(expected, Expected) else None
    return THREE if count is None or count >= len(THREE) else ()


def judged(place: World, evidence: Evidence) -> Judged:
    """Return what the gate says of evidence; what it cannot even judge is refused."""
    try:
        record = place.judge(evidence)
    except GatekeeperError as error:
        return Judged(verdict=Verdict.INVALID, rules=(), reasons=(error.message,))
    bad = [each for each in record.rules if each.verdict is not Verdict.PASSED]
    return Judged(
        verdict=worst([each.verdict for each in bad]),
        rules=tuple(dict.fromkeys(each.rule for each in bad)),
        reasons=tuple(f"{each.rule}: {each.reason}" for each in bad),
    )


def _expected(kind: Kind, target: Target, evidence: Evidence) -> tuple[str, ...]:
    """Return the rules that this policy stops a kind by: those in force, as far as its setting is given and asks for enough."""
    ids, today = set(evidence.ids()), datetime.now(UTC).date()
    own = [rule for rule in kind.rules if target.in_force(rule, ids, today) and _is_set(kind, rule, target)]
    return tuple(own) if own and kind.enough(target, evidence) else ()


def _is_set(kind: Kind, rule: str, target: Target) -> bool:
    """Say whether a rule that is always on was given the setting that makes it ask; the others are only there because they were."""
    value = target.category.setting(kind.setting) if kind.setting else True
    return not all_rules()[rule].always or (value is not None and value is not False)
