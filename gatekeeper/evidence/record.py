"""The record: canonical JSON, typed, with a schema. Its keys are a contract.

The same input gives the same bytes, apart from ``created`` and ``run``, which name a moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from gatekeeper.config.basis import Basis
from gatekeeper.evidence.canonical import canonical
from gatekeeper.evidence.inventory import Inventory
from gatekeeper.model import CaseKind, CaseOutcome, FileStatus, JobResult, Outcome, Rate, Verdict
from gatekeeper.model.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Collection

SCHEMA_VERSION: Literal[1] = 1
IN_FORCE = "environment_in_force"  # beside the settings of a category: the environment that they are for


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """The commit and tree that are judged; null is unknown."""

    commit: str | None
    tree: str | None
    dirty: bool | None
    ref: str | None


class CountsRow(msgspec.Struct, frozen=True, kw_only=True):
    """How many, by outcome. ``cases`` is testcase elements; passed + failed + errored + skipped is ``tests``."""

    cases: int
    tests: int
    passed: int
    failed: int
    errored: int
    skipped: int
    executed: int
    flaky: int
    collection_errors: int

    @property
    def weighed(self) -> int:
        """Return what the pass rate divides by."""
        return self.passed + self.failed + self.errored


class RateRow(msgspec.Struct, frozen=True, kw_only=True):
    """An exact fraction; ``text`` is cut, never rounded up."""

    numerator: int
    denominator: int
    text: str


class CategoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One category. ``verdict`` is null where it is absent; ``results`` is more than tests where ids repeat."""

    name: str
    verdict: Verdict | None
    blocking: bool
    absent: str | None
    counts: CountsRow
    results: int
    pass_rate: RateRow | None
    threshold: str | None
    target: str | None
    milliseconds: int | None
    notes: list[str]


class RuleRow(msgspec.Struct, frozen=True, kw_only=True):
    """One rule's answer; ``category`` is null for the run as a whole."""

    rule: str
    category: str | None
    outcome: Outcome
    verdict: Verdict
    reason: str
    remedy: str


class JobRow(msgspec.Struct, frozen=True, kw_only=True):
    """A job that the run needs, and how it ended."""

    name: str
    result: JobResult


class FileRow(msgspec.Struct, frozen=True, kw_only=True):
    """One report file; ``counts`` is of its testcase elements, results of whole suites inside ``errored``; ``witnessed`` may be there."""

    path: str
    sha256: str | None
    bytes: int
    status: FileStatus
    reason: str
    dialect: str | None
    counts: CountsRow
    witnessed: Literal[True] | msgspec.UnsetType = msgspec.UNSET


class FailureRow(msgspec.Struct, frozen=True, kw_only=True):
    """A case that matters. Texts are bounded; ``line`` counts from 1, and failures of one ``cause`` have the same."""

    id: str
    category: str
    outcome: CaseOutcome
    kind: CaseKind
    type: str
    cause: str
    message: str
    file: str | None
    line: int | None


class PolicyRow(msgspec.Struct, frozen=True, kw_only=True):
    """The policy in force: every setting in its written form, and the digest of that; ``base`` is there where something asks for it."""

    name: str
    source: str | None
    sha256: str
    run: dict[str, Any]
    categories: dict[str, dict[str, Any]]
    base: list[Basis] | msgspec.UnsetType = msgspec.UNSET


class WaiverRow(msgspec.Struct, frozen=True, kw_only=True):
    """A dated exception; ``applied`` is true where the verdict rests on it."""

    rule: str
    category: str | None
    tests: list[str]
    reason: str
    owner: str
    expires: str
    applied: bool


class ToolRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who made the record."""

    name: str
    version: str


class RunRow(msgspec.Struct, frozen=True, kw_only=True):
    """The CI run that made the record, as its environment names it; null outside CI."""

    url: str | None
    id: str | None
    attempt: str | None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a verdict rests on. ``needs`` is not there where nobody said which jobs are needed, ``witnesses`` where none was seen."""

    schema: Literal[1] = SCHEMA_VERSION
    verdict: Verdict
    exit_code: int
    partial: bool
    subject: Subject
    policy: PolicyRow
    categories: list[CategoryRow]
    rules: list[RuleRow]
    files: list[FileRow]
    failures: list[FailureRow]
    inventory: Inventory | None
    waivers: list[WaiverRow]
    tool: ToolRow
    run: RunRow | None
    created: str
    needs: list[JobRow] | msgspec.UnsetType = msgspec.UNSET
    witnesses: list[Witness] | msgspec.UnsetType = msgspec.UNSET


def rate_of(counts: Collection[CountsRow]) -> Rate | None:
    """Return the share over all of these; no denominator is no rate."""
    weighed = sum(each.weighed for each in counts)
    return Rate(numerator=sum(each.passed for each in counts), denominator=weighed) if weighed else None


def encode(record: Record) -> bytes:
    """Return the canonical bytes."""
    return canonical(record)


def decode(data: bytes) -> Record:
    """Read a record; raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return msgspec.json.decode(data, type=Record)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Record)}
