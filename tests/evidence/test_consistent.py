from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from records import category, counts, failure, jobs, record, rule

from gatekeeper.config.basis import Basis
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.consistent import SKEW, contradiction
from gatekeeper.evidence.ledger.reading import instant
from gatekeeper.model import CaseOutcome, Outcome, Verdict

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
FAILED = record(Verdict.FAILED, categories=[category(verdict=Verdict.FAILED, counts=counts(passed=2, failed=1))], rules=[rule()])
RUN = rows.RunRow(url="https://github.com/acme/widgets/actions/runs/8", id="8", attempt="1")


_NO_TIMES = (
    "0001-01-01T00:00:00+14:00",
    "0001-01-01T00:09:59+00:00",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31T23:50:00+00:00",
)


def said(**more: Any) -> str:
    return contradiction(replace(record(), **more), NOW)


@pytest.mark.parametrize(
    "made",
    [
        record(),
        FAILED,
        record(run=RUN),
        record(Verdict.INVALID, rules=[], categories=[category(verdict=Verdict.INVALID)]),
        record(categories=[category(), category("e2e", None, counts=counts(), absent="docs only")]),
        record(rules=[rule(verdict=Verdict.PASSED, outcome=Outcome.WAIVED)]),
        record(
            categories=[category(), category("lint", Verdict.FAILED, blocking=False, counts=counts(failed=1))],
            rules=[rule(verdict=Verdict.PASSED), rule(category="lint")],
        ),
    ],
)
def test_records_that_agree_with_themselves(made: rows.Record) -> None:
    assert contradiction(made, NOW) == ""


@pytest.mark.parametrize(
    ("commit", "digest", "sound"), [("a" * 40, "b" * 64, True), (None, None, True), ("\x1b[1m", "b" * 64, False), ("a" * 40, "b", False)]
)
def test_what_the_policy_was_held_against_is_named_by_ids(commit: str | None, digest: str | None, *, sound: bool) -> None:
    base = Basis(kind="base", ref="refs/remotes/origin/main", commit=commit, sha256=digest)
    words = said(policy=replace(record().policy, base=(base,)))
    assert words == ("" if sound else "what its policy was held against is not written like that")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"verdict": Verdict.PASSED}, "the verdict is not that of its rules"),
        ({"verdict": Verdict.PASSED, "exit_code": 0, "rules": [rule(verdict=Verdict.PASSED)]}, "the verdict of category unit is not"),
        ({"exit_code": 0}, "the exit code is not that of the verdict"),
        ({"rules": []}, "the verdict is not that of its rules"),
        ({"rules": [rule(outcome=Outcome.PASSED)]}, "a rule's verdict is not that of its outcome"),
        ({"rules": [rule(outcome=Outcome.WAIVED)]}, "a rule's verdict is not that of its outcome"),
        ({"categories": [category(verdict=Verdict.PASSED, counts=counts(passed=2, failed=1))]}, "the verdict of category unit is not"),
    ],
)
def test_a_failure_cannot_be_edited_into_a_success(more: dict[str, Any], words: str) -> None:
    assert contradiction(replace(FAILED, **more), NOW).startswith(words)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"subject": rows.Subject(commit="HEAD", tree=None, dirty=None, ref=None)}, "subject.commit is not written like one"),
        ({"subject": rows.Subject(commit=None, tree="a" * 39, dirty=None, ref=None)}, "subject.tree is not written like one"),
        ({"policy": rows.PolicyRow(name="", source=None, sha256="x", run={}, categories={})}, "policy.sha256 is not written like one"),
        ({"run": replace(RUN, id="8](x)")}, "run.id is not written like one"),
        ({"run": replace(RUN, attempt="@octocat")}, "run.attempt is not written like one"),
        ({"run": replace(RUN, url="javascript:alert(1)")}, "run.url is not written like one"),
        ({"run": replace(RUN, url='https://a/"onload=')}, "run.url is not written like one"),
        ({"run": replace(RUN, url="https://a/b\n")}, "run.url is not written like one"),
        ({"failures": [failure(cause="a" * 15)]}, "the cause of a failure is not written like one"),
        ({"failures": [failure(), failure(cause="A" * 16)]}, "the cause of a failure is not written like one"),
        ({"tool": rows.ToolRow(name="gatekeeper", version="1 | @x")}, "tool.version is not written like one"),
        ({"categories": [category("a b")]}, "the categories have names that no configuration has"),
        ({"categories": [category(), category("UNIT")]}, "the categories have names that no configuration has"),
        ({"created": "yesterday"}, "created is no time"),
        ({"created": "2026-05-04T12:00:00"}, "created is a time without its offset"),
        ({"created": "2026-05-04T12:11:00+00:00"}, "it was created in the future"),
        ({"created": "9999-12-30T00:00:00+00:00"}, "it was created in the future"),
        *(({"created": text}, "created is no time that there is") for text in _NO_TIMES),
        ({"failures": [failure()]}, "category unit counts fewer failures than it lists"),
        ({"failures": [failure(category="e2e")]}, "a failure is of a category that is not there"),
        ({"needs": jobs(build="success")}, "the answer of rule needs is not that of its jobs"),
        ({"categories": [replace(category(), pass_rate=None)]}, "the pass rate of category unit is not that of its counts"),
        (
            {"categories": [replace(category(), pass_rate=rows.RateRow(numerator=3, denominator=3, text="99.9%"))]},
            "the pass rate of category unit is not that of its counts",
        ),
        (
            {"categories": [category(counts=counts(skipped=3), verdict=Verdict.PASSED)]},
            "it says PASSED, and nothing was executed",
        ),
        ({"categories": [category("e2e", None, counts=counts(), absent="x")]}, "it says PASSED, and nothing was executed"),
        ({"categories": [category(verdict=None)]}, "the verdict of category unit is not that of its rules"),
    ],
)
def test_what_does_not_fit_is_named(more: dict[str, Any], words: str) -> None:
    assert said(**more).startswith(words)


