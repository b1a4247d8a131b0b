"""The tables of gatekeeper.toml that say what is published on GitHub."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from gatekeeper.rules.duration import Duration
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count

NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"
LABEL_KEY = r"passed|failed|incomplete|stale|refused|recurring|audit|rule:.+|category:.+"
LOGIN = r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?$"
_COLOR = r"^#?[0-9a-fA-F]{6}$"

Text = Annotated[str, Meta(min_length=1, pattern=r"\S")]
Texts = Annotated[tuple[Text, ...], Meta(min_length=1)]
Label = Annotated[str, Meta(min_length=1, max_length=50, pattern=r"^\S(?:[^\x00-\x1f]*\S)?$")]
Name = Annotated[str, Meta(pattern=f"^{NAME}$")]
Login = Annotated[str, Meta(pattern=LOGIN)]
Color = Annotated[str, Meta(pattern=_COLOR)]
Branch = Annotated[str, Meta(pattern=r"^[^\s~^:?*\[\\\x00-\x1f\x7f]{1,250}$")]
Sentence = Annotated[str, Meta(min_length=1, max_length=100)]
Records = Annotated[str, Meta(pattern=r"^(?:ledger|artifact:[^\s/\\:*?\"<>|]+)$")]
Cap = Annotated[int, Meta(ge=0)]
Number = Annotated[int, Meta(ge=1)]
On = Annotated[tuple[Literal["passed", "failed", "incomplete", "stale", "refused"], ...], Meta(min_length=1)]


class CriterionTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """[[issues.criteria]]: what must hold before the issue, the document or the release is done."""

    text: Annotated[Text, Meta(description="What must hold, in words.")]
    id: Annotated[Name | UnsetType, Meta(description="What `gatekeeper sign-off` calls it; from the text when left out.")] = UNSET
    group: Annotated[Literal["technical", "process", "business"], Meta(description="The group it is printed in.")] = "technical"
    category: Annotated[Name | UnsetType, Meta(description="The category whose pass rate is measured.")] = UNSET
    pass_rate: Annotated[Threshold | UnsetType, Meta(description="The pass rate that the category must reach.")] = UNSET
    min_executed: Annotated[Count | UnsetType, Meta(description="The least number of executed tests in the category.")] = UNSET
    tests: Annotated[
        Texts | UnsetType, Meta(description="Globs over test ids (* and ?); each must match a test that ran, and all that ran must pass.")
    ] = UNSET
    rule: Annotated[Name | UnsetType, Meta(description="The rule of the gate that must hold.")] = UNSET


class TargetTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """[pull_request]: a comment with its labels on the pull request that the record is about."""

    template: Annotated[Text, Meta(description="The comment's template: one of ours, or a file of the repository.")] = "issue_comment.md.j2"
    on: Annotated[On, Meta(description="The verdicts for which the comment is written anew; the others only take back.")] = ("passed",)
    on_other: Annotated[
        Literal["notice", "keep"], Meta(description='What other verdicts do to an earlier comment; "keep" leaves its first line.')
    ] = "notice"
    criteria: Annotated[tuple[CriterionTable, ...], Meta(description="What must hold, printed with its current value.")] = ()
    labels: Annotated[
        dict[Annotated[str, Meta(pattern=f"^(?:{LABEL_KEY})$")], Annotated[tuple[Label, ...], Meta(min_length=1)]],
        Meta(
            description="Labels while something holds: a verdict, a rule that failed, a category that did not pass, a cause that recurs, "
            "a text that fails the audit."
        ),
    ] = msgspec.field(default_factory=dict)
    max_labels: Annotated[Cap | UnsetType, Meta(description="The most labels to set; the last give way.")] = UNSET


class IssueTable(TargetTable, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """[[issues]]: a comment with its labels on one issue, or on all that a search finds."""

    number: Annotated[Number | UnsetType, Meta(description="The issue's number.")] = UNSET
    search: Annotated[Text | UnsetType, Meta(description='A search for issues of this repository, such as "label:e2e is:open".')] = UNSET
    name: Annotated[Name | UnsetType, Meta(description="The comment's key, and its name for --only; issue-NUMBER when left out.")] = UNSET
    refs: Annotated[
        Texts | UnsetType, Meta(description="Globs over the record's ref that may speak here; all but pull requests when left out.")
    ] = UNSET


class StatusTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """[status]: a commit status, success or failure and nothing between."""

    key: Annotated[Name | UnsetType, Meta(description="The status is called gatekeeper/KEY; from gate.name when left out.")] = UNSET


class LabelTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """[labels.NAME]: how a label looks when it is made, and how long it may stay."""

    color: Annotated[Color | UnsetType, Meta(description='Six hexadecimal digits, such as "b60205".')] = UNSET
    description: Annotated[Sentence | UnsetType, Meta(description="A sentence about the label, 100 characters at most.")] = UNSET
    ttl: Annotated[Duration | UnsetType, Meta(description="How old it may get before `gatekeeper guard --all` removes it.")] = UNSET


class GuardTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """[guard]: what `gatekeeper guard` holds closed issues to."""

    trusted: Annotated[
        tuple[Login, ...], Meta(description="Logins that may accept changed criteria, waive them, and close as not planned.")
    ] = ()
    grace: Annotated[Duration, Meta(description="How long a closed issue may wait for the run of its merge.")] = msgspec.field(
        default_factory=lambda: Duration.parse("2h")
    )
    records: Annotated[
        Records | UnsetType,
        Meta(
            description="Where records come from without --record: artifact:NAME is an artifact of the run on the default branch's head, "
            "ledger the newest record of it in the ledger."
        ),
    ] = UNSET
