"""Did the run come to its own end? One that stops early leaves a report of the tests before that, and it looks whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some, unclear
from gatekeeper.rules.each_witness import about_each
from gatekeeper.rules.value import Count  # noqa: TC001 - the configuration reads the annotation

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run, Session, Witness

_PYTEST = {2: "interrupted", 3: "an internal error", 4: "a usage error", 5: "no tests collected"}
_ALL = "run all tests: without -x, --maxfail and a time limit that is too short"
_RUN_THEM = "run them, or raise max_deselected in a reviewed change"
_PLUGIN = "run the tests by gatekeeper run with its pytest plugin, or remove max_deselected"


@dataclass(init=False, repr=False, eq=False)
class EarlyStop(Rule):
    """Every run that was witnessed came to its own end, and ran all tests that it had collected and not deselected."""

    verdict: ClassVar[Verdict] = Verdict.INCOMPLETE
    remedy: ClassVar[str] = _ALL
    always: ClassVar[bool] = True

    max_deselected: Count | None = setting(
        "The greatest number of tests that each witnessed run may deselect, by -k, -m or --deselect.", stricter=Stricter.LOWER
    )

    def concerns(self, *, witnessed: bool) -> bool:
        """Say that only a witness sees a run end, though who limits what is deselected has to be answered."""
        return witnessed or self.max_deselected is not None

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Name what cut a run short: of the command, then of the sessions in it."""
        return about_each(category, self._about) if category.witnesses else unclear("nobody saw how many tests were deselected", _PLUGIN)

    def _about(self, witness: Witness) -> Finding:
        short = witness.cut_short or next(filter(None, map(_cut_short, witness.sessions)), "")
        if short:
            return failed(short)
        told = [each.deselected for each in witness.sessions if each.deselected is not None]
        if self.max_deselected is not None and (not told or len(told) < len(witness.sessions)):
            return unclear("the runner does not say how many tests were deselected", _PLUGIN)
        number = sum(told)
        words = f"{some(number, 'test')} deselected" if number or self.max_deselected is not None else ""
        if self.max_deselected is not None and number > self.max_deselected:
            return failed(f"{words}, at most {self.max_deselected} allowed", remedy=_RUN_THEM)
        return passed("; ".join(filter(None, ["the command came to its own end", _ran(witness), words])))


def _cut_short(session: Session) -> str:
    """Return why a session is not whole, or an empty text."""
    if not session.finished:
        return f"{session.runner} ended without the end of its session"
    if session.stopped:
        return f"{session.runner} stopped early: {session.stopped}{_of(session)}"
    if session.runner == "pytest" and session.exit_status in _PYTEST:
        return f"pytest ended with exit status {session.exit_status}: {_PYTEST[session.exit_status]}"
    lost = _planned(session) > (session.executed or 0)
    ran = "nobody knows how many" if session.executed is None else session.executed
    return f"{session.runner} ran {ran} of {_planned(session)} tests" if lost else ""


def _planned(session: Session) -> int:
    """Return how many tests there were to run; nothing where the session does not say."""
    return max((session.collected or 0) - (session.deselected or 0), 0)


def _of(session: Session) -> str:
    planned = _planned(session)
    return f"; {session.executed} of {planned} tests ran" if planned and session.executed is not None else ""


def _ran(witness: Witness) -> str:
    planned = sum(map(_planned, witness.sessions))
    return f"{sum(each.executed or 0 for each in witness.sessions)} of {planned} tests ran" if planned else ""
