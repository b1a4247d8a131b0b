"""Do the command and its reports say the same? A report is easily written, and an exit code easily swallowed: both at once are harder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some, unclear
from gatekeeper.rules.each_witness import about_each

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run, Witness

# What a shell and its tools exit with where a command in it did not come to its end, as bash, env and timeout say in their manuals.
_SIGNALS = {1: "HUP", 2: "INT", 3: "QUIT", 4: "ILL", 6: "ABRT", 7: "BUS", 8: "FPE", 9: "KILL", 11: "SEGV", 15: "TERM"}
_ENDINGS = {128 + number: f"SIG{name} ended a command" for number, name in _SIGNALS.items()}
_ENDINGS |= {124: "timeout stopped a command", 126: "a command could not be executed", 127: "a command was not found"}
_TO_ITS_END = "let every command come to its own end, and judge that run: failed tests do not end one like this"
_SWALLOWED = 'find out what swallows the exit code, such as || true or a pipe; exit_code = "ignore-zero" is for a wrapper that has to'


@dataclass(init=False, repr=False, eq=False)
class ExitCode(Rule):
    """The command that was witnessed exited with zero beside green reports, and with another code beside red ones."""

    remedy: ClassVar[str] = "read the command's output: something failed that no report shows, or a report is not of this run"
    always: ClassVar[bool] = True

    exit_code: Literal["ignore-zero"] | None = setting(
        '"ignore-zero" accepts zero beside failed tests, for a wrapper that swallows the exit code.', stricter=Stricter.ABSENT
    )

    def concerns(self, *, witnessed: bool) -> bool:
        """Say that only a witness knows an exit code."""
        return witnessed

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Hold every exit code against the failures that its own reports show, or else those of the category."""
        return about_each(category, lambda witness: self._about(witness, category))

    def _about(self, witness: Witness, category: Category) -> Finding:
        if witness.cut_short or witness.code is None:
            remedy = "let the command come to its own end, and judge that run"
            return unclear(f"no exit code to judge: {witness.cut_short or 'nobody saw one'}", remedy)
        red = _red(witness, category)
        if witness.code:
            return _beside(witness.code, red, _number(witness, category))
        if not red:
            return self._green(witness)
        if self.exit_code == "ignore-zero":
            return passed(f'exit code 0 beside {red}, which is allowed: exit_code = "ignore-zero"')
        if witness.unsuccessful is None and any(each.code for each in category.witnesses):
            return passed(f"exit code 0, and another run explains {red}")
        return failed(f"exit code 0 beside {red}", remedy=_SWALLOWED)

    def _green(self, witness: Witness) -> Finding:
        """Answer for zero beside green reports: a runner that ended otherwise wrote a report that is not there any more."""
        told = next((each for each in witness.sessions if each.exit_status), None)
        if told and self.exit_code != "ignore-zero":
            return failed(f"exit code 0 beside green reports, and {told.runner} had ended with exit status {told.exit_status}")
        return passed("exit code 0 beside green reports")


def _beside(code: int, red: str, number: int) -> Finding:
    """Answer for a code that is not zero. Some runners exit with the number of failures, whatever a shell means by it."""
    if not red:
        return failed(f"exit code {code} beside green reports")
    if code in _ENDINGS and code != number:
        return unclear(f"exit code {code} beside {red}: {_ENDINGS[code]}, and what it left undone is in no report", _TO_ITS_END)
    return passed(f"exit code {code}, beside {red}")


def _number(witness: Witness, category: Category) -> int:
    """Return how many failures the reports show."""
    return category.counts.unsuccessful if witness.unsuccessful is None else witness.unsuccessful


def _red(witness: Witness, category: Category) -> str:
    """Return what makes a runner exit with another code than zero, in words, or an empty text.

    A test that must fail and does is such a thing. Failures that the category does not select count too, because
    the runner saw them; an attempt of a test that passed in the end does not.
    """
    if witness.unsuccessful is not None:
        return _tests(witness.unsuccessful)
    elements = 0 if category.flaky.count else sum(file.counts.unsuccessful for file in category.files)
    number = category.counts.unsuccessful
    canaries = sum(each.unsuccessful for each in category.canaries.values())
    if canaries and not number:
        return "1 failed canary" if canaries == 1 else f"{canaries} failed canaries"
    return _tests(number or elements or category.suites.errors.count)


def _tests(number: int) -> str:
    return some(number, "failed or errored test") if number else ""
