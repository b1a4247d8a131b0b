"""Where did the tests run? Green against a laptop says nothing about staging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import FileStatus
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting, some, unclear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.model import Category, File, Run

PROPERTIES = ("environment", "env")
_NAME_IT = "name it by gatekeeper run --env NAME, or by a property named environment in every report"
_APART = "judge each environment as a category of its own; legs of a matrix are told apart by --shard"


@dataclass(init=False, repr=False, eq=False)
class Environment(Rule):
    """All evidence comes from one environment, and from the one that is required."""

    remedy: ClassVar[str] = "run the tests in that environment"
    always: ClassVar[bool] = True

    environment: str | None = setting(
        "The environment that the evidence must come from, by its witness or by the property environment or env of its reports.",
        stricter=Stricter.SAME,
    )

    def concerns(self, *, witnessed: bool) -> bool:
        """Say that without a witness there is something to ask only where an environment is required."""
        return witnessed or self.environment is not None

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Compare every name that is given; nobody's word is needed where nothing is required."""
        if self.environment is not None:
            wrong = [f"{who} says {name}" for who, name in _said(category) if name != self.environment]
            if wrong:
                return failed(f"{self.environment} is required, and {listed(wrong, '; ')}", remedy=f"run the tests in {self.environment}")
        seen = sorted({each.environment or "no name" for each in category.witnesses} | _asked(category))
        if len(seen) > 1:
            return unclear(f"the evidence is of more than one environment: {listed(seen)}", _APART)
        if self.environment is not None and not category.environment:
            silent = list(_silent(category))
            if silent:
                return unclear(f"{self.environment} is required, and none is named by {listed(silent)}", _NAME_IT)
        return passed(f"all evidence is of {self.environment or category.environment or 'one environment, without a name'}")


def _asked(category: Category) -> set[str]:
    """Return the environment that the category is judged in, where its witnesses name one: where none does, it is that of the command."""
    return {category.environment} if category.environment and any(each.environment for each in category.witnesses) else set()


def _said(category: Category) -> Iterator[tuple[str, str]]:
    """Yield who says which environment it was."""
    if category.environment:
        yield "the run", category.environment
    for each in category.witnesses:
        if each.environment:
            yield f"shard {each.shard}" if each.shard else "the witness", each.environment
    for file in _counted(category):
        for name in _named(file):
            yield file.path, name


def _silent(category: Category) -> Iterator[str]:
    """Yield what says nothing. The word of a witness is enough for its reports."""
    if category.witnesses:
        silent = sum(not each.environment for each in category.witnesses)
        yield from [some(silent, "witnessed run")] * bool(silent)
        return
    files = _counted(category)
    yield from [file.path for file in files if not _named(file)] or ["the evidence"] * (not files)


def _counted(category: Category) -> list[File]:
    return [file for file in category.files if file.status is FileStatus.COUNTED]


def _named(file: File) -> list[str]:
    return [value.strip() for name in PROPERTIES for value in file.properties.get(name, ()) if value.strip()]
