"""Stories for tests of documents: one for every verdict, with a small ledger, and one with a text wherever somebody may write one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from ledgers import about, kept, ledger, made, moment, run
from msgspec.structs import replace
from records import category, counts, failure, rule, whole
from views import hostile_record, waiver

from gatekeeper.config.document import Document, Phase, Release
from gatekeeper.config.measures import PassRate, RuleHolds, TestsPass
from gatekeeper.config.targets import Criterion
from gatekeeper.documents.story import Story, tell
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.ledger.attestation import Attestation
from gatekeeper.evidence.ledger.head import Entry, Head
from gatekeeper.model import CaseKind, CaseOutcome, Outcome, Verdict
from gatekeeper.rules.threshold import Threshold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatekeeper.evidence.accept import Accepted

MARKDOWN = ("status", "test_cycle", "root_cause", "remediation", "release", "history")
TEMPLATES = (*(f"{name}.md.j2" for name in MARKDOWN), "badge.json.j2")

_POLICY = rows.PolicyRow(
    name="Payments", source="gatekeeper.toml", sha256="1" * 64, run={}, categories={"unit": {"min_executed": 6, "pass_rate": "> 90%"}}
)
_LOOSER = replace(_POLICY, categories={"unit": {"min_executed": 6, "pass_rate": "> 80%"}})
_GREEN = [
    *(("unit", f"shop.CartTest::t{n}", "passed", 0.5) for n in range(6)),
    *(("e2e", f"e2e::pay[{n}]", "passed", 2.25) for n in range(2)),
]
_TRACE = {"cause": "a" * 16, "type": "AssertionError", "message": "assert 812 == 37", "file": "shop/cart.py", "line": 7}
_GOOD = [rule(verdict=Verdict.PASSED, reason="fine"), rule("pass-rate", "e2e", Verdict.PASSED, reason="fine")]
_RED = counts(passed=3, failed=2, errored=1, collection_errors=1, skipped=1)
_IMPORT: dict[str, Any] = {"outcome": CaseOutcome.ERRORED, "kind": CaseKind.COLLECTION, "type": "ModuleNotFoundError", "cause": "b" * 16}
_TWO = [category(counts=counts(passed=6), threshold="> 90%"), category("e2e", counts=counts(passed=2))]


@dataclass(frozen=True)
class Scene:
    """What a record of run 812 says, and its tests."""

    verdict: Verdict
    fields: dict[str, Any]
    tests: tuple[tuple[object, ...], ...] = tuple(_GREEN)
    alone: bool = False


def _changed(**outcomes: str) -> tuple[tuple[object, ...], ...]:
    """Return the tests with some outcomes changed, by the last part of their names; an empty one is not there."""
    rows_ = [(*each[:2], outcomes.get(str(each[1]).rpartition("::")[2], each[2]), *each[3:]) for each in _GREEN]
    return tuple(each for each in rows_ if each[2])


_FAILED = Scene(
    Verdict.FAILED,
    {
        "categories": [
            category(verdict=Verdict.FAILED, counts=_RED, threshold="> 90%", target=">= 99%"),
            category("e2e", Verdict.FAILED, blocking=False, counts=counts(passed=1, failed=1)),
            category("docs", None, absent="not run on documentation-only changes", counts=counts()),
        ],
        "rules": [
            rule(reason="50.0% (3 of 6) is not > 90%", remedy="fix the failing tests, or waive them by name with an owner and a date"),
            rule("collection-errors", "unit", reason="1 test could not be collected", remedy="make every test importable"),
            rule("pass-rate", "e2e", reason="50.0% (1 of 2) is not >= 100%", remedy="fix the failing tests"),
        ],
        "failures": [
            failure("shop.CartTest::t0", **_TRACE),
            failure("shop.CartTest::t1", **(_TRACE | {"line": 9})),
            failure("shop.pay", message="No module named 'pay'", **_IMPORT),
            failure("e2e::pay[1]", category="e2e", message="timed out after 30 s"),
        ],
        "waivers": [waiver(applied=False)],
        "policy": _LOOSER,
    },
    (*_changed(t0="failed", t1="failed", t2="skipped", t5="", **{"pay[1]": "failed"}), ("unit", "shop.pay", "errored")),
)  # fmt: skip

SCENES = {
    "passed": Scene(Verdict.PASSED, {"categories": _TWO, "rules": _GOOD}),
    "waived": Scene(
        Verdict.PASSED,
        {
            "categories": [
                category(counts=counts(passed=5, failed=1), threshold="> 90%"),
                category("e2e", Verdict.FAILED, blocking=False, counts=counts(passed=1, failed=1)),
            ],
            "rules": [
                rule(verdict=Verdict.PASSED, outcome=Outcome.WAIVED, reason="waived: #123 (payments-team, until 2090-01-31)"),
                rule("pass-rate", "e2e", reason="50.0% (1 of 2) is not >= 100%", remedy="fix the failing tests"),
            ],
            "failures": [failure("shop.CartTest::t0", **_TRACE), failure("e2e::pay[1]", category="e2e", message="no answer")],
            "waivers": [waiver(), waiver(rule="max-flaky", tests=[], applied=False)],
        },
        _changed(t0="failed", **{"pay[1]": "failed"}),
    ),
    "failed": _FAILED,
    "alone": Scene(_FAILED.verdict, _FAILED.fields, _FAILED.tests, alone=True),
    "incomplete": Scene(
        Verdict.INCOMPLETE,
        {
            "categories": [category(verdict=Verdict.INCOMPLETE, counts=counts(passed=2), threshold="> 90%"), _TWO[1]],
            "rules": [
                rule(
                    "min-executed",
                    verdict=Verdict.INCOMPLETE,
                    reason="2 tests executed, at least 6 expected; the job's timeout ended it",
                    remedy="run all tests, or lower min_executed in the same change that removes tests",
                ),
                rule("pass-rate", "e2e", Verdict.PASSED),
            ],
        },
        _changed(t2="", t3="", t4="", t5=""),
    ),
    "stale": Scene(
        Verdict.STALE,
        {
            "categories": [category(verdict=Verdict.STALE, counts=counts(passed=6), threshold="> 90%"), _TWO[1]],
            "rules": [
                rule("max-age", verdict=Verdict.STALE, reason="junit.xml is 100h 0m old, at most 24h", remedy="run the tests again"),
                rule("pass-rate", "e2e", Verdict.PASSED),
            ],
        },
    ),
    "no_evidence": Scene(
        Verdict.NO_EVIDENCE,
        {
            "categories": [category(verdict=Verdict.NO_EVIDENCE, counts=counts())],
            "rules": [rule("tests-executed", verdict=Verdict.NO_EVIDENCE, reason="0 tests executed")],
        },
        (),
    ),
    "invalid": Scene(
        Verdict.INVALID,
        {
            "categories": [category(verdict=Verdict.INVALID, counts=counts(passed=41))],
            "rules": [rule("evidence-readable", verdict=Verdict.INVALID, reason="41.xml is cut short", remedy="keep 41.xml whole")],
        },
        (),
    ),
}  # fmt: skip

CRITERIA = (
    Criterion(text="Unit tests above 90%", id="unit", measure=PassRate(category="unit", threshold=Threshold.parse("> 90%"))),
    Criterion(text="Paying works end to end", id="pay", group="business", measure=TestsPass(tests=("e2e::pay*",))),
    Criterion(text="Nothing is excused", id="rules", group="process", measure=RuleHolds(rule="pass-rate")),
    Criterion(text="No test is flaky", id="flaky", group="process", measure=RuleHolds(rule="max-flaky")),
    Criterion(text="Release notes are written", id="notes", group="business"),
    Criterion(text="Support is told", id="support", group="business"),
)
RELEASE = Release(require=("unit", "e2e", "load"), criteria=CRITERIA)


def document(template: str, **more: Any) -> Document:
    """Return a document with free text of every kind."""
    usual: dict[str, Any] = {
        "problem": "Customers cannot pay since Tuesday",
        "stated": {"Business impact": "checkout is half of our revenue", "Risk": "HIGH"},
        "phases": (
            Phase(title="Stop the loss", priority="P0", due="24 hours", steps=("fix the import of shop.pay", "run all tests")),
            Phase(title="Keep it from happening again"),
        ),
        "criteria": () if template == "release.md.j2" else CRITERIA,
    }
    return Document(path="docs/STATUS.md", name="status", template=template, **{**usual, **more})


def told(name: str, folder: Path, *, entire: bool = False) -> tuple[Story, dict[str, str]]:
    """Return the story of a scene, and what stands for the digests, which depend on the version of zlib.

    ``entire`` is with an answer of every rule, as a record has that is read from a file; the others are left out for short documents.
    """
    scene = SCENES[name]
    green = kept(folder / "green", made(0, run=run(810), subject=about("b"), policy=_POLICY, categories=_TWO, rules=_GOOD), _GREEN)
    red_unit = category(verdict=Verdict.FAILED, counts=counts(passed=5, failed=1), threshold="> 90%")
    red_fields: dict[str, Any] = {
        "categories": [red_unit, _TWO[1]],
        "rules": [rule(), _GOOD[1]],
        "failures": [failure("shop.CartTest::t0", **_TRACE)],
    }
    red = kept(
        folder / "red", made(10, Verdict.FAILED, run=run(811), subject=about("c"), policy=_POLICY, **red_fields), _changed(t0="failed")
    )
    record = made(20, scene.verdict, run=run(812), subject=about("a"), **{"policy": _POLICY, **scene.fields})
    now = kept(folder / "now", whole(record) if entire else record, scene.tests)
    if scene.alone:
        return tell(now, None), {now.digest: "d" * 64}
    past = ledger(folder, green, red)
    past.sign(signed())
    return tell(now, past), {green.digest: "9" * 64, red.digest: "f" * 64, now.digest: "d" * 64}


def signed(**more: Any) -> Attestation:
    """Return a sign-off of the release notes."""
    usual: dict[str, Any] = {
        "criterion": "notes",
        "text": "Release notes are written",
        "tree": "a" * 40,
        "commit": "a" * 40,
        "by": "octo-lead",
        "note": "read them all, 3 pages",
        "created": moment(15),
    }
    return Attestation(**{**usual, **more})


class FakeLedger:
    """A ledger in memory, whose records nobody has looked at."""

    def __init__(self, *records: Accepted, signed: tuple[Attestation, ...] = ()) -> None:
        self._records = records
        self._signed = signed

    def entries(self) -> tuple[Entry, ...]:
        return tuple(
            Entry(digest=each.digest, path=each.path, head=_head(each.record))  # type: ignore[arg-type]
            for each in self._records
        )

    def load(self, digest: str) -> Accepted:
        return next(each for each in self._records if each.digest == digest)

    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def attestations(self, tree: str | None) -> tuple[Attestation, ...]:  # noqa: ARG002 - as the ledger has it
        return self._signed


def _head(record: rows.Record) -> Head:
    return msgspec.json.decode(rows.encode(record), type=Head)


def hostile_story(text: str, folder: Path) -> Story:
    """Return a story with a text wherever a report, an earlier record or a sign-off may bring one in."""
    before = replace(hostile_record(text, Verdict.PASSED), created=moment(0))
    now = replace(hostile_record(text), created=moment(10), subject=replace(hostile_record(text).subject, dirty=False))
    policy = replace(now.policy, categories={"unit": {text: text}})
    name = text[:2000]  # as the reader bounds ids
    tests = [("unit", name, "failed", 1.0), ("unit", f"{name} gone", "passed")]
    past = FakeLedger(
        kept(folder / "before", before, [*tests, ("unit", f"{name} lost", "passed")]),
        signed=(signed(by=text, note=text, text="Said by people", criterion=text),),
    )
    return tell(kept(folder / "now", replace(now, policy=policy), tests[:1]), past)  # type: ignore[arg-type]


def hostile_criteria(text: str, template: str) -> Document:
    """Return a document with a text in what its criteria are named by and measured in."""
    criteria = (
        Criterion(text="Said by people", id=text, group="business"),
        Criterion(text="Measured in tests", id="x", measure=TestsPass(tests=(text[:2000],))),
        Criterion(text="Measured in a category", id="y", measure=PassRate(category=text, threshold=Threshold.parse("> 90%"))),
    )
    return document(template, criteria=criteria)


def hostile_document(text: str, template: str) -> Document:
    """Return a document with a text wherever the configuration may state one."""
    phase = Phase(title=text, priority=text, due=text, steps=(text, text))
    criteria = (Criterion(text=text, id="x"), Criterion(text=text, id="y", measure=RuleHolds(rule="pass-rate")))
    return document(template, problem=text, stated={text: text}, phases=(phase,), criteria=criteria)


def every(make: Callable[[str], str]) -> str:
    """Return the documents of all Markdown templates, one below the other."""
    return "\n".join(make(f"{name}.md.j2") for name in MARKDOWN)
