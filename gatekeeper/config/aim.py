"""From the tables about GitHub to what is published: every name in them must exist."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import UNSET

from gatekeeper.config.criterion import given, make_criteria, slug
from gatekeeper.config.targets import PULL_REQUEST, STATUS, Guard, IssueTarget, LabelStyle, Publishing, Target
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from gatekeeper.config.decode import Decoder, Tables
    from gatekeeper.config.places import GuardTable, IssueTable, LabelTable, StatusTable, TargetTable
    from gatekeeper.rules.duration import Duration


class Aim:
    """Turns the tables of one configuration file into a Publishing, or raises ConfigError naming the key."""

    def __init__(self, decoder: Decoder, categories: Collection[str]) -> None:
        self._decoder = decoder
        self._categories = categories

    def publishing(self, tables: Tables) -> Publishing:
        """Return everything that is to be published."""
        issues = tuple(self._issue(number, table) for number, table in enumerate(tables.issues))
        self._unique(issues)
        return Publishing(
            issues=issues,
            pull_request=self._target("pull_request", PULL_REQUEST, tables.pull_request) if tables.pull_request else None,
            status=_status(tables.status, tables.gate.name) if tables.status else None,
            labels=self._styles(tables.labels),
            guard=_guard(tables.guard) if tables.guard else None,
        )

    def _issue(self, place: int, table: IssueTable) -> IssueTarget:
        path = f"issues[{place}]"
        number, search, name = (given(getattr(table, key)) for key in ("number", "search", "name"))
        if (number is None) == (search is None):
            raise self._decoder.error(
                path, "an issue is named by number or by search, one of the two", 'write number = 12 or search = "label:e2e"'
            )
        if name is None and number is None:
            raise self._decoder.error(
                f"{path}.name", "the key is missing", "name the comment, so that it is found again whatever the search says"
            )
        target = self._target(path, name or f"issue-{number}", table, refs=given(table.refs) or ())
        return IssueTarget(target=target, number=number, search=search)

    def _unique(self, issues: tuple[IssueTarget, ...]) -> None:
        taken = {STATUS: "[status]", PULL_REQUEST: "[pull_request]"}
        for place, each in enumerate(issues):
            key = each.target.key.casefold()
            if key in taken:
                remedy = "give each [[issues]] a name of its own"
                raise self._decoder.error(f"issues[{place}].name", f"{each.target.key} is the name of {taken[key]} already", remedy)
            taken[key] = f"issues[{place}]"

    def _target(self, path: str, key: str, table: TargetTable, refs: tuple[str, ...] = ()) -> Target:
        return Target(
            key=key,
            template=table.template,
            on=tuple(dict.fromkeys(table.on)),
            keep=table.on_other == "keep",
            criteria=make_criteria(self._decoder, path, table.criteria, self._categories),
            labels=self._labels(f"{path}.labels", table.labels),
            max_labels=given(table.max_labels),
            refs=refs,
        )

    def _labels(self, path: str, table: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        for key in table:
            kind, _, name = key.partition(":")
            if kind == "rule":
                self._decoder.one_of(f'{path}."{key}"', "rule", name, all_rules())
            elif kind == "category":
                self._decoder.one_of(f'{path}."{key}"', "category", name, self._categories)
        return tuple(table.items())

    def _styles(self, tables: Mapping[str, LabelTable]) -> dict[str, LabelStyle]:
        seen: dict[str, str] = {}
        for name in tables:
            if name.casefold() in seen:
                raise self._decoder.error(
                    f'labels."{name}"', f"GitHub takes {seen[name.casefold()]} and {name} for one label", "remove one"
                )
            seen[name.casefold()] = name
        return {name: _style(table) for name, table in tables.items()}


def _style(table: LabelTable) -> LabelStyle:
    color = given(table.color)
    return LabelStyle(
        color=color.removeprefix("#").lower() if color else None,
        description=given(table.description),
        ttl=None if table.ttl is UNSET else _length(table.ttl),
    )


def _status(table: StatusTable, gate: str) -> str:
    """Return the key: the gate's name in lower case with dashes, unless one is given."""
    return given(table.key) or slug(gate) or "gate"


def _guard(table: GuardTable) -> Guard:
    records = given(table.records)
    ledger = records == "ledger"
    artifact = records.removeprefix("artifact:") if records and not ledger else None
    return Guard(trusted=table.trusted, grace=_length(table.grace), artifact=artifact, ledger=ledger)


def _length(duration: Duration) -> timedelta:
    return timedelta(seconds=float(duration.seconds))
