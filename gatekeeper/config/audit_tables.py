"""The table of gatekeeper.toml that says which documents are audited, and what is held against them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import UNSET, Meta, UnsetType

from gatekeeper.config.places import Name, Text, Texts

Kind = Literal["pass_rate", "test_count", "coverage", "health_pct", "performance", "readiness", "status_word"]
KINDS: tuple[str, ...] = get_args(Kind)
Kinds = Annotated[tuple[Kind, ...], Meta(min_length=1)]
_NAMED: dict[str, Any] = {"extra_json_schema": {"propertyNames": {"enum": list(KINDS)}}}


class AuditTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """[audit]: what `gatekeeper audit` reads, and which claims it fails on."""

    paths: Annotated[
        Texts | UnsetType, Meta(description="Globs of documents, relative to the configuration's folder; all Markdown files when left out.")
    ] = UNSET
    exclude: Annotated[Texts | UnsetType, Meta(description="Globs of documents that are not read, also when they are named.")] = UNSET
    block: Annotated[
        Kinds | UnsetType,
        Meta(description="Kinds of claims that fail the audit; all but performance and status words when left out."),
    ] = UNSET
    warn: Annotated[Kinds | UnsetType, Meta(description="Kinds of claims that are reported and fail nothing.")] = UNSET
    history: Annotated[
        Texts | UnsetType, Meta(description="Globs of documents about the past: what was true of an older record holds there.")
    ] = UNSET
    words: Annotated[
        dict[str, Texts], Meta(description="Further words and phrases that make a claim, by the kind of the claim.", **_NAMED)
    ] = msgspec.field(default_factory=dict)
    categories: Annotated[
        dict[Text, Name], Meta(description='Words of a text or a heading, and the category that they mean, such as "browser tests".')
    ] = msgspec.field(default_factory=dict)
