"""Was what was tested what is committed? Local changes are in no commit, and nobody else can see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting, unclear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.model import Category, Run, Subject

_NOW = "when it was judged"
_WHERE = "judge it, and run the tests, in a git repository with a commit"


@dataclass(init=False, repr=False, eq=False)
class CleanTree(Rule):
    """No tracked file differed from the commit, while the tests ran or when they were judged."""

    remedy: ClassVar[str] = "commit the changes, or undo them, and run the tests again; what tests write belongs into .gitignore"

    clean_tree: bool | None = setting("Whether tests must have run on a tree without local changes.", stricter=Stricter.TRUE)

    @property
    def active(self) -> bool:
        """Say whether the rule is asked at all: not where it is false."""
        return bool(self.clean_tree)

    def judge(self, category: Category, run: Run) -> Finding:
        """Fail for local changes, and where nobody knows about them."""
        states = dict(_states(category, run))
        dirty = [who for who, state in states.items() if state.dirty]
        if dirty:
            # What is judged has those of the runs, so that it says nothing more.
            return failed(f"there were local changes {listed(dirty[:-1] if dirty[1:] and dirty[-1] == _NOW else dirty)}")
        unknown = [who for who, state in states.items() if state.dirty is None]
        if unknown:
            return unclear(f"whether there were local changes {listed(unknown)} is not known", _WHERE)
        return passed("there were no local changes")


def _states(category: Category, run: Run) -> Iterator[tuple[str, Subject]]:
    for each in category.witnesses:
        which = f" of shard {each.shard}" if each.shard else ""
        yield f"before the run{which}", each.before
        yield f"after the run{which}", each.after
    yield _NOW, run.subject
