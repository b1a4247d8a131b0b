"""A project as it might be: three categories, some hundred tests, a line of records, and a run that went wrong."""

from __future__ import annotations

from dataclasses import replace as changed
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ledgers import about, kept, ledger, made, run
from records import category, counts, failure, file, rule, whole

from gatekeeper.config.default import default_config
from gatekeeper.config.document import Document, Release
from gatekeeper.config.measures import PassRate, TestsPass
from gatekeeper.config.targets import Criterion
from gatekeeper.documents.page import page
from gatekeeper.documents.story import Story, tell
from gatekeeper.evidence import record as rows
from gatekeeper.model import CaseKind, CaseOutcome, Verdict
from gatekeeper.rules.threshold import Threshold

if TYPE_CHECKING:
    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.accept import Accepted

_DAY = 24 * 60
_BROKEN = (0, 2, 1, 0, 0, 4, 9, 3, 0, 0, 0, 1, 0)  # unit tests that failed in the records before this one
_AREAS = (
    "cart.test_totals",
    "cart.test_discounts",
    "checkout.test_address",
    "orders.test_history",
    "pay.test_refunds",
    "search.test_facets",
)
_WHAT = ("keeps_cents", "rounds_down", "rejects_empty", "is_idempotent", "sorts_by_date", "survives_restart", "handles_unicode")
_GATEWAY = {
    "type": "ConnectionError",
    "message": "gateway.example:443 did not answer within 30 s",
    "file": "shop/pay/gateway.py",
    "line": 88,
    "cause": "a" * 16,
}
_CENTS = {
    "type": "AssertionError",
    "message": "assert Decimal('19.99') == Decimal('20.00')",
    "file": "shop/cart/totals.py",
    "line": 41,
    "cause": "b" * 16,
}
_IMPORT: dict[str, Any] = {
    "outcome": CaseOutcome.ERRORED,
    "kind": CaseKind.COLLECTION,
    "type": "ModuleNotFoundError",
    "message": "No module named 'shop.search.facets'",
    "file": "tests/search/test_facets.py",
    "line": 3,
    "cause": "c" * 16,
}
_LIMITS = {"unit": "> 98%", "integration": ">= 95%", "e2e": ">= 100%"}
_POLICY = rows.PolicyRow(
    name="Shop",
    source="gatekeeper.toml",
    sha256="7d3e" * 16,
    run={},
    categories={of: {"pass_rate": limit} for of, limit in _LIMITS.items()},
)
_CRITERIA = (
    Criterion(text="Unit tests above 98%", id="unit", measure=PassRate(category="unit", threshold=Threshold.parse("> 98%"))),
    Criterion(text="Refunds work end to end", id="refunds", measure=TestsPass(tests=("e2e.*refund*",))),
    Criterion(text="Support knows about the new refund form", id="support", group="business"),
)


def config(base: Path) -> Config:
    """Return a configuration with criteria of a release."""
    return changed(default_config(base, {}), release=Release(criteria=_CRITERIA))


def red(folder: Path) -> Story:
    """Return the story of a red run after thirteen others."""
    past = [kept(folder / f"past-{number}", _earlier(number, broken), _passing()) for number, broken in enumerate(_BROKEN)]
    return tell(kept(folder / "now", _red(), _failing()), ledger(folder, *past))


def status() -> str:
    """Return the status page of the red run, as `gatekeeper render` writes it between its markers."""
    with TemporaryDirectory() as folder:
        story = red(Path(folder))
        text = page(Document(path="docs/status.md", name="status", criteria=_CRITERIA), story)
    for number, digest in enumerate((story.digest, *(each.digest for each in story.past))):
        same = sha256(f"record {number}".encode()).hexdigest()  # an inventory is packed in other bytes by another zlib
        text = text.replace(digest, same).replace(digest[:12], same[:12])
    return text


def excerpt() -> str:
    """Return the first line of that page and its first table, as a quotation."""
    head, first, *_ = status().split("\n### ")
    lines = [f"**{head.splitlines()[0].removeprefix('## ')}**", "", *first.partition("\n")[2].strip().splitlines()]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines)


def many(folder: Path, number: int, prefix: str = "load.test_many::test_number") -> Accepted:
    """Return the record of a run with so many tests, every thousandth of which failed."""
    tests = [
        ("load", f"{prefix}[{index}]", "failed" if index % 1000 == 999 else "passed", index % 977 / 1000, 1) for index in range(number)
    ]
    failed = number // 1000
    loaded = category("load", Verdict.FAILED, counts=counts(passed=number - failed, failed=failed))
    answers = [rule(category="load", reason="not all tests passed", remedy="fix the failing tests")]
    return kept(folder, made(0, Verdict.FAILED, run=run(), categories=[loaded], rules=answers, files=[file("load.xml")]), tests)


def _names() -> list[tuple[str, str]]:
    units = [("unit", f"tests.{area}::test_{what}[{number}]") for area in _AREAS for what in _WHAT for number in range(6)]
    chained = [("integration", f"integration.{area}::test_{what}") for area in _AREAS for what in _WHAT]
    return (
        units + chained + [("e2e", f"e2e.test_shop::test_{what}") for what in ("login", "search", "buy", "refund", "refund_twice", "track")]
    )


