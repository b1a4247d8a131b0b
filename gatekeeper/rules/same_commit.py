"""Is the evidence of the commit that is judged? A green run of another one says nothing about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import FileStatus, Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting, some, unclear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gatekeeper.model import Category, Run, Subject

PROPERTIES = (
    *("commit", "commit.id", "commit.sha", "commit_id", "commit_sha", "git.commit", "git.commit.id", "git.commit.sha", "git.sha"),
    *("git_commit", "git_sha", "GIT_COMMIT", "GIT_SHA", "CI_COMMIT_SHA", "GITHUB_SHA", "BUILDKITE_COMMIT", "CIRCLE_SHA1"),
    *("vcs.revision", "vcs.commit", "vcs.ref.head.revision", "build.vcs.number", "BUILD_VCS_NUMBER", "Build.SourceVersion"),
)
_SHORT = 12
_ID = re.compile("[0-9a-f]{7,64}")
_HERE = "judge it in a git repository with that commit, or name the commit with --commit"


@dataclass(init=False, repr=False, eq=False)
class SameCommit(Rule):
    """All evidence is of the commit that is judged."""

    verdict: ClassVar[Verdict] = Verdict.STALE
    remedy: ClassVar[str] = (
        "run the tests on this commit, remove partial records of other commits from .gatekeeper/runs, or judge the other one with --commit"
    )
    always: ClassVar[bool] = True

    same_commit: bool | None = setting(
        "Whether every report must say that it is of the commit that is judged, by its witness or by a property such as git.commit.",
        stricter=Stricter.TRUE,
    )

    def concerns(self, *, witnessed: bool) -> bool:
        """Say that without a witness there is something to ask only where it is required."""
        return witnessed or bool(self.same_commit)

    def judge(self, category: Category, run: Run) -> Finding:
        """Compare every commit and tree that is named; what names none proves nothing."""
        if run.subject.commit is None:
            return self._unknown(category)
        other = [*_witnessed_elsewhere(category, run.subject), *(_reported_elsewhere(category, run) if self.same_commit else ())]
        if other:
            return failed(f"of another commit than {run.subject.commit[:_SHORT]}: {listed(list(dict.fromkeys(other)), '; ')}")
        silent = list(_silent(category, required=bool(self.same_commit)))
        if silent:
            return unclear(
                f"no commit is named by {listed(silent)}", "run the tests with gatekeeper run, or write git.commit into the reports"
            )
        return passed(f"all evidence is of commit {run.subject.commit[:_SHORT]}")

    def _unknown(self, category: Category) -> Finding:
        """Answer where git does not say what is judged: outside a repository nobody could have named a commit."""
        named = any(state.commit for each in category.witnesses for state in (each.before, each.after))
        if named or self.same_commit:
            return unclear("which commit is judged is not known", _HERE)
        return passed("no commit is known, here or where the tests ran: there is no git repository")


def _witnessed_elsewhere(category: Category, subject: Subject) -> Iterator[str]:
    for each in category.witnesses:
        who = f"shard {each.shard}" if each.shard else "the witnessed run"
        for state in (each.before, each.after):
            if state.commit is not None and state.commit != subject.commit:
                yield f"{who} is of {state.commit[:_SHORT]}"
            elif None not in (state.tree, subject.tree) and state.tree != subject.tree:
                yield f"{who} is of the tree {(state.tree or '')[:_SHORT]}"


def _reported_elsewhere(category: Category, run: Run) -> Iterator[str]:
    """Yield what reports say. CI may have tested a merge of the commit, and names that."""
    own = [each for each in (run.subject.commit, run.merge_commit) if each]
    for file in category.files:
        for value in _commits(file.properties):
            if not any(commit.startswith(value) for commit in own):
                yield f"{file.path} says {value[:_SHORT]}"


def _commits(properties: Mapping[str, tuple[str, ...]]) -> list[str]:
    named = [value.strip().lower() for name in PROPERTIES for value in properties.get(name, ())]
    return [value for value in named if _ID.fullmatch(value)]


def _silent(category: Category, *, required: bool) -> Iterator[str]:
    """Yield what says of no commit that it is its own."""
    unknown = sum(each.before.commit is None or each.after.commit is None for each in category.witnesses)
    if unknown:
        yield some(unknown, "witnessed run")
    if required:
        counted = (file for file in category.files if file.status is FileStatus.COUNTED and not file.witnessed)
        yield from (file.path for file in counted if not _commits(file.properties))
