"""What a rule is: a frozen dataclass whose fields are its settings and whose docstring is its title."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field, fields
from enum import Enum
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


class Stricter(Enum):
    """Which of two values of a setting asks for more, so that of two policies the stricter one can be taken setting by setting.

    Not given at all is the least strict, but for ABSENT, and for BOTH, where it lists nothing. SAME is that nobody can say: then
    both must agree.
    """

    HIGHER = "the higher value"
    LOWER = "the lower value"
    ALL = "everything that either lists"
    BOTH = "only what both list"
    TRUE = "true"
    ABSENT = "not given"
    SAME = "the same value"


def setting(text: str, default: object = None, *, stricter: Stricter) -> Any:  # noqa: ANN401 - stands where a field of any type is declared
    """Declare a setting of a rule; ``text`` explains it in the documentation and the JSON Schema."""
    return field(default=default, metadata={"text": text, "stricter": stricter})


@dataclass(init=False, repr=False, eq=False)
class Rule:
    """The base of all rules. The module's name, with dashes, is the rule's id.

    A rule is asked when it is always on or when one of its settings is given. ``selections`` names
    the id patterns whose counts it will ask the category for, because tests are read only once.
    A rule with an ``option`` is about the run alone: that option of ``check`` gives it something to
    judge, and its settings stand in [gate]. One that ``compares`` needs the category's baseline; one about the ``whole`` category
    is not asked about a single shard of it.

    Rules are frozen dataclasses whose methods stand once, here: generating them for each rule takes a tenth of the time in which a
    gate starts.
    """

    verdict: ClassVar[Verdict] = Verdict.FAILED
    remedy: ClassVar[str] = ""
    always: ClassVar[bool] = False
    waivable: ClassVar[bool] = True
    excuses_tests: ClassVar[bool] = False
    option: ClassVar[str] = ""
    compares: ClassVar[bool] = False
    whole: ClassVar[bool] = False

    def __init__(self, **values: object) -> None:
        unknown = values.keys() - {each.name for each in fields(self)}
        if unknown:
            raise TypeError(f"{type(self).__name__} has no setting {', '.join(sorted(unknown))}")
        for each in fields(self):
            object.__setattr__(self, each.name, values.get(each.name, each.default))

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{each.name}={getattr(self, each.name)!r}' for each in fields(self))})"

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, each.name) for each in fields(self))

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

    def concerns(self, *, witnessed: bool) -> bool:  # noqa: ARG002 - most rules do not ask who made the reports
        """Say whether there is anything to ask in a category that was witnessed, or was not."""
        return True

    def selections(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of test id patterns this rule needs counts for."""
        return ()

    def judge(self, category: Category, run: Run) -> Finding:
        """Answer for one category."""
        raise NotImplementedError

    def judge_run(self, run: Run) -> Finding | None:  # noqa: ARG002 - most rules have nothing to say here
        """Answer for the run as a whole, or None when the rule is about categories only."""
        return None
