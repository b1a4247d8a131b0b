from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gatekeeper import __version__
from gatekeeper.config.basis import Basis, Change, Kind
from gatekeeper.config.default import default_config
from gatekeeper.config.settings import run_rules
from gatekeeper.evidence.build import build, policy_row
from gatekeeper.evidence.record import RateRow, Record, ToolRow
from gatekeeper.model import Case, CaseOutcome, Category, Counts, File, FileStatus, Run, Sample, Selection, Subject, Verdict
from gatekeeper.policy import Waiver, judge
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count

_NOW = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
_FILE = File(path="a.xml", status=FileStatus.COUNTED, sha256="0" * 64, bytes=7, counts=Counts(cases=4, passed=3, failed=1))
_CATEGORY = Category(
    name="tests",
    counts=Counts(cases=4, passed=3, failed=1),
    results=4,
    files=(_FILE,),
    patterns={"a.xml": 1},
    failures=(Case(id="c::bad", outcome=CaseOutcome.FAILED, category="tests", message="m" * 5000, text="t", file="a.py", line=3),),
    seconds=1.2345,
    notes=Sample(count=30, first=("a note",)),
    selected={Selection(tests=("c::bad",)): Counts(cases=1, failed=1)},
)


def _build(
    category: Category = _CATEGORY, waivers: tuple[Waiver, ...] = (), environ: dict[str, str] | None = None, **given: object
) -> Record:
    config = default_config(Path("/nowhere"), given)
    config = replace(config, policy=replace(config.policy, waivers=waivers))
    run = Run(categories=(category,), now=_NOW, subject=Subject(commit="a" * 40, dirty=True))
    return build(run, judge(run, config.policy), config, None, environ or {})


def test_a_record_says_what_was_read_and_decided() -> None:
    made = _build()
    assert (made.verdict, made.exit_code, made.created, made.partial) == (Verdict.FAILED, 1, "2026-01-02T03:04:05+00:00", False)
    assert (made.subject.commit, made.subject.tree, made.subject.dirty) == ("a" * 40, None, True)
    category = made.categories[0]
    assert (category.name, category.verdict, category.counts.executed, category.results) == ("tests", Verdict.FAILED, 4, 4)
    assert (category.pass_rate, category.threshold) == (RateRow(numerator=3, denominator=4, text="75.0%"), ">= 100%")
    assert (category.milliseconds, category.notes) == (1234, ["a note"])
    assert [(file.path, file.counts.tests) for file in made.files] == [("a.xml", 4)]
    assert [(each.id, len(each.message), each.file, each.line) for each in made.failures] == [("c::bad", 1000, "a.py", 3)]
    assert (made.tool, made.run, made.inventory) == (ToolRow(name="gatekeeper", version=__version__), None, None)


def test_no_denominator_and_no_time_stay_unknown() -> None:
    category = _build(replace(_CATEGORY, counts=Counts(cases=1, skipped=1), seconds=None)).categories[0]
    assert (category.pass_rate, category.milliseconds) == (None, None)


def test_every_setting_has_its_written_form() -> None:
    settings = _build(min_executed=Count(2), pass_rate=Threshold.parse("> 90%"), required_tests=("c::*",)).policy.categories["tests"]
    assert (settings["min_executed"], type(settings["min_executed"])) == (2, int)
    assert (settings["pass_rate"], settings["required_tests"], settings["blocking"]) == ("> 90%", ["c::*"], True)
    assert "target" not in settings


def test_the_digest_is_of_the_policy_alone() -> None:
    assert _build().policy.sha256 == _build(replace(_CATEGORY, counts=Counts(cases=1, passed=1))).policy.sha256
    assert _build().policy.sha256 != _build(min_executed=Count(2)).policy.sha256
    assert _build().policy.sha256 != _build(waivers=(_waiver(),)).policy.sha256


def test_what_is_set_for_the_run_is_part_of_the_digest_and_what_ran_is_not() -> None:
    config = default_config(Path("/nowhere"), {})
    skips = [run_rules({"may_skip": names}) for names in (("a",), ("a", "b"))]
    digests = [policy_row(replace(config, policy=replace(config.policy, rules=rules))).sha256 for rules in ((), *skips)]
    assert len(set(digests)) == 3
    assert policy_row(config).sha256 == digests[0]


def test_the_branch_of_the_baseline_is_part_of_the_digest() -> None:
    config = default_config(Path("/nowhere"), {})
    assert policy_row(replace(config, baseline_ref="main")).sha256 != policy_row(config).sha256


def test_what_is_set_for_the_run_is_shown_as_it_is_written() -> None:
    config = default_config(Path("/nowhere"), {})
    assert policy_row(config).run == {}
    config = replace(config, baseline_ref="main", policy=replace(config.policy, rules=run_rules({"may_skip": ("docs", "lint")})))
    assert policy_row(config).run == {"may_skip": ["docs", "lint"], "baseline_ref": "main"}


def test_what_it_was_held_against_is_shown_and_is_no_part_of_the_digest() -> None:
    config = default_config(Path("/nowhere"), {})
    change = Change(change=Kind.LOOSENED, category="unit", setting="pass_rate", base=">= 90%", head=">= 50%")
    held = policy_row(replace(config, bases=(Basis(kind="extends", ref="a.toml", sha256="1" * 64, changes=(change,)),)))
    assert held.sha256 == policy_row(config).sha256
    assert held.base == [Basis(kind="extends", ref="a.toml", sha256="1" * 64, changes=(change,))]


def test_a_failure_has_its_cause_and_says_what_happened() -> None:
    bare = Case(id="::a", outcome=CaseOutcome.ERRORED, message="collection failure", text="E   ModuleNotFoundError: No module named 'x'")
    told = replace(bare, id="::b", message="ModuleNotFoundError: No module named 'x'")
    first, second = _build(replace(_CATEGORY, failures=(bare, told))).failures
    assert (first.cause == second.cause, len(first.cause)) == (True, 16)
    assert first.message == second.message == "ModuleNotFoundError: No module named 'x'"


def _waiver(*tests: str, rule: str = "pass-rate") -> Waiver:
    return Waiver(rule=rule, reason="#123", owner="team", expires=date(2026, 1, 31), tests=tests)


@pytest.mark.parametrize(("waiver", "applied"), [(_waiver("c::bad"), True), (_waiver(), True), (_waiver(rule="max-flaky"), False)])
def test_waivers_say_whether_the_verdict_rests_on_them(waiver: Waiver, *, applied: bool) -> None:
    made = _build(waivers=(waiver,)).waivers[0]
    assert (made.applied, made.expires, made.owner, made.tests) == (applied, "2026-01-31", "team", list(waiver.tests))


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({"GITHUB_RUN_ID": "8"}, None),
        ({"GITHUB_RUN_ID": "8", "GITHUB_SERVER_URL": "https://g", "GITHUB_REPOSITORY": "a/b"}, "https://g/a/b/actions/runs/8"),
        (
            {"GITHUB_RUN_ID": "8", "GITHUB_SERVER_URL": "https://g", "GITHUB_REPOSITORY": "a/b", "GITHUB_RUN_ATTEMPT": "2"},
            "https://g/a/b/actions/runs/8/attempts/2",
        ),
    ],
)
def test_the_run_is_the_environments(environ: dict[str, str], url: str | None) -> None:
    made = _build(environ=environ).run
    assert made
    assert (made.id, made.url, made.attempt) == ("8", url, environ.get("GITHUB_RUN_ATTEMPT"))
