"""Builds places on GitHub by hand, for tests of what is planned there; or opens the local GitHub, for tests of what is done."""

from __future__ import annotations

from collections import UserList
from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace
from records import category, counts, failure, record, rule, whole

from gatekeeper.config.settings import CategoryConfig, Config, rules_for
from gatekeeper.config.targets import Publishing, Target
from gatekeeper.documents.marker import State, read, write
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.event import Event
from gatekeeper.github.answers import Comment, Head, Issue
from gatekeeper.github.connect import connect
from gatekeeper.github.errors import GitHubError
from gatekeeper.github.patience import Patience
from gatekeeper.model import Verdict
from gatekeeper.policy import CategoryPolicy, Policy
from gatekeeper.publishers.remote.seen import Key, Seen, owned
from gatekeeper.publishers.remote.site import Site, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from github_world.world import World

    from gatekeeper.errors import GatekeeperError
    from gatekeeper.github.repository import Repository
    from gatekeeper.publishers.remote.plan import Plan

BOT = "github-actions[bot]"
NOW = datetime(2026, 9, 16, 16, tzinfo=UTC)  # later than every record that is made here
HEAD = Head(branch="main", commit="a" * 40, tree="b" * 40)
KEY = Key(kind="comment", name="state")
BAD = {
    Verdict.FAILED: "pass-rate",
    Verdict.INCOMPLETE: "counts-agree",
    Verdict.STALE: "max-age",
    Verdict.NO_EVIDENCE: "tests-executed",
    Verdict.INVALID: "evidence-readable",
}


@dataclass
class People:
    """A repository that answers only who we are, what others may do there and what it has; it notes what it was asked about."""

    roles: dict[str, str] = field(default_factory=dict)
    trees: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def login(self) -> str:
        return BOT

    def permission(self, login: str) -> str:
        self.asked.append(login)
        return self.roles.get(login, "none")

    def tree(self, commit: str) -> str:
        self.asked.append(commit)
        if commit not in self.trees:
            raise GitHubError("no such commit", status=404)
        return self.trees[commit]


def config(**publishing: Any) -> Config:
    """Return a configuration with the category unit, and what is to be published."""
    unit = CategoryPolicy(name="unit", rules=rules_for({}))
    policy = Policy(name="Widgets", categories=(unit,))
    categories = (CategoryConfig(policy=unit, reports=()),)
    return Config(base=Path("/nowhere"), gate="Widgets", categories=categories, policy=policy, publishing=Publishing(**publishing))


class Told(UserList[str]):
    """Lines that were printed."""

    def __contains__(self, part: object) -> bool:
        return any(str(part) in line for line in self.data)


def site(repository: object = None, *, told: Told | None = None, wrong: list[GatekeeperError] | None = None, **more: Any) -> Site:
    """Return a place; what it tells and complains of goes into the lists. ``found`` maps searches to what they find."""
    there = cast("Repository", People() if repository is None else repository)
    found = more.pop("found", {})
    head = more.pop("head", HEAD)
    usual: dict[str, Any] = {"config": config(), "policy": "1" * 64, "event": Event(), "now": NOW}
    return Site(
        connect=lambda: there,
        search=lambda query: found.get(query, ()),
        head=lambda: head,
        role=lambda login: there.permission(login),  # noqa: PLW0108 - not every stand-in knows roles
        tell=(told if told is not None else Told()).append,
        complain=(wrong if wrong is not None else []).append,
        **{**usual, **more},
    )


def real(world: World, token: str | None = None, login: str | None = None) -> Repository:
    """Return the repository of the local GitHub; nobody waits."""
    patience = Patience(tell=lambda _: None, sleep=lambda _: None)
    return connect(environ=world.environ(token), repository=None, token_file=None, login=login, patience=patience)


def on_world(world: World, **more: Any) -> Site:
    """Return the place that the local GitHub is."""
    repository = more.pop("repository", None) or real(world)
    made = site(repository, **more)
    return changed(made, search=repository.search, head=repository.default_head, role=repository.permission)


def issue(number: int = 1, body: str = "", **more: Any) -> Issue:
    """Return an open issue without labels, or what is given instead."""
    usual: dict[str, Any] = {
        "title": "t",
        "state": "open",
        "state_reason": None,
        "labels": (),
        "locked": False,
        "closed_at": None,
        "closed_by": None,
        "url": "https://github.com/x",
        "pull_request": False,
    }
    return Issue(number=number, body=body, **{**usual, **more})


