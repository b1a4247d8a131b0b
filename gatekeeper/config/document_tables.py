"""The tables of gatekeeper.toml that say which documents are written, and what a release needs."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from gatekeeper.config.places import Cap, CriterionTable, Name, On, Text, Texts
from gatekeeper.rules.duration import Duration


class PhaseTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """[[documents.phases]]: one phase of a remediation plan, printed as stated."""

    title: Annotated[Text, Meta(description="What the phase is called.")]
    priority: Annotated[Text | UnsetType, Meta(description='Its priority, such as "P0".')] = UNSET
    due: Annotated[Text | UnsetType, Meta(description='When it is due, such as "48 hours".')] = UNSET
    steps: Annotated[Texts | UnsetType, Meta(description="What is to be done, in order.")] = UNSET


class DocumentTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """[[documents]]: a file, or a region of one, that only a verdict may write."""

    path: Annotated[Text, Meta(description="The file, relative to the configuration's folder and inside the repository.")]
    template: Annotated[Text, Meta(description="The document's template: one of ours, or a file of the repository.")] = "status.md.j2"
    name: Annotated[Name | UnsetType, Meta(description="Its name for --only and in its markers; from the path when left out.")] = UNSET
    region: Annotated[Name | UnsetType, Meta(description="The region's id in a file that people write; the whole file when left out.")] = (
        UNSET
    )
    on: Annotated[On, Meta(description="The verdicts for which it is written anew; the others only take back.")] = ("passed",)
    on_other: Annotated[
        Literal["notice", "keep"], Meta(description='What other verdicts do to an earlier text; "keep" leaves its first line.')
    ] = "notice"
    max_behind: Annotated[Cap, Meta(description="How many commits its evidence may lie behind HEAD.")] = 0
    problem: Annotated[Text | UnsetType, Meta(description="The problem that a root-cause document is about, as stated.")] = UNSET
    stated: Annotated[
        dict[Text, Text], Meta(description="Free text by title, such as the business impact: printed as stated, not measured.")
    ] = msgspec.field(default_factory=dict)
    criteria: Annotated[tuple[CriterionTable, ...], Meta(description="What must hold, printed with its current value.")] = ()
    phases: Annotated[tuple[PhaseTable, ...], Meta(description="The phases of a remediation plan.")] = ()


class ReleaseTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """[release]: what `gatekeeper release` asks for."""

    require: Annotated[Texts | UnsetType, Meta(description="The categories that must be accepted; --require replaces them.")] = UNSET
    max_age: Annotated[Duration | UnsetType, Meta(description="How old the record of a category may be; --max-age replaces it.")] = UNSET
    criteria: Annotated[
        tuple[CriterionTable, ...], Meta(description="What must hold besides: measured, or signed off with `gatekeeper sign-off`.")
    ] = ()
