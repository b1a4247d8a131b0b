"""The shape of gatekeeper.toml: closed, typed, and with every rule's settings in each category."""

from __future__ import annotations

from dataclasses import MISSING
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from gatekeeper.config.audit_tables import AuditTable
from gatekeeper.config.document_tables import DocumentTable, PhaseTable, ReleaseTable
from gatekeeper.config.environments import described, environments, rule_settings
from gatekeeper.config.places import NAME, Branch, CriterionTable, GuardTable, IssueTable, LabelTable, StatusTable, TargetTable, Text, Texts
from gatekeeper.rules import all_rules
from gatekeeper.rules.duration import Duration
from gatekeeper.rules.threshold import Threshold


class Gate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[gate]: what concerns the policy as a whole."""

    name: Annotated[Text, Meta(description="What the gate is called in documents and messages.")] = ""
    max_waiver: Annotated[Duration, Meta(description="How far ahead a waiver may expire.")] = msgspec.field(
        default_factory=lambda: Duration.parse("90d")
    )
    baseline_ref: Annotated[
        Branch | UnsetType,
        Meta(
            description="The branch whose newest accepted record in the ledger is the baseline; the base of a pull request, else the same "
            "branch, when left out."
        ),
    ] = UNSET
    policy_ref: Annotated[
        Branch | UnsetType,
        Meta(
            description='"base" holds a pull request to the policy of its base branch, a git ref every run to the policy there: '
            "the stricter of both is in force."
        ),
    ] = UNSET
    extends: Annotated[
        Text | UnsetType,
        Meta(
            description="A shared policy file, relative to the configuration's folder and perhaps outside the repository; "
            "the stricter of both is in force."
        ),
    ] = UNSET
    may_skip: Annotated[Texts | UnsetType, Meta(description="Jobs that --needs may report as skipped; no other result is excused.")] = UNSET


class WaiverTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[[waivers]]: a dated exception with an owner."""

    rule: Annotated[Text, Meta(description="The rule that is waived.")]
    reason: Annotated[Text, Meta(description="Why, such as an issue number.")]
    owner: Annotated[Text, Meta(description="Who answers for it.")]
    expires: Annotated[date, Meta(description="The last day it holds.")]
    category: Annotated[Text | UnsetType, Meta(description="The category; all of them when left out.")] = UNSET
    tests: Annotated[Texts | UnsetType, Meta(description="Globs over test ids: only these failing tests are covered.")] = UNSET


_NAMED = Meta(min_length=1, extra_json_schema={"propertyNames": {"pattern": f"^{NAME}$"}})
_OWN: dict[str, tuple[Any, str, Any]] = {
    "reports": (Texts, "Globs of report files, relative to the configuration's folder; ! excludes.", MISSING),
    "tests": (Texts, "Globs over test ids (* and ?): only these tests of the reports belong to the category.", UNSET),
    "target": (Threshold, "A pass rate to aim for: shown beside the threshold, never judged.", UNSET),
    "blocking": (bool, "false makes the category advisory: judged and printed, outside the verdict.", True),
    "reruns": (bool, "true when the runner reports each attempt as a case: failed, then passed, is flaky.", False),
    "same_bytes": (
        Literal["once", "count"],
        '"count" counts files with identical bytes each, for matrix legs that write the same.',
        "once",
    ),
    "env": (environments(), "Settings by environment, in place of the category's own where the evidence is of it.", UNSET),
}


@cache
def category_table() -> type[msgspec.Struct]:
    """Return the struct of [categories.NAME]: our own keys and the settings that the rules declare."""
    shape: list[tuple[str, Any, Any]] = []
    for name, (kind, text, default) in _OWN.items():
        if default is MISSING:
            shape.insert(0, (name, described(kind, text), msgspec.NODEFAULT))
        else:
            shape.append((name, described(kind | UnsetType if default is UNSET else kind, text), default))
    shape += rule_settings()
    return msgspec.defstruct(
        "CategoryTable",
        shape,
        frozen=True,
        forbid_unknown_fields=True,
        kw_only=True,
        namespace={"__doc__": "[categories.NAME]: one part of the policy."},
    )


@cache
def config_table() -> type[msgspec.Struct]:
    """Return the struct of the whole file."""
    return msgspec.defstruct(
        "ConfigTable",
        [
            ("categories", Annotated[dict[str, category_table()], _NAMED]),  # type: ignore[misc]
            ("gate", Gate, msgspec.field(default_factory=Gate)),
            ("waivers", tuple[WaiverTable, ...], ()),
            ("issues", tuple[IssueTable, ...], ()),
            ("pull_request", TargetTable | UnsetType, UNSET),
            ("status", StatusTable | UnsetType, UNSET),
            ("labels", dict[str, LabelTable], msgspec.field(default_factory=dict)),
            ("guard", GuardTable | UnsetType, UNSET),
            ("documents", tuple[DocumentTable, ...], ()),
            ("release", ReleaseTable | UnsetType, UNSET),
            ("audit", AuditTable | UnsetType, UNSET),
        ],
        frozen=True,
        forbid_unknown_fields=True,
        namespace={"__doc__": "gatekeeper.toml, or [tool.gatekeeper] in pyproject.toml."},
    )


def homes() -> dict[str, type[msgspec.Struct]]:
    """Return where a key may belong that stands in the wrong table, by the table's heading."""
    return {
        "[categories.NAME]": category_table(),
        "[gate]": Gate,
        "[[waivers]]": WaiverTable,
        "[[issues]]": IssueTable,
        "[[issues.criteria]]": CriterionTable,
        "[guard]": GuardTable,
        "[labels.NAME]": LabelTable,
        "[[documents]]": DocumentTable,
        "[[documents.phases]]": PhaseTable,
        "[release]": ReleaseTable,
        "[audit]": AuditTable,
    }


def parse_value(kind: type[Any], raw: Any) -> Any:  # noqa: ANN401 - the hook's own signature
    """Turn what TOML gave into one of our value types."""
    if hasattr(kind, "parse"):
        return kind.parse(raw)
    raise NotImplementedError(kind)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the configuration."""
    schema = msgspec.json.schema(config_table(), schema_hook=_value_schema)
    rule = schema["$defs"]["WaiverTable"]["properties"]["rule"]
    rule["enum"] = [name for name, kind in all_rules().items() if kind.waivable]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _value_schema(kind: type[Any]) -> dict[str, Any]:
    if hasattr(kind, "schema"):
        return dict(kind.schema)
    raise NotImplementedError(kind)
