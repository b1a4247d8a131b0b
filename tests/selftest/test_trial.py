from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from trials import target

from gatekeeper.errors import UsageError
from gatekeeper.evidence import git
from gatekeeper.model import Verdict
from gatekeeper.rules.base import passed
from gatekeeper.rules.pass_rate import PassRate
from gatekeeper.selftest import trial
from gatekeeper.selftest.kind import Start
from gatekeeper.selftest.kinds import all_kinds
from gatekeeper.selftest.trial import Control, Judged, Result, Trial, Tried

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.selftest.target import Target


@pytest.fixture(autouse=True)
def _place(folder: Path) -> None:
    assert folder.is_dir()


def tried(monkeypatch: pytest.MonkeyPatch, own: Target, *names: str) -> dict[str, Tried]:
    """Try only these kinds."""
    monkeypatch.setattr(trial, "all_kinds", lambda: tuple(each for each in all_kinds() if each.name in names))
    return {each.kind.name: each for each in Trial(own).run() if isinstance(each, Tried)}


def test_what_the_defaults_stop_and_what_they_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    found = tried(monkeypatch, target(), "no-report", "failed", "old-report", "exactly-the-rate")
    assert {name: each.judged.result for name, each in found.items()} == {
        "no-report": Result.REFUSED,
        "failed": Result.FAILED,
        "old-report": Result.PASSED,
    }
    assert (found["failed"].expected, found["old-report"].expected, found["old-report"].amiss) == (("pass-rate",), (), False)


def test_what_another_rule_stops_by_accident_is_amiss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PassRate, "judge", lambda *_: passed("broken"))
    found = tried(monkeypatch, target("max_failures = 0\n"), "failed", "errored", "over-budget")
    assert [(each.judged.result, each.judged.rules, each.amiss) for each in found.values()] == [
        (Result.FAILED, ("max-failures",), True),
        (Result.FAILED, ("max-failures",), True),
        (Result.FAILED, ("max-failures",), False),
    ]


def test_what_a_waiver_excuses_needs_not_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    until = datetime.now(UTC).date() + timedelta(days=30)
    waiver = f'[[waivers]]\nrule = "pass-rate"\nreason = "r"\nowner = "o"\nexpires = {until}\n'
    found = [tried(monkeypatch, target(waiver + tests), "failed")["failed"] for tests in ("", 'tests = ["*"]\n', 'tests = ["*login*"]\n')]
    assert [(each.expected, each.judged.result) for each in found] == [
        ((), Result.PASSED),
        ((), Result.PASSED),
        (("pass-rate",), Result.FAILED),
    ]


def test_a_setting_has_to_ask_for_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [tried(monkeypatch, target(each), "too-few")["too-few"] for each in ("min_executed = 1\n", "min_executed = 2\n")]
    assert [(each.expected, each.judged.result) for each in found] == [((), Result.PASSED), (("min-executed",), Result.REFUSED)]


def test_a_control_for_every_way_to_hand_evidence_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def starts(text: str) -> list[tuple[Start, Verdict]]:
        monkeypatch.setattr(trial, "all_kinds", lambda: ())
        return [(each.start, each.judged.verdict) for each in Trial(target(text)).run() if isinstance(each, Control)]

    every = [(each, Verdict.PASSED) for each in (Start.ANY, Start.WITNESSED, Start.SHARDS)]
    assert starts("") == every
    assert starts("expected_files = 1\n") == starts('tests = ["a::b"]\n') == every[:2]
    assert starts("max_attempts = 0\n") == [(start, Verdict.FAILED) for start, _ in every]


def test_without_git_there_is_no_commit_to_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "run", lambda *_, **__: git.Answer(code=None))
    found = tried(monkeypatch, target(), "no-report", "killed", "shard-twice", "ran-elsewhere")
    assert (len(found), any(each.amiss for each in found.values())) == (4, False)
    controls = [each.judged for each in Trial(target("same_commit = true\n")).run() if isinstance(each, Control)]
    assert {(each.verdict, each.rules) for each in controls} == {(Verdict.INCOMPLETE, ("same-commit",))}


def test_what_cannot_even_be_judged_is_refused_for_no_rule() -> None:
    class Broken:
        def judge(self, _: object) -> None:
            raise UsageError("no such thing")

    found = trial.judged(Broken(), None)  # type: ignore[arg-type]
    assert (found.result, found.rules, found.reasons) == (Result.REFUSED, (), ("no such thing",))


def test_verdicts_in_three_words() -> None:
    words = {verdict: Judged(verdict=verdict, rules=(), reasons=()).result for verdict in Verdict}
    assert (words.pop(Verdict.PASSED), words.pop(Verdict.FAILED), set(words.values())) == (Result.PASSED, Result.FAILED, {Result.REFUSED})
