"""Which record decides about a category, and what is said where none does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import configs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import about, accepted, made, moment, run
from msgspec import UNSET, structs
from records import category, counts, jobs, rule, whole
from views import waiver

from gatekeeper.config.default import default_config
from gatekeeper.evidence.build import policy_row
from gatekeeper.evidence.ledger.reading import instant
from gatekeeper.evidence.question import Asked, asked, concerns, meant
from gatekeeper.evidence.record import PolicyRow
from gatekeeper.evidence.release import Decision, ago, decide
from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.duration import Duration
from gatekeeper.rules.threshold import Threshold

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.accept import Accepted

_SETTINGS: dict[str, dict[str, Any]] = {"unit": {"reports": ["*.xml"], "pass_rate": ">= 100%"}, "e2e": {"reports": ["e2e.xml"]}}
_HERE = Asked(commit="a" * 40, tree="a" * 40, now=instant(moment(60)), categories=_SETTINGS)


def _of(minutes: float = 0, verdict: Verdict = Verdict.PASSED, **more: Any) -> Accepted:
    return accepted(whole(made(minutes, verdict, **{"policy": _policy(), **more})))


def _policy(name: str = "", run: dict[str, Any] | None = None, **settings: Any) -> PolicyRow:
    categories = {**_SETTINGS, "unit": {**_SETTINGS["unit"], **settings}}
    return PolicyRow(name=name, source="gatekeeper.toml", sha256="1" * 64, run=run or {}, categories=categories)


def _decide(*records: Accepted, question: Asked = _HERE, name: str = "unit") -> Decision:
    return decide(name, records, question)


def _says(*records: Accepted, **more: Any) -> tuple[Verdict | None, int]:
    found = _decide(*records, **more)
    assert bool(found.why) is bool(found.exit_code)
    assert bool(found.next) is bool(found.exit_code)
    return found.verdict, found.exit_code


def test_the_newest_record_of_the_commit_or_its_tree_decides() -> None:
    green = _of()
    assert _decide(green).by is green
    assert _says(green) == (Verdict.PASSED, 0)
    assert _says(_of(subject=_subject(commit="b" * 40))) == (Verdict.PASSED, 0)
    assert _says(_of(subject=_subject(tree=None))) == (Verdict.PASSED, 0)
    assert _says(_of(subject=about("b"))) == (Verdict.NO_EVIDENCE, 3)
    assert _says() == (Verdict.NO_EVIDENCE, 3)


def _subject(**more: Any) -> Any:
    return structs.replace(about(), **more)


def test_what_to_do_next_is_what_the_rules_say() -> None:
    bad = [rule("pass-rate", remedy="fix them"), rule("needs", None, remedy=""), rule("max-skipped", remedy="fix them")]
    more = [rule("max-flaky", remedy="run them"), rule("max-age", remedy="test again"), rule("needs", verdict=Verdict.PASSED, remedy="no")]
    assert _decide(_of(0, Verdict.FAILED, rules=bad + more)).next == "fix them; run them"
    assert _decide(_of(0, Verdict.FAILED, rules=[rule(remedy="")])).next.startswith("read the record or its run")
    assert _decide(_of()).next == ""


def test_a_tree_that_nobody_knows_is_no_tree() -> None:
    unknown = replace(_HERE, tree=None)
    assert _says(_of(subject=_subject(commit=None, tree=None)), question=unknown) == (Verdict.NO_EVIDENCE, 3)
    assert not concerns(_subject(commit=None, tree=None), "a" * 40, None)


def test_a_record_that_names_another_tree_for_the_commit_is_none() -> None:
    for tree in ("b", "c"):
        found = _decide(_of(subject=_subject(tree=tree * 40)))
        assert (found.verdict, found.exit_code, found.by) == (Verdict.INVALID, 3, None)
    assert _says(_of(0), _of(20, subject=_subject(tree="b" * 40))) == (Verdict.PASSED, 0)
    assert _says(_of(0), _of(20, Verdict.FAILED, subject=_subject(tree="b" * 40))) == (Verdict.INVALID, 3)


def test_gates_that_share_a_ledger_do_not_speak_for_each_other() -> None:
    other = _policy("other")
    assert _says(_of(policy=other)) == (Verdict.NO_EVIDENCE, 3)
    assert _says(_of(0), _of(20, Verdict.FAILED, policy=other)) == (Verdict.PASSED, 0)
    assert _says(_of(0, Verdict.FAILED), _of(20, policy=other)) == (Verdict.FAILED, 1)
    assert _says(_of(policy=other), question=replace(_HERE, gate="other")) == (Verdict.PASSED, 0)
    assert not meant(made(policy=other), _HERE)


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.PASSED])
def test_an_older_green_never_hides_a_newer_red(verdict: Verdict) -> None:
    assert _says(_of(0), _of(1, verdict)) == (verdict, verdict.exit_code)
    assert _says(_of(1, verdict), _of(0)) == (verdict, verdict.exit_code)
    assert _says(_of(0, verdict), _of(11)) == (Verdict.PASSED, 0)


def test_of_two_at_one_moment_the_worse_decides() -> None:
    for number in range(8):  # whatever their digests are
        more: dict[str, Any] = {"run": run(number)}
        assert _says(_of(**more), _of(0, Verdict.FAILED, **more)) == (Verdict.FAILED, 1)
        elsewhere = category("e2e", Verdict.INCOMPLETE)
        green = _of(
            0, Verdict.INCOMPLETE, categories=[category(), elsewhere], rules=[rule(category="e2e", verdict=Verdict.INCOMPLETE)], **more
        )
        assert _says(green, _of(0, Verdict.FAILED)) == (Verdict.FAILED, 1)


def test_clocks_differ() -> None:
    found = _decide(_of(0, Verdict.FAILED, run=run(1)), _of(10, run=run(2)))
    assert (found.verdict, found.why) == (Verdict.FAILED, "pass-rate, and a better record of about the same time does not count")
    assert found.next.endswith("; once that is done, run gatekeeper check 10 minutes after it")
    assert _says(_of(0, Verdict.FAILED, run=run(1)), _of(10.1, run=run(2))) == (Verdict.PASSED, 0)


def test_within_a_run_the_attempt_decides_before_the_clock() -> None:
    assert _says(_of(0, Verdict.FAILED, run=run(1, 1)), _of(1, run=run(1, 2))) == (Verdict.PASSED, 0)
    assert _says(_of(0, Verdict.FAILED, run=run(1, 10)), _of(30, run=run(1, 9))) == (Verdict.FAILED, 1)


_NEEDS = [rule(verdict=Verdict.PASSED), rule("needs", None)]
_GOOD_NEEDS = [rule(verdict=Verdict.PASSED), rule("needs", None, Verdict.PASSED)]


def _needs(minutes: float, rules: list[Any], verdict: Verdict = Verdict.FAILED, **more: Any) -> Accepted:
    build = jobs(build="success" if verdict is Verdict.PASSED else "failure")
    return _of(minutes, verdict, **{"categories": [category()], "rules": rules, "needs": build, **more})


def test_what_a_rule_said_about_an_earlier_run_holds_until_it_is_judged_again() -> None:
    red, green = _needs(0, _NEEDS), _of(20)
    found = _decide(red, green)
    assert (found.verdict, found.exit_code, found.by) == (Verdict.FAILED, 1, green)
    assert found.why == f"needs of an earlier run, record {red.digest[:12]}, and not judged since"
    assert "--needs" in found.next
    again = _needs(15, _GOOD_NEEDS, Verdict.PASSED)
    assert _says(red, again, green) == (Verdict.PASSED, 0)
    for worse in ({"subject": about(dirty=True)}, {"subject": about(dirty=None)}, {"policy": _policy(run={"may_skip": ["build"]})}):
        assert _says(red, _needs(15, _GOOD_NEEDS, Verdict.PASSED, **worse), green) == (Verdict.FAILED, 1)
    assert _says(red, again, _needs(16, _NEEDS), _of(40)) == (Verdict.FAILED, 1)


def test_other_jobs_do_not_undo_what_was_said_of_a_failed_one() -> None:
    red = _needs(0, _NEEDS, needs=jobs(build="failure", lint="cancelled", docs="skipped", e2e="success"))

    def settled(*later: Any) -> bool:
        records = [_needs(20 * place, _GOOD_NEEDS, Verdict.PASSED, needs=each) for place, each in enumerate(later, start=1)]
        verdict, code = _says(red, *records)
        assert (verdict, code) in ((Verdict.PASSED, 0), (Verdict.FAILED, 1))
        return not code

    assert settled(jobs(build="success", lint="success", docs="success"))
    assert settled(jobs(build="success", lint="success"), jobs(docs="success", e2e="success"))
    assert not settled(jobs(e2e="success"))
    assert not settled(jobs(build="success", lint="success"))
    assert not settled([])
    assert not settled(UNSET)


def test_a_job_that_may_be_skipped_did_not_fail() -> None:
    skip = _policy(run={"may_skip": ["docs"]})
    red = _needs(0, _NEEDS, needs=jobs(build="failure", docs="skipped"), policy=skip)
    green = _needs(20, _GOOD_NEEDS, Verdict.PASSED, needs=jobs(build="success"), policy=skip)
    assert _says(red, green, question=replace(_HERE, run={"may_skip": ["docs"]})) == (Verdict.PASSED, 0)


def test_what_was_said_of_jobs_that_nobody_named_holds() -> None:
    red = _needs(0, _NEEDS, needs=UNSET)
    assert _says(red, _needs(20, _GOOD_NEEDS, Verdict.PASSED, needs=jobs(build="success"))) == (Verdict.FAILED, 1)


def test_every_rule_in_force_has_answered() -> None:
    green = _of().record
    for place, row in enumerate(green.rules):
        without = structs.replace(green, rules=[*green.rules[:place], *green.rules[place + 1 :]])
        about_ = f"category {row.category}" if row.category else "the run"
        found = _decide(accepted(without))
        assert (found.verdict, found.exit_code, found.why) == (
            None,
            3,
            f"the record is not whole: rule {row.rule} gives no answer for {about_}",
        )
    twice = structs.replace(green, rules=[*green.rules, green.rules[0]])
    assert "answers more than once" in _decide(accepted(twice)).why
    limited = _policy(max_skipped="0")
    rows = [each for each in _of(policy=limited).record.rules if each.rule != "max-skipped"]
    question = replace(_HERE, categories=limited.categories)
    assert _says(_of(policy=limited), question=question) == (Verdict.PASSED, 0)
    assert _says(accepted(structs.replace(_of(policy=limited).record, rules=rows)), question=question) == (None, 3)


def test_what_is_waived_has_a_waiver() -> None:
    for place in ("unit", None):
        waived = _of(rules=[rule("counts-agree", place, Verdict.PASSED, outcome=Outcome.WAIVED)])
        found = _decide(waived)
        assert (found.exit_code, found.why) == (3, "it rests on a waiver that the configuration does not have")


def test_what_was_said_of_something_else_does_not_linger() -> None:
    for other in (
        _needs(0, _NEEDS, subject=about(dirty=True)),
        _needs(0, _NEEDS, subject=about("b")),
        _needs(0, _NEEDS, subject=_subject(tree="b" * 40)),
        _needs(0, _NEEDS, policy=_policy("other")),
        _of(0, Verdict.FAILED, categories=[category("e2e")], rules=[rule("x", "e2e", Verdict.PASSED), rule("needs", None)]),
    ):
        assert _says(other, _of(20)) == (Verdict.PASSED, 0)


def test_a_record_decides_only_about_its_own_categories() -> None:
    e2e = _of(9, Verdict.FAILED, categories=[category("e2e", Verdict.FAILED)], rules=[rule(category="e2e")], partial=True)
    assert _says(_of(), e2e) == (Verdict.PASSED, 0)
    assert _says(_of(), e2e, name="e2e") == (Verdict.FAILED, 1)
    assert _says(_of(), name="e2e") == (Verdict.NO_EVIDENCE, 3)


def test_a_partial_record_counts_for_its_own_categories() -> None:
    assert _says(_of(partial=True)) == (Verdict.PASSED, 0)


def test_a_rule_about_the_whole_run_keeps_its_categories_from_being_accepted() -> None:
    green = category()
    for verdict in (Verdict.FAILED, Verdict.INVALID):
        found = _decide(_of(categories=[green], rules=[rule(verdict=Verdict.PASSED), rule("needs", None, verdict)]))
        assert (found.verdict, found.why) == (verdict, "needs of the whole run")
    other = rule("pass-rate", "e2e")
    assert _says(_of(categories=[green, category("e2e", Verdict.FAILED)], rules=[rule(verdict=Verdict.PASSED), other])) == (
        Verdict.PASSED,
        0,
    )


def test_what_was_absent_was_not_run() -> None:
    absent = category(verdict=None, absent="documentation only", counts=counts())
    found = _decide(_of(categories=[absent], rules=[]))
    assert (found.verdict, found.why, found.by) == (Verdict.NO_EVIDENCE, "absent, not run: documentation only", None)
    assert _says(_of(0), _of(1, categories=[absent], rules=[])) == (Verdict.PASSED, 0)
    assert _says(_of(0, Verdict.FAILED), _of(1, categories=[absent], rules=[])) == (Verdict.FAILED, 1)


@pytest.mark.parametrize(("dirty", "words"), [(True, "made with local changes"), (None, "nobody knows")])
def test_local_changes_are_no_evidence_of_the_commit(dirty: bool | None, words: str) -> None:
    found = _decide(_of(subject=about(dirty=dirty)))
    assert (found.verdict, found.exit_code, words in found.why) == (None, 3, True)
    assert _says(_of(0), _of(1, subject=about(dirty=dirty))) == (Verdict.PASSED, 0)


def test_a_red_record_of_which_nobody_knows_whether_it_is_clean_hides_behind_nothing() -> None:
    assert _says(_of(0), _of(1, Verdict.FAILED, subject=about(dirty=True))) == (Verdict.PASSED, 0)
    assert _says(_of(0), _of(1, Verdict.FAILED, subject=about(dirty=None))) == (None, 3)


def test_another_policy_is_no_evidence() -> None:
    question = _HERE
    assert _says(_of(policy=_policy()), question=question) == (Verdict.PASSED, 0)
    for run_ in ({"may_skip": ["build"]}, {"baseline_ref": "main"}):
        assert _says(_of(policy=_policy(run=run_)), question=question) == (None, 3)
        assert _says(_of(policy=_policy(run=run_)), question=replace(question, run=run_)) == (Verdict.PASSED, 0)
        assert _says(_of(policy=_policy()), question=replace(question, run=run_)) == (None, 3)
    foreign = {"pass_rate": ">= 1%"}, {"pass_rate": 1}, {"min_executed": 1}
    for settings_ in foreign:
        found = _decide(_of(policy=_policy(**settings_)), question=question)
        assert (found.verdict, found.why) == (None, "judged by another policy")
    assert _says(_of(policy=PolicyRow(name="", source=None, sha256="1" * 64, run={}, categories={})), question=question) == (None, 3)
    assert _says(_of(0, policy=_policy()), _of(1, policy=_policy(min_executed=1)), question=question) == (Verdict.PASSED, 0)
    of_run = _of(1, categories=[category()], rules=[rule("needs", None)], policy=_policy(min_executed=1))
    assert _says(_of(0, policy=_policy()), of_run, question=question) == (None, 3)
    stricter = _of(1, Verdict.FAILED, policy=_policy(min_executed=1))
    assert _says(_of(0, policy=_policy()), stricter, question=question) == (None, 3)


@pytest.mark.parametrize(("limit", "verdict"), [("60m", Verdict.PASSED), ("59m", Verdict.STALE), ("3599.9s", Verdict.STALE)])
def test_age(limit: str, verdict: Verdict) -> None:
    assert _decide(_of(), question=replace(_HERE, max_age=Duration.parse(limit))).verdict is verdict


def test_nothing_old_decides_behind_a_record_that_is_too_old() -> None:
    assert _says(_of(-90, Verdict.FAILED), _of(-80), question=replace(_HERE, max_age=Duration.parse("1h"))) == (Verdict.STALE, 3)


def _waived(**more: Any) -> Accepted:
    holds = more.get("applied", True) and more.get("category") in (None, "unit")
    rows = [rule(verdict=Verdict.PASSED, outcome=Outcome.WAIVED if holds else Outcome.PASSED)]
    return _of(1, rules=rows, waivers=[waiver(**more)], policy=_policy())


def test_a_waiver_that_has_expired_meanwhile_is_none() -> None:
    day = _HERE.now.date()
    today, yesterday = day.isoformat(), (day - timedelta(days=1)).isoformat()
    rows = {(row.rule, row.category, tuple(row.tests), row.reason, row.owner, each) for each in (today, yesterday) for row in [waiver()]}
    question = replace(_HERE, waivers=frozenset({*rows, *((row[0], None, *row[2:]) for row in rows)}))
    assert _says(_waived(expires=today), question=question) == (Verdict.PASSED, 0)
    assert _says(_waived(expires=yesterday), question=question) == (None, 3)
    assert _says(_of(0), _waived(expires=yesterday), question=question) == (None, 3)
    assert _says(_waived(expires=yesterday, applied=False), question=question) == (Verdict.PASSED, 0)
    assert _says(_waived(expires=yesterday, category="e2e"), question=question) == (Verdict.PASSED, 0)
    assert _says(_waived(expires=today, category=None), question=question) == (Verdict.PASSED, 0)
    assert _says(_waived(expires=yesterday, category=None), question=question) == (None, 3)


def test_a_waiver_must_be_one_of_the_configuration() -> None:
    row = ("pass-rate", "unit", ("shop.CartTest::rounding",), "#123", "payments-team", "2090-01-31")
    assert _says(_waived(), question=replace(_HERE, categories=_SETTINGS, waivers=frozenset({row}))) == (Verdict.PASSED, 0)
    assert _says(_waived(), question=replace(_HERE, categories=_SETTINGS)) == (None, 3)
    assert _says(_waived(owner="me"), question=replace(_HERE, categories=_SETTINGS, waivers=frozenset({row}))) == (None, 3)


def test_what_a_configuration_asks(tmp_path: Path) -> None:
    config = configs.settle(tmp_path, configs.UNIT + 'pass_rate = "> 90%"\n' + configs.WAIVER.replace("reason", 'tests = ["a*"]\nreason'))
    question = asked(config, "a" * 40, None, None, _HERE.now)
    assert question.categories == policy_row(config).categories
    assert question.waivers == {("pass-rate", None, ("a*",), "#123", "payments", "2026-06-01")}
    assert (question.gate, question.run) == (config.gate, {})


def test_without_a_configuration_the_default_policy_judges(tmp_path: Path) -> None:
    config = default_config(tmp_path, {})
    question = asked(config, "a" * 40, None, None, _HERE.now)
    more: dict[str, Any] = {"categories": [category("tests")], "rules": [rule(category="tests", verdict=Verdict.PASSED)]}
    assert _says(_of(policy=policy_row(config), **more), question=question, name="tests") == (Verdict.PASSED, 0)
    lax = policy_row(default_config(tmp_path, {"pass_rate": Threshold.parse("1%")}))
    assert _says(_of(policy=lax, **more), question=question, name="tests") == (None, 3)
    assert _says(_of(), question=question) == (None, 3)


@pytest.mark.parametrize(("minutes", "words"), [(-5, "0m ago"), (59, "59m ago"), (60, "1h ago"), (1439, "23h ago"), (1440, "1d ago")])
def test_ago(minutes: int, words: str) -> None:
    assert ago(made(), instant(moment(minutes))) == words


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from(list(Verdict))), min_size=1, max_size=6, unique_by=lambda each: each[0]))
def test_the_answer_is_that_of_the_newest_in_any_order(found: list[tuple[int, Verdict]]) -> None:
    newest = max(found)[1]
    records = [_of(11 * minutes, verdict) for minutes, verdict in found]
    assert _decide(*records).verdict is newest
    assert _decide(*reversed(records)).verdict is newest