def settled(of: rows.Record, settings: dict[str, Any]) -> rows.Record:
    return replace(of, policy=replace(of.policy, categories={"unit": settings}))


def test_no_rule_passes_that_the_counts_are_against() -> None:
    forged = replace(FAILED, verdict=Verdict.PASSED, exit_code=0, rules=[rule(verdict=Verdict.PASSED)])
    forged = replace(forged, categories=[replace(FAILED.categories[0], verdict=Verdict.PASSED)])
    words = "the answer of rule pass-rate for category unit is not that of its counts"
    assert contradiction(forged, NOW) == words
    assert contradiction(settled(forged, {"pass_rate": "> 70%"}), NOW) == words
    assert contradiction(settled(forged, {"pass_rate": "> 60%"}), NOW) == ""
    assert contradiction(replace(forged, rules=[rule(verdict=Verdict.PASSED, outcome=Outcome.WAIVED)]), NOW) == ""
    for name in ("max-failures", "collection-errors"):
        made = replace(forged, rules=[rule(name, verdict=Verdict.PASSED)])
        bad = [replace(made.categories[0], counts=counts(passed=2, errored=1, collection_errors=1))]
        assert contradiction(replace(made, categories=bad), NOW).startswith(f"the answer of rule {name} ")


def test_a_failing_answer_is_never_questioned() -> None:
    green = replace(FAILED, categories=[category(verdict=Verdict.FAILED)])
    assert contradiction(green, NOW) == ""


def test_a_setting_that_is_none_is_named() -> None:
    words = "a setting of rule pass-rate in category unit is not written like one"
    assert contradiction(settled(record(), {"pass_rate": "all of them"}), NOW) == words
    assert contradiction(settled(record(), {"max_flaky": "many"}), NOW) == ""


@pytest.mark.parametrize("name", rows.CountsRow.__struct_fields__)
def test_no_count_can_be_changed_alone(name: str) -> None:
    whole = counts(passed=5, skipped=2, flaky=1)
    for number in (-1, 99):
        made = replace(whole, **{name: number})
        if name == "cases" and number > 0:
            continue  # how many elements there were says nothing about how many tests
        assert said(categories=[replace(category(counts=whole), counts=made)]) != ""


def test_a_record_has_a_bound_before_anything_is_compared() -> None:
    many = [category(f"c{number}") for number in range(1001)]
    assert said(categories=many) == "it has more than 1000 categories"
    assert said(categories=many[:1000]) == "the verdict of category c0 is not that of its rules"
    one = rule(verdict=Verdict.PASSED)
    assert said(rules=[one] * 100_001) == "it has more than 100000 answers of rules"
    assert said(rules=[one] * 100_000) == ""


def test_every_category_is_held_to_its_own_rules() -> None:
    names = [f"c{number}" for number in range(1000)]
    answers = [rule(category=name, verdict=Verdict.PASSED) for name in names for _ in range(100)]
    whole = [category(name) for name in names]
    assert said(categories=whole, rules=answers) == ""
    bad = [*whole[:-1], category(names[-1], Verdict.FAILED)]
    assert said(categories=bad, rules=answers) == "the verdict of category c999 is not that of its rules"


def test_a_clock_may_be_a_little_off() -> None:
    assert said(created=(NOW + timedelta(minutes=9)).isoformat()) == ""


def test_every_test_that_is_listed_as_failing_was_counted() -> None:
    rows_ = [failure("c::one"), failure("c::two"), failure("c::two", outcome=CaseOutcome.ERRORED)]
    for bad, fits in (({"failed": 2}, True), ({"failed": 1, "errored": 1}, True), ({"failed": 1}, False), ({"errored": 1}, False)):
        made = replace(FAILED, categories=[category(verdict=Verdict.FAILED, counts=counts(passed=2, **bad))], failures=rows_)
        assert contradiction(made, NOW) == ("" if fits else "category unit counts fewer failures than it lists")


@settings(max_examples=40, deadline=None)
@given(made=st.datetimes(timezones=st.timezones()) | st.sampled_from(_NO_TIMES), now=st.just(NOW))
def test_a_moment_that_is_taken_can_be_written_in_utc_and_moved_by_what_clocks_differ(made: datetime | str, now: datetime) -> None:
    text = made if isinstance(made, str) else made.isoformat()
    if not said(created=text):
        assert instant(text) - SKEW < instant(text) + SKEW <= now + 2 * SKEW
