"""What a whole selftest found: one answer for each kind over all categories, and whether good evidence still passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.model import Verdict
from gatekeeper.selftest.kinds import all_kinds
from gatekeeper.selftest.target import targets
from gatekeeper.selftest.trial import Control, Result, Trial, Tried

if TYPE_CHECKING:
    from gatekeeper.config.settings import Config
    from gatekeeper.selftest.kind import Kind

_WORST_LAST = tuple(Result)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What became of one kind: ``worst`` decides, among those that had to be stopped where there are any."""

    kind: Kind
    tries: tuple[Tried, ...]

    @property
    def worst(self) -> Tried:
        """Return the try that tells most: one that went amiss, else one that had to be stopped, else the one that came through."""
        return max(self.tries, key=lambda each: (each.amiss, bool(each.expected), _WORST_LAST.index(each.judged.result)))

    @property
    def amiss(self) -> bool:
        """Say whether the policy has to stop it somewhere, and does not."""
        return self.worst.amiss

    @property
    def result(self) -> Result:
        """Return the one word."""
        return self.worst.judged.result

    @property
    def unguarded(self) -> tuple[str, ...]:
        """Return where it came through because no setting there stops it."""
        return tuple(each.target.name for each in self.tries if each.sound and not each.expected and each.judged.result is Result.PASSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """Every answer and every control; ``left_out`` are the kinds that the policy leaves no room for."""

    answers: tuple[Answer, ...]
    controls: tuple[Control, ...]
    left_out: tuple[str, ...]

    @property
    def bad_controls(self) -> tuple[Control, ...]:
        """Return the good evidence that the policy does not accept."""
        return tuple(each for each in self.controls if each.judged.verdict is not Verdict.PASSED)

    @property
    def amiss(self) -> tuple[Answer, ...]:
        """Return the kinds that have to be stopped, and are not."""
        return tuple(each for each in self.answers if each.amiss)

    @property
    def sound(self) -> bool:
        """Say whether everything that has to be stopped is, and good evidence passes."""
        return bool(self.controls) and not (self.amiss or self.bad_controls)


def selftest(config: Config) -> Findings:
    """Try every kind on every category."""
    found = [each for target in targets(config) for each in Trial(target).run()]
    tried = {kind.name: tuple(each for each in found if isinstance(each, Tried) and each.kind is kind) for kind in all_kinds()}
    return Findings(
        answers=tuple(Answer(kind=kind, tries=tried[kind.name]) for kind in all_kinds() if tried[kind.name]),
        controls=tuple(each for each in found if isinstance(each, Control)),
        left_out=tuple(name for name, tries in tried.items() if not tries),
    )
