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
from msgspec import structs
from records import category, counts, rule
from views import waiver

from gatekeeper.evidence.build import policy_row
from gatekeeper.evidence.ledger.reading import instant
from gatekeeper.evidence.record import PolicyRow
from gatekeeper.evidence.release import Asked, Decision, ago, asked, concerns, decide
from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.duration import Duration

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.accept import Accepted

_HERE = Asked(commit="a" * 40, tree="a" * 40, now=instant(moment(60)))
_SETTINGS = {"unit": {"reports": ["*.xml"], "pass_rate": ">= 100%"}}


def _of(minutes: float = 0, verdict: Verdict = Verdict.PASSED, **more: Any) -> Accepted:
    return accepted(made(minutes, verdict, **more))


def _policy(**settings: Any) -> PolicyRow:
    return PolicyRow(name="", source="gatekeeper.toml", sha256="1" * 64, categories={"unit": {**_SETTINGS["unit"], **settings}})


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
    assert _says(_of(subject=_subject(tree="b" * 40))) == (Verdict.PASSED, 0)
    assert _says(_of(subject=about("b"))) == (Verdict.NO_EVIDENCE, 3)
    assert _says() == (Verdict.NO_EVIDENCE, 3)


def _subject(**more: Any) -> Any:
    return structs.replace(about(), **more)


def test_a_tree_that_nobody_knows_is_no_tree() -> None:
    unknown = replace(_HERE, tree=None)
    assert _says(_of(subject=_subject(commit=None, tree=None)), question=unknown) == (Verdict.NO_EVIDENCE, 3)
    assert not concerns(_subject(commit=None, tree=None), "a" * 40, None)


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.PASSED])
def test_an_older_green_never_hides_a_newer_red(verdict: Verdict) -> None:
    assert _says(_of(0), _of(1, verdict)) == (verdict, verdict.exit_code)
    assert _says(_of(1, verdict), _of(0)) == (verdict, verdict.exit_code)
    assert _says(_of(0, verdict), _of(1)) == (Verdict.PASSED, 0)


def test_of_two_at_one_moment_the_worse_decides() -> None:
    for number in range(8):  # whatever their digests are
        more: dict[str, Any] = {"run": run(number)}
        assert _says(_of(**more), _of(0, Verdict.FAILED, **more)) == (Verdict.FAILED, 1)
        elsewhere = category("e2e", Verdict.INCOMPLETE)
        green = _of(
            0, Verdict.INCOMPLETE, categories=[category(), elsewhere], rules=[rule(category="e2e", verdict=Verdict.INCOMPLETE)], **more
        )
        assert _says(green, _of(0, Verdict.FAILED)) == (Verdict.FAILED, 1)


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
    question = replace(_HERE, categories=_SETTINGS)
    assert _says(_of(policy=_policy()), question=question) == (Verdict.PASSED, 0)
    foreign = {"pass_rate": ">= 1%"}, {"pass_rate": 1}, {"min_executed": 1}
    for settings_ in foreign:
        found = _decide(_of(policy=_policy(**settings_)), question=question)
        assert (found.verdict, found.why) == (None, "judged by another policy")
    assert _says(_of(policy=PolicyRow(name="", source=None, sha256="1" * 64, categories={})), question=question) == (None, 3)
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
    rows = [rule(verdict=Verdict.PASSED, outcome=Outcome.WAIVED)]
    return _of(1, rules=rows, waivers=[waiver(**more)], policy=_policy())


def test_a_waiver_that_has_expired_meanwhile_is_none() -> None:
    day = _HERE.now.date()
    assert _says(_waived(expires=day.isoformat())) == (Verdict.PASSED, 0)
    yesterday = (day - timedelta(days=1)).isoformat()
    assert _says(_waived(expires=yesterday)) == (None, 3)
    assert _says(_of(0), _waived(expires=yesterday)) == (None, 3)
    assert _says(_waived(expires=yesterday, applied=False)) == (Verdict.PASSED, 0)
    assert _says(_waived(expires=yesterday, category="e2e")) == (Verdict.PASSED, 0)
    assert _says(_waived(expires=yesterday, category=None)) == (None, 3)


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
    assert asked(replace(config, source=None), "a" * 40, None, None, _HERE.now).categories is None


@pytest.mark.parametrize(("minutes", "words"), [(-5, "0m ago"), (59, "59m ago"), (60, "1h ago"), (1439, "23h ago"), (1440, "1d ago")])
def test_ago(minutes: int, words: str) -> None:
    assert ago(made(), instant(moment(minutes))) == words


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from(list(Verdict))), min_size=1, max_size=6, unique_by=lambda each: each[0]))
def test_the_answer_is_that_of_the_newest_in_any_order(found: list[tuple[int, Verdict]]) -> None:
    newest = max(found)[1]
    assert _decide(*(_of(*each) for each in found)).verdict is newest
    assert _decide(*(_of(*each) for each in reversed(found))).verdict is newest
