"""What is to be said on GitHub, and when: the tables of the configuration once they are sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.config.measures import Measure

PASSED_ONLY = ("passed",)
COMMENT = "issue_comment.md.j2"
STATUS = "status"
PULL_REQUEST = "pull_request"


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """What must hold before an issue is done. Without a measure it is stated, never measured; ``id`` is what it is signed off by."""

    text: str
    id: str = ""
    group: str = "technical"
    measure: Measure | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """One comment with its labels. ``key`` is its name, ``on`` the verdicts it is written anew for.

    ``labels`` pairs what must hold (``failed``, ``rule:tests-executed``, ``category:unit``) with the labels it sets.
    ``refs`` are globs over the record's ref; without any, every ref speaks but those of pull requests.
    """

    key: str
    template: str = COMMENT
    on: tuple[str, ...] = PASSED_ONLY
    keep: bool = False
    criteria: tuple[Criterion, ...] = ()
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    max_labels: int | None = None
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueTarget:
    """A target on one issue, or on every issue that a search finds."""

    target: Target
    number: int | None = None
    search: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelStyle:
    """How a label looks when it is made, and how long it may stay."""

    color: str | None = None
    description: str | None = None
    ttl: timedelta | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Guard:
    """Who may accept and waive, how long an honest merge may wait for its run, and where records come from: artifact or ledger."""

    trusted: tuple[str, ...] = ()
    grace: timedelta = timedelta(hours=2)
    artifact: str | None = None
    ledger: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Publishing:
    """Everything to publish. ``status`` is the context's key; None where no status is asked for."""

    issues: tuple[IssueTarget, ...] = ()
    pull_request: Target | None = None
    status: str | None = None
    labels: Mapping[str, LabelStyle] = field(default_factory=dict)
    guard: Guard | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return everything that ``--only`` can name."""
        own = [PULL_REQUEST] * (self.pull_request is not None) + [STATUS] * (self.status is not None)
        return (*(each.target.key for each in self.issues), *own)

    def trusts(self, login: str) -> bool:
        """Say whether a login is one of [guard] trusted; no two logins of GitHub differ only by case."""
        return login.casefold() in {each.casefold() for each in (self.guard.trusted if self.guard else ())}

    def style(self, label: str) -> LabelStyle:
        """Return how a label looks; GitHub does not tell labels apart by case."""
        return next((style for name, style in self.labels.items() if name.casefold() == label.casefold()), LabelStyle())
