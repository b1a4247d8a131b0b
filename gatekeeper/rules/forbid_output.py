"""Did the tests say that they did not test the real thing? A fallback to a mock passes, and says so only in what it prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting, some, unclear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.model import Category, Run

_AGAIN = "run the tests again with gatekeeper run and this configuration, so that their output is searched for it"
_BLANK = "write the words to look for"


@dataclass(init=False, repr=False, eq=False)
class ForbidOutput(Rule):
    """No test printed one of these texts."""

    remedy: ClassVar[str] = "run the tests against what they are meant for, or take the text out of forbid_output if it says nothing bad"

    forbid_output: tuple[str, ...] | None = setting(
        "Texts that may not stand in what tests and suites print, nor in the output of a witnessed run; letter case and white space do "
        "not matter.",
        stricter=Stricter.ALL,
    )

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail where one is found, and be unclear where nobody looked."""
        texts = self.forbid_output or ()
        found = [where for text in texts for where in _found(text, category)]
        if found:
            return failed(listed(found, "; "))
        if any(not text.strip() for text in texts):
            return unclear("a blank text cannot be looked for", _BLANK)
        unsearched = [where for text in texts for where in _unsearched(text, category)]
        if unsearched:
            return unclear(listed(unsearched, "; "), _AGAIN)
        return passed(f"nothing printed {listed([_quoted(text) for text in texts])}")


def _found(text: str, category: Category) -> Iterator[str]:
    hits = category.forbidden.get(text)
    if hits and hits.count:
        yield f"{_quoted(text)} was printed by {hits}"
    times = sum(each.log.found.get(text, 0) for each in category.witnesses if each.log)
    if times:
        yield f"{_quoted(text)} stands {some(times, 'time')} in the output of the command"


def _unsearched(text: str, category: Category) -> Iterator[str]:
    if text not in category.forbidden:
        yield f"the reports were not searched for {_quoted(text)}"
    if any(each.log is None or text not in each.log.searched for each in category.witnesses):
        yield f"the output of the command was not searched for {_quoted(text)}"


def _quoted(text: str) -> str:
    return f'"{text}"'