def closed(hours: float = 0, **more: Any) -> Issue:
    """Return an issue that was closed so many hours ago."""
    moment = NOW - timedelta(hours=hours)
    return issue(**{"state": "closed", "state_reason": "completed", "closed_at": moment, "closed_by": "writer", **more})


def comment(body: str, number: int = 1, author: str = BOT, created: datetime = NOW, updated: datetime | None = None) -> Comment:
    """Return a comment of ours, or of somebody else."""
    return Comment(id=number, body=body, author=author, created_at=created, updated_at=updated or created, url="https://github.com/x")


def state(**more: Any) -> State:
    """Return what a marker of the key ``state`` holds."""
    return State(**{"kind": KEY.kind, "key": KEY.name, "created": "2026-09-16T10:00:00+00:00", **more})


def marked(made: State, text: str = "## PASSED", number: int = 1, author: str = BOT) -> Comment:
    """Return a comment that a marker opens."""
    return comment(f"{write(made)}\n{text}", number, author)


def seen(of: Issue | None = None, comments: Sequence[Comment] = (), key: Key = KEY) -> Seen:
    """Return what stands on an issue."""
    others = [read(each.body) for each in comments if each.author == BOT]
    states = [each for each in others if each is not None]
    return Seen(
        issue=of or issue(),
        comments=tuple(comments),
        mine=owned(comments, BOT, key),
        shared=tuple(label for each in states if (each.kind, each.key) != (key.kind, key.name) for label in each.labels),
        keys=tuple(each.key for each in states if each.kind == "comment"),
    )


def word(verdict: Verdict = Verdict.PASSED, *, run: int = 812, passed: int = 36, failed: int = 1, **more: Any) -> Word:
    """Return a record of the head of the default branch; later runs are made a minute later each."""
    numbers = counts() if verdict in {Verdict.NO_EVIDENCE, Verdict.INVALID} else counts(passed=passed, failed=failed)
    about: dict[str, Any] = {
        "policy": rows.PolicyRow(name="", source=None, sha256="1" * 64, run={}, categories={"unit": {"pass_rate": "> 90%"}}),
        "categories": [category(verdict=verdict, counts=numbers, threshold="> 90%")],
        "rules": [rule(BAD.get(verdict, "pass-rate"), verdict=verdict)],
        "failures": [failure()] if numbers.failed and verdict is not Verdict.PASSED else [],
        "subject": rows.Subject(commit=HEAD.commit, tree=HEAD.tree, dirty=False, ref="refs/heads/main"),
        "run": rows.RunRow(url=f"https://github.com/acme/widgets/actions/runs/{run}/attempts/1", id=str(run), attempt="1"),
        "created": f"2026-09-16T{run // 60 % 24:02}:{run % 60:02}:00+00:00",
    }
    return Word(record=whole(replace(record(verdict), **{**about, **more})), digest=f"{run:064x}", path=None)


def target(**more: Any) -> Target:
    """Return a target with the key ``state``."""
    return Target(**{"key": KEY.name, **more})


@dataclass
class Board:
    """One issue in memory, to which plans are applied as a single writer would."""

    issue: Issue
    comments: list[Comment] = field(default_factory=list)

    def seen(self, key: Key = KEY) -> Seen:
        return seen(self.issue, self.comments, key)

    def mine(self, key: Key = KEY) -> list[str]:
        return [each.comment.body for each in self.seen(key).mine]

    def apply(self, plan: Plan, key: Key = KEY) -> bool:
        """Do what a plan says; return whether anything was done."""
        before = (self.issue, list(self.comments))
        mine = self.seen(key).mine
        if plan.text is not None and mine:
            self.comments = [changed(each, body=plan.text) if each is mine[0].comment else each for each in self.comments]
        elif plan.text is not None:
            self.comments.append(comment(plan.text, 1 + max((each.id for each in self.comments), default=0)))
        doubled = {each.comment.id for each in mine[1:]}
        self.comments = [each for each in self.comments if each.id not in doubled]
        body = plan.body(self.issue.body) if plan.body else self.issue.body
        self.issue = changed(self.issue, labels=_labels(self.issue.labels, plan), body=body)
        return before != (self.issue, self.comments)


def _labels(present: Iterable[str], plan: Plan) -> tuple[str, ...]:
    gone = {each.casefold() for each in plan.labels.remove}
    there = [each for each in present if each.casefold() not in gone]
    known = {each.casefold() for each in there}
    return (*there, *(each for each in plan.labels.add if each.casefold() not in known))
