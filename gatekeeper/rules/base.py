"""What a rule is: a frozen dataclass whose fields are its settings and whose docstring is its title."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar

from gatekeeper.model import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.model import Category, Run

_LISTED = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A rule's answer before it is placed: ``verdict`` and ``remedy`` override the rule's own."""

    outcome: Outcome
    reason: str
    verdict: Verdict | None = None
    remedy: str = ""


def passed(reason: str) -> Finding:
    """Return the answer yes."""
    return Finding(outcome=Outcome.PASSED, reason=reason)


def failed(reason: str, *, verdict: Verdict | None = None, remedy: str = "") -> Finding:
    """Return the answer no."""
    return Finding(outcome=Outcome.FAILED, reason=reason, verdict=verdict, remedy=remedy)


def unclear(reason: str, remedy: str = "") -> Finding:
    """Return that the evidence does not say; a verdict of INCOMPLETE."""
    return Finding(outcome=Outcome.INCONCLUSIVE, reason=reason, verdict=Verdict.INCOMPLETE, remedy=remedy)


def some(number: int, noun: str) -> str:
    """Return for example ``1 test`` or ``3 tests``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(texts: Sequence[str], separator: str = ", ") -> str:
    """Return the first few texts, and how many more there are."""
    return separator.join([*texts[:_LISTED], *([f"and {len(texts) - _LISTED} more"] if len(texts) > _LISTED else [])])


def setting(text: str, default: object = None) -> Any:  # noqa: ANN401 - stands where a field of any type is declared
    """Declare a setting of a rule; ``text`` explains it in the documentation and the JSON Schema."""
    return field(default=default, metadata={"text": text})


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The base of all rules. The module's name, with dashes, is the rule's id.

    A rule is asked when it is always on or when one of its settings is given. ``selections`` names
    the id patterns whose counts it will ask the category for, because tests are read only once.
    A rule with an ``option`` is about the run alone: that option of ``check`` gives it something to
    judge, and its settings stand in [gate]. One that ``compares`` needs the category's baseline.
    """

    verdict: ClassVar[Verdict] = Verdict.FAILED
    remedy: ClassVar[str] = ""
    always: ClassVar[bool] = False
    waivable: ClassVar[bool] = True
    excuses_tests: ClassVar[bool] = False
    option: ClassVar[str] = ""
    compares: ClassVar[bool] = False

    @classmethod
    def id(cls) -> str:
        """Return the id, such as ``pass-rate``."""
        return cls.__module__.rpartition(".")[2].replace("_", "-")

    @classmethod
    def title(cls) -> str:
        """Return the one sentence that says what holds when the rule passes."""
        return (cls.__doc__ or "").partition("\n")[0]

    @property
    def active(self) -> bool:
        """Say whether the rule is asked at all."""
        return self.always or any(getattr(self, each.name) is not None for each in fields(self))

    def selections(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of test id patterns this rule needs counts for."""
        return ()

    def judge(self, category: Category, run: Run) -> Finding:
        """Answer for one category."""
        raise NotImplementedError

    def judge_run(self, run: Run) -> Finding | None:  # noqa: ARG002 - most rules have nothing to say here
        """Answer for the run as a whole, or None when the rule is about categories only."""
        return None
