"""Records are really made, by the command in this process, and then judged against the configuration or another one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import reports
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace
from records import counts, jobs, rule

from gatekeeper.cli import gatekeeper
from gatekeeper.cli._request import load_config
from gatekeeper.evidence.accept import accept
from gatekeeper.evidence.build import policy_row
from gatekeeper.evidence.conform import difference
from gatekeeper.model import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.record import Record, RuleRow

    Put = Callable[[str, str], Path]
    Made = tuple[Record, Config]

RECORD = Path(".gatekeeper/record.json")
GREEN, RED = reports.report(reports.passed()), reports.report(reports.passed() + reports.failed())
UNIT = '[categories.unit]\nreports = ["a.xml"]\n'
LINT = '[categories.lint]\nreports = ["b.xml"]\nblocking = false\n'
DOCS = '[categories.docs]\nreports = ["c.xml"]\noptional = "not on every change"\n'
E2E = '[categories.e2e]\nreports = ["d.xml"]\nmax_flaky = 0\noptional = "weekly"\n'


def waiver(rule: str = "pass-rate", days: int = 10, more: str = "") -> str:
    expires = (datetime.now(UTC) + timedelta(days=days)).date().isoformat()
    return f'[[waivers]]\nrule = "{rule}"\nreason = "known"\nowner = "team"\nexpires = {expires}\n{more}'


def made(write: Put, config: str, *arguments: str, **files: str) -> Made:
    """Let gatekeeper check judge the files ``a.xml``, ``b.xml`` and so on, and return its record with the configuration."""
    write("gatekeeper.toml", config)
    for name, text in files.items():
        write(f"{name}.xml", text)
    gatekeeper.main(["check", "--quiet", *arguments], standalone_mode=False)
    return accept(RECORD, Path.cwd()).record, load_config(None)


@pytest.mark.parametrize(
    ("config", "arguments", "files"),
    [
        (UNIT, (), {"a": GREEN}),
        (UNIT, (), {"a": RED}),
        (UNIT, (), {}),
        (UNIT, (), {"a": "no report"}),
        (UNIT, (), {"a": reports.report("")}),
        ('[gate]\nname = "Widgets"\n' + UNIT + 'pass_rate = "> 40%"\ntarget = "100%"\nmin_executed = 1\n', (), {"a": RED}),
        (UNIT + 'pass_rate = "> 50%"\n', (), {"a": RED}),
        (UNIT + LINT, (), {"a": GREEN, "b": RED}),
        (LINT, (), {"b": GREEN}),
        (UNIT + DOCS, (), {"a": GREEN}),
        (UNIT + DOCS, (), {"a": GREEN, "c": RED}),
        (UNIT + 'required_tests = ["*"]\nmax_flaky = 0\nmax_age = "24h"\n', (), {"a": GREEN}),
        (UNIT + waiver(), (), {"a": RED}),
        (UNIT + waiver(), (), {"a": GREEN}),
        (UNIT + LINT + waiver(more='category = "lint"\n'), (), {"a": RED, "b": RED}),
        (UNIT + waiver(more='tests = ["*"]\n'), (), {"a": RED}),
        (UNIT + waiver(more='tests = ["nothing"]\n'), (), {"a": RED}),
        (UNIT + waiver(days=-2), (), {"a": GREEN}),
        (UNIT + waiver(days=-2) + waiver(), (), {"a": RED}),
        (UNIT + DOCS + waiver(days=-2), (), {"a": GREEN}),
        (UNIT, ("--needs", '{"build": {"result": "success"}}'), {"a": GREEN}),
        ('[gate]\nmay_skip = ["docs"]\n' + UNIT, ("--needs", '{"docs": {"result": "skipped"}}'), {"a": GREEN}),
    ],
)
def test_what_check_has_written_conforms(write: Put, config: str, arguments: tuple[str, ...], files: dict[str, str]) -> None:
    assert difference(*made(write, config, *arguments, **files)) == ""


_CASES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from([reports.passed, reports.failed, reports.errored, reports.skipped])), max_size=8
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=_CASES, reruns=st.booleans(), chosen=st.booleans())
def test_what_check_has_written_is_accepted_however_often_a_test_was_reported(
    write: Put, *, cases: list[tuple[str, Any]], reruns: bool, chosen: bool
) -> None:
    text = "".join(make(prefix=name) if make is reports.passed else make(name) for name, make in cases)
    text = text.replace('name="a0"', 'name="a"').replace('name="b0"', 'name="b"').replace('name="c0"', 'name="c"')
    some = 'tests = ["c::a", "c::b"]\n' * chosen
    record, config = made(write, f"{UNIT}reruns = {str(reruns).lower()}\n{some}", a=reports.report(text))
    assert difference(record, config) == ""


def test_the_jobs_that_it_was_asked_about_are_in_the_record(write: Put) -> None:
    record, _ = made(write, UNIT, "--needs", '{"b": {"result": "success"}, "a": {"result": "cancelled"}}', a=GREEN)
    assert record.needs == jobs(b="success", a="cancelled")
    assert made(write, UNIT, a=GREEN)[0].needs is UNSET


def test_the_default_policy_conforms(write: Put) -> None:
    write("a.xml", GREEN)
    gatekeeper.main(["check", "--quiet", "a.xml"], standalone_mode=False)
    assert difference(accept(RECORD, Path.cwd()).record, load_config(None)) == ""


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (UNIT + 'pass_rate = "> 40%"\n', "the threshold of category unit is not that of the configuration"),
        (UNIT + "blocking = false\n", "category unit is blocking in the configuration"),
        (UNIT + 'max_age = "24h"\n', "a rule answers that is not in force there"),
        (UNIT + waiver(), "its waivers are not those of the configuration"),
        (UNIT + LINT, "its categories are not those of the configuration"),
    ],
)
def test_a_record_of_another_configuration_does_not_conform_whatever_policy_it_names(write: Put, other: str, words: str) -> None:
    record, _ = made(write, other, a=GREEN)
    write("gatekeeper.toml", UNIT)
    config = load_config(None)
    assert difference(record, config).startswith("it was judged by the policy ")
    assert difference(replace(record, policy=policy_row(config)), config) == words


@pytest.fixture
def whole(write: Put) -> Made:
    """Return a record with everything: advisory, absent, waived, asked about other jobs."""
    config = UNIT + 'target = "100%"\n' + LINT + DOCS + waiver(more='category = "unit"\n') + waiver("max-flaky", 10) + E2E
    return made(write, config, "--needs", '{"build": {"result": "success"}}', a=RED, b=GREEN)


def of(record: Record, name: str, **more: Any) -> Record:
    """Return the record with one category changed."""
    return replace(record, categories=[replace(each, **more) if each.name == name else each for each in record.categories])


def answer(record: Record, name: str, category: str | None, **more: Any) -> Record:
    """Return the record with one answer changed, or without it."""
    (place,) = (number for number, row in enumerate(record.rules) if (row.rule, row.category) == (name, category))
    changed = [replace(record.rules[place], **more)] if more else []
    return replace(record, rules=[*record.rules[:place], *changed, *record.rules[place + 1 :]])


def shown(record: Record, category: str, **more: Any) -> Record:
    """Return the record with other settings shown."""
    more_ = {**record.policy.categories, category: {**record.policy.categories[category], **more}}
    return replace(record, policy=replace(record.policy, categories=more_))


def added(record: Record, row: RuleRow) -> Record:
    """Return the record with one answer more."""
    return replace(record, rules=[*record.rules, row])


PASSED: dict[str, Any] = {"outcome": Outcome.PASSED, "verdict": Verdict.PASSED}
WAIVED: dict[str, Any] = {"outcome": Outcome.WAIVED, "verdict": Verdict.PASSED}
FAILED: dict[str, Any] = {"outcome": Outcome.FAILED, "verdict": Verdict.FAILED}


def test_the_whole_record_conforms(whole: Made) -> None:
    record, config = whole
    assert difference(record, config) == ""
    assert [each.applied for each in record.waivers] == [True, False]
    assert difference(answer(record, "needs", None), config) == ""
    assert difference(answer(record, "needs", None, **FAILED), config) == ""


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (lambda it: replace(it, policy=replace(it.policy, sha256="0" * 64)), "it was judged by the policy 000000000000, not by "),
        (lambda it: replace(it, policy=replace(it.policy, name="x")), "the gate has another name in the configuration"),
        (lambda it: shown(it, "unit", min_executed=99), "the settings that it shows are not those of the configuration"),
        (lambda it: shown(it, "unit", blocking=1), "the settings that it shows are not those of the configuration"),
        (lambda it: replace(it, policy=replace(it.policy, categories={})), "the settings that it shows are not"),
        (lambda it: replace(it, policy=replace(it.policy, run={"may_skip": ["x"]})), "the settings that it shows are not"),
        (lambda it: replace(it, created="2026-05-04T12:00:00+14:00"), "the moment that it was created at is not written in UTC"),
        (lambda it: replace(it, categories=it.categories[:1]), "its categories are not those of the configuration"),
        (lambda it: replace(it, categories=[*it.categories, it.categories[0]]), "its categories are not those of the configuration"),
        (lambda it: replace(it, categories=it.categories[::-1]), "its categories are not those of the configuration"),
        (lambda it: of(it, "unit", blocking=False), "category unit is blocking in the configuration"),
        (lambda it: of(it, "lint", blocking=True), "category lint is advisory in the configuration"),
        (lambda it: of(it, "unit", threshold="> 1%"), "the threshold of category unit is not that of the configuration"),
        (lambda it: of(it, "unit", threshold=None), "the threshold of category unit is not that of the configuration"),
        (lambda it: of(it, "unit", target=None), "the target of category unit is not that of the configuration"),
        (lambda it: of(it, "lint", target="100%"), "the target of category lint is not that of the configuration"),
        (
            lambda it: of(it, "unit", absent="not on every change", verdict=None),
            "category unit is absent, which the configuration does not",
        ),
        (lambda it: of(it, "unit", absent="", verdict=None), "category unit is absent, which the configuration does not allow"),
        (lambda it: of(it, "docs", absent="I say so"), "category docs is absent, which the configuration does not allow with that reason"),
        (lambda it: of(it, "docs", counts=counts(failed=1)), "category docs is absent, and has tests"),
        (lambda it: of(it, "docs", results=1), "category docs is absent, and has tests"),
        (lambda it: of(it, "docs", absent=None), "rule collection-errors gives no answer for category docs"),
        (lambda it: answer(it, "evidence-found", "docs"), "rule evidence-found gives no answer for category docs"),
        (lambda it: answer(it, "counts-agree", "unit"), "rule counts-agree gives no answer for category unit"),
        (lambda it: answer(it, "pass-rate", "unit"), "rule pass-rate gives no answer for category unit"),
        (lambda it: answer(it, "tests-executed", None), "rule tests-executed gives no answer for the run"),
        (lambda it: replace(it, rules=it.rules + it.rules[:1]), "rule collection-errors answers more than once for category unit"),
        (lambda it: added(it, rule("needs", None, Verdict.PASSED)), "rule needs answers more than once for the run"),
        (lambda it: added(it, rule("max-age", "unit", Verdict.PASSED)), "a rule answers that is not in force there"),
        (lambda it: added(it, rule("needs", "unit", Verdict.PASSED)), "a rule answers that is not in force there"),
        (lambda it: added(it, rule("pass-rate", "else", Verdict.PASSED)), "a rule answers that is not in force there"),
        (lambda it: added(it, rule("max-flaky", "e2e", Verdict.PASSED)), "a rule answers that is not in force there"),
        (lambda it: added(it, rule("pass-rate", None, Verdict.PASSED)), "a rule answers that is not in force there"),
        (lambda it: answer(it, "counts-agree", "unit", **WAIVED), "rule counts-agree for category unit is waived, and no waiver of"),
        (lambda it: answer(it, "pass-rate", "lint", **WAIVED), "rule pass-rate for category lint is waived, and no waiver of"),
        (lambda it: answer(it, "tests-executed", None, **WAIVED), "rule tests-executed for the run is waived, and no waiver of"),
        (lambda it: answer(it, "pass-rate", "unit", **PASSED), "the answer of rule pass-rate for category unit is not that of its counts"),
        (lambda it: answer(it, "pass-rate", "lint", **FAILED), "the answer of rule pass-rate for category lint is not that of its counts"),
        (lambda it: of(it, "unit", counts=counts(passed=3)), "the answer of rule pass-rate for category unit is not that of its counts"),
        (lambda it: answer(it, "max-flaky", "unit", **FAILED), "the answer of rule max-flaky for category unit is not that of its counts"),
        (lambda it: of(it, "lint", counts=counts(skipped=3)), "the answer of rule pass-rate for category lint is not that of its counts"),
        (
            lambda it: answer(it, "pass-rate", "unit", outcome=Outcome.INCONCLUSIVE, verdict=Verdict.INCOMPLETE),
            "the answer of rule pass-rate for category unit is not that of its counts",
        ),
        (lambda it: answer(it, "pass-rate", "unit", **FAILED), "its waivers are not those of the configuration"),
        (lambda it: replace(it, waivers=[]), "its waivers are not those of the configuration"),
        (lambda it: replace(it, waivers=it.waivers[::-1]), "its waivers are not those of the configuration"),
        (lambda it: replace(it, waivers=[replace(it.waivers[0], owner="x"), it.waivers[1]]), "its waivers are not those"),
        (lambda it: replace(it, waivers=[replace(it.waivers[0], applied=False), it.waivers[1]]), "its waivers are not those"),
        (lambda it: replace(it, waivers=[replace(it.waivers[0], expires="2999-01-01"), it.waivers[1]]), "its waivers are not those"),
    ],
)
def test_what_was_tampered_with_is_named(whole: Made, tamper: Callable[[Record], Record], words: str) -> None:
    record, config = whole
    assert difference(tamper(record), config).startswith(words)


@pytest.mark.parametrize("outcome", [PASSED, WAIVED])
def test_an_expired_waiver_fails_whatever_the_rule_says(write: Put, outcome: dict[str, Any]) -> None:
    record, config = made(write, UNIT + DOCS + waiver(days=-2), a=GREEN)
    words = "rule pass-rate for category unit does not fail, though a waiver of it has expired"
    assert difference(answer(record, "pass-rate", "unit", **outcome), config) == words
    assert difference(answer(record, "pass-rate", "docs"), config) == "rule pass-rate gives no answer for category docs"


def test_a_waiver_holds_on_its_last_day(write: Put) -> None:
    record, config = made(write, UNIT + waiver(), a=RED)
    last = config.policy.waivers[0].expires
    assert difference(replace(record, created=f"{last}T23:59:59+00:00"), config) == ""
    assert "has expired" in difference(replace(record, created=f"{last + timedelta(days=1)}T00:00:00+00:00"), config)
