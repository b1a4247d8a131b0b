"""Builds what rules are asked about: categories and runs as a reader would leave them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from gatekeeper.model import Category, Counts, File, FileStatus, Problem, Run, Session, Shard, Witness

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding, Rule

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
COUNTED = File(path="a.xml", status=FileStatus.COUNTED)


def refused(path: str = "bad.xml", problem: Problem = Problem.UNREADABLE, reason: str = "not well-formed") -> File:
    """Return a file that was refused."""
    return File(path=path, status=FileStatus.REFUSED, problem=problem, reason=reason)


def duplicate(path: str = "b.xml", reason: str = "the same bytes as a.xml") -> File:
    """Return a file that was not counted again."""
    return File(path=path, status=FileStatus.DUPLICATE, reason=reason)


def category(name: str = "unit", /, **more: Any) -> Category:
    """Return a category with three tests that passed, or with what is given instead."""
    usual: dict[str, Any] = {"counts": Counts(cases=3, passed=3), "files": (COUNTED,), "patterns": {"*.xml": 1}}
    return Category(name=name, **{**usual, **more})


def counted(**outcomes: int) -> Category:
    """Return a category with so many tests of each outcome."""
    return category(counts=Counts(**outcomes))


def witness(shard: str | None = None, /, **more: Any) -> Witness:
    """Return a run of a command that ended with code 0 after a minute, or what is given instead."""
    usual: dict[str, Any] = {"category": "unit", "argv": ("pytest",), "code": 0, "started": NOW - timedelta(minutes=1), "ended": NOW}
    return Witness(shard=Shard.parse(shard) if shard else None, **{**usual, **more})


def session(**more: Any) -> Session:
    """Return a session of pytest that ran all 25 tests it had collected, or what is given instead."""
    usual: dict[str, Any] = {"runner": "pytest", "finished": True, "collected": 25, "deselected": 0, "executed": 25, "exit_status": 0}
    return Session(**{**usual, **more})


def run(*categories: Category) -> Run:
    """Return a run at a fixed moment."""
    return Run(categories=categories, now=NOW)


def ask(rule: Rule, asked: Category, **more: Any) -> Finding:
    """Return what a rule answers about one category."""
    return rule.judge(asked, replace(run(asked), **more))
