"""Are all report files there? A module or shard that wrote nothing leaves no other trace."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import FileStatus, Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting, some
from gatekeeper.rules.value import Expected

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class ExpectedFiles(Rule):
    """As many report files as expected were counted, or every expected name among them."""

    verdict: ClassVar[Verdict] = Verdict.INCOMPLETE
    remedy: ClassVar[str] = "find the module or shard that wrote no report or one too many, or correct expected_files"
    whole: ClassVar[bool] = True

    expected_files: Expected | None = setting(
        "How many report files there must be, or the names (* and ?, over the end of the path) that must each be there.",
        stricter=Stricter.SAME,
    )

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Compare the number, or look for every name."""
        counted = [file.path for file in category.files if file.status is FileStatus.COUNTED]
        expected = self.expected_files or Expected.parse(0)
        if expected.count is not None:
            text = f"{some(len(counted), 'report file')} counted, {expected.count} expected"
            return passed(text) if len(counted) == expected.count else failed(text + _twice(category))
        missing = [name for name in expected.names if not any(_ends_with(path, name) for path in counted)]
        if missing:
            return failed(f"expected report files were not counted: {listed(missing)}" + _twice(category))
        return passed(f"every expected report file was counted: {listed(expected.names)}")


def _twice(category: Category) -> str:
    """Name the files that are there and repeat others: they look as if they were missing."""
    twice = [f"{file.path} ({file.reason})" for file in category.files if file.status is FileStatus.DUPLICATE]
    return f"; not counted again: {listed(twice)}" if twice else ""


def _ends_with(path: str, name: str) -> bool:
    """Match a name or a glob against the end of a path; ``[`` is no special character."""
    glob = name.replace("[", "[[]")
    return fnmatchcase(path, glob) or fnmatchcase(path, f"*/{glob}")