def _passing() -> list[tuple[object, ...]]:
    speeds = {"unit": 0.004, "integration": 0.21, "e2e": 4.7}
    return [(of, name, "passed", round(speeds[of] * (1 + number * 37 % 19 / 7), 3), 1) for number, (of, name) in enumerate(_names())]


def _failing() -> list[tuple[object, ...]]:
    broken = dict.fromkeys((*_pay(), *_cents()), "failed")
    made: list[tuple[object, ...]] = []
    for number, (of, name, outcome, seconds, attempts) in enumerate(_passing()):
        if "test_facets" in str(name) and of == "unit":
            continue
        if number % 83 == 7:
            made.append((of, name, "skipped", None, 1))
        elif name in broken:
            made.append((of, name, broken[str(name)], 30.021 if name in _pay() else seconds, 1))
        else:
            made.append((of, name, outcome, seconds, 2 if number == 60 else attempts))
    return [*made, ("unit", "tests.search.test_facets", "errored", None, 1)]


def _pay() -> list[str]:
    return [f"integration.pay.test_refunds::test_{what}" for what in _WHAT[:5]] + [
        f"e2e.test_shop::test_{what}" for what in ("refund", "refund_twice")
    ]


def _cents() -> list[str]:
    return [f"tests.cart.test_totals::test_keeps_cents[{number}]" for number in (1, 3, 4)]


def _tally(of: str, tests: list[tuple[object, ...]], **more: int) -> rows.CountsRow:
    outcomes = [str(each[2]) for each in tests if each[0] == of]
    return counts(**{name: outcomes.count(name) for name in ("passed", "failed", "errored", "skipped")}, **more)


def _categories(tests: list[tuple[object, ...]], verdicts: tuple[Verdict, ...], **more: int) -> list[rows.CategoryRow]:
    times = {"unit": 6_420, "integration": 31_871, "e2e": 92_306}
    return [
        category(
            of,
            verdict,
            counts=_tally(of, tests, **(more if of == "unit" else {})),
            threshold=_LIMITS[of],
            target=">= 100%",
            milliseconds=took,
            blocking=of != "e2e",
        )
        for (of, took), verdict in zip(times.items(), verdicts, strict=True)
    ]


def _rules(*broken: rows.RuleRow) -> list[rows.RuleRow]:
    held = ("evidence-found", "evidence-readable", "tests-executed", "counts-agree", "pass-rate", "collection-errors", "max-flaky")
    said = {(each.rule, each.category) for each in broken}
    good = [
        rule(name, of, Verdict.PASSED, reason="holds", remedy="")
        for of in ("unit", "integration", "e2e")
        for name in held
        if (name, of) not in said
    ]
    return [*broken, *good]


def _earlier(number: int, broken: int) -> rows.Record:
    outcome = Verdict.FAILED if broken > 2 else Verdict.PASSED
    there = _passing()[4 * (len(_BROKEN) - number) :]  # the project has grown
    refused = [f"integration.pay.test_refunds::test_{_WHAT[0]}"] if number > 10 else []
    tests = [(*each[:2], "failed" if place < broken or each[1] in refused else "passed") for place, each in enumerate(there)]
    failures = [failure(name, category="integration", **_GATEWAY) for name in refused]
    earlier = made(
        number * _DAY,
        outcome,
        run=run(799 + number),
        subject=about("0123456789abc"[number]),
        policy=_POLICY,
        categories=_categories(tests, (outcome, Verdict.PASSED, Verdict.PASSED)),
        rules=_rules(*([rule("pass-rate", "unit")] if broken > 2 else [])),
        failures=failures,
    )
    return whole(earlier)


def _red() -> rows.Record:
    tests = _failing()
    unit, integration, e2e = _categories(tests, (Verdict.FAILED,) * 3, collection_errors=1, flaky=1)
    broken = (
        rule(
            "collection-errors",
            "unit",
            reason="1 file could not be imported: tests.search.test_facets",
            remedy="make every test file importable: what cannot be imported is not tested",
        ),
        rule(
            "pass-rate",
            "integration",
            reason=f"{integration.pass_rate.text if integration.pass_rate else ''} is not >= 95%",
            remedy="fix the failing tests, or waive them by name with an owner and a date",
        ),
        rule(
            "pass-rate",
            "e2e",
            reason=f"{e2e.pass_rate.text if e2e.pass_rate else ''} is not >= 100%",
            remedy="fix the failing tests, or waive them by name with an owner and a date",
        ),
    )
    failures = [
        *(failure(name, category=name.partition(".")[0], **_GATEWAY) for name in _pay()),
        *(failure(name, **_CENTS) for name in _cents()),
        failure("tests.search.test_facets", **_IMPORT),
    ]
    return made(
        len(_BROKEN) * _DAY,
        Verdict.FAILED,
        run=run(812),
        subject=rows.Subject(commit="4f9d2c81" * 5, tree="b6a07e35" * 5, dirty=False, ref="refs/heads/main"),
        policy=_POLICY,
        categories=[unit, integration, e2e],
        rules=_rules(*broken),
        failures=failures,
        files=[file("reports/unit.xml"), file("reports/integration.xml"), file("reports/e2e.xml")],
        waivers=[
            rows.WaiverRow(
                rule="max-flaky",
                category="unit",
                tests=["tests.checkout.test_address::*"],
                reason="the address service restarts at night, #481",
                owner="checkout-team",
                expires="2026-02-28",
                applied=False,
            )
        ],
    )
