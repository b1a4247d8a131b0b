from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import policies
import pytest
import runs
from hypothesis import given, strategies

from gatekeeper.config.default import default_config
from gatekeeper.config.settings import rules_for, run_rules
from gatekeeper.documents.catalogue import other_keys
from gatekeeper.model import Job, JobResult, Outcome, Verdict
from gatekeeper.policy import Policy, judge
from gatekeeper.rules.needs import Needs

if TYPE_CHECKING:
    from gatekeeper.model import Run
    from gatekeeper.rules.base import Finding

_JOBS = strategies.builds(Job, name=strategies.sampled_from("abcdefgh"), result=strategies.sampled_from(JobResult))


def asked(*may_skip: str, **results: str) -> Finding:
    """Return the answer about jobs with these results."""
    finding = Needs(may_skip=may_skip or None).judge_run(_run(**results))
    assert finding
    return finding


def _run(**results: str) -> Run:
    return replace(runs.run(runs.category()), needs=tuple(Job(name=name, result=JobResult(result)) for name, result in results.items()))


def test_every_job_succeeded() -> None:
    finding = asked(build="success", lint="success")
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "succeeded: build, lint")


@pytest.mark.parametrize(("result", "words"), [("failure", "failed"), ("cancelled", "was cancelled"), ("skipped", "was skipped")])
def test_any_other_result_is_no_success(result: str, words: str) -> None:
    finding = asked(build="success", lint=result)
    assert (finding.outcome, finding.reason, finding.verdict) == (Outcome.FAILED, f"lint {words}", None)


def test_the_worst_are_named_first() -> None:
    finding = asked(a="skipped", b="cancelled", c="failure", d="skipped", e="failure")
    assert finding.reason == "c failed; e failed; b was cancelled; a was skipped; d was skipped"


def test_a_job_that_may_be_skipped_is_named() -> None:
    finding = asked("preview", build="success", preview="skipped")
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "succeeded: build; skipped, which is allowed: preview")
    assert asked("preview", preview="skipped").reason == "skipped, which is allowed: preview"
    assert asked("preview", preview="success").reason == "succeeded: preview"


@pytest.mark.parametrize("result", ["failure", "cancelled"])
def test_a_job_that_may_be_skipped_may_not_do_anything_else(result: str) -> None:
    assert asked("preview", build="success", preview=result).outcome is Outcome.FAILED


def test_a_name_is_meant_literally() -> None:
    assert asked("deploy*", "Preview", deploy_a="skipped").outcome is Outcome.FAILED
    assert asked("Preview", preview="skipped").outcome is Outcome.FAILED


def test_many_jobs_are_cut_and_counted() -> None:
    assert asked(**dict.fromkeys("abcdefgh", "success")).reason == "succeeded: a, b, c, d, e, and 3 more"
    assert asked(**dict.fromkeys("abcdefgh", "failure")).reason.endswith("e failed; and 3 more")


@given(strategies.lists(_JOBS, min_size=1), strategies.sets(strategies.sampled_from("abcdefgh")))
def test_passes_only_where_each_job_succeeded_or_was_skipped_by_leave(jobs: list[Job], may_skip: set[str]) -> None:
    finding = Needs(may_skip=tuple(may_skip)).judge_run(replace(runs.run(runs.category()), needs=tuple(jobs)))
    fine = [job.result.value == "success" or (job.result.value == "skipped" and job.name in may_skip) for job in jobs]
    assert finding
    assert (finding.outcome is Outcome.PASSED) is all(fine)


def test_nobody_asked_is_no_answer_and_no_job_is_no_success() -> None:
    assert Needs().judge_run(runs.run(runs.category())) is None
    assert asked().outcome is Outcome.FAILED


def test_it_is_asked_about_the_run_alone() -> None:
    assert not [rule for rule in rules_for({"may_skip": ("a",)}) if isinstance(rule, Needs)]
    assert run_rules({"may_skip": ("a",), "name": "x"}) == (Needs(may_skip=("a",)),)
    judgement = judge(_run(build="failure"), replace(policies.policy(), rules=run_rules({})))
    answer = policies.answer(judgement, "needs", None)
    assert (answer.verdict, judgement.verdict, judgement.categories) == (Verdict.FAILED, Verdict.FAILED, {"unit": Verdict.PASSED})
    assert answer.remedy == Needs.remedy


def test_an_advisory_category_does_not_soften_it() -> None:
    policy = replace(policies.policy("unit", advisory=("unit",)), rules=run_rules({}))
    assert judge(_run(build="skipped"), policy).verdict is Verdict.FAILED


def test_it_stays_in_a_narrowed_policy() -> None:
    config = default_config(Path("/nowhere"), {})
    assert config.with_categories(config.categories).policy.rules == (Needs(),)
    assert Policy(name="", categories=()).rules == ()


def test_the_setting_stands_in_gate() -> None:
    texts = {key.name: key.text for key in other_keys()["[gate]"]}
    assert all(texts[each.name] == each.metadata["text"] for each in fields(Needs))
    assert (Needs.waivable, Needs.option) == (False, "--needs")
