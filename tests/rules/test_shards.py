from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import runs

from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.shards import Shards
from gatekeeper.rules.value import Expected

if TYPE_CHECKING:
    from gatekeeper.model import Witness
    from gatekeeper.rules.base import Finding


def ask(*witnesses: Witness, expected: object = None) -> Finding:
    rule = Shards(shards=None if expected is None else Expected.parse(expected))
    return runs.ask(rule, runs.category(witnesses=witnesses))


def shards(*names: str | None, **more: Any) -> list[Witness]:
    return [runs.witness(name, **more) for name in names]


@pytest.mark.parametrize(
    ("names", "expected", "said"),
    [
        ((None,), None, "one run, without shards"),
        ((None,), 1, "one run, without shards"),
        (("1/2", "2/2"), None, "2 shards, each of them once: 1/2, 2/2"),
        (("1/2", "2/2"), 2, "2 shards, each of them once: 1/2, 2/2"),
        (("2/2", "1/2"), ["1", "2"], "2 shards, each of them once: 2/2, 1/2"),
        (("linux", "windows"), ["windows", "linux"], "2 shards, each of them once: linux, windows"),
    ],
)
def test_all_of_them_once(names: tuple[str | None, ...], expected: object, said: str) -> None:
    finding = ask(*shards(*names), expected=expected)
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, said)


@pytest.mark.parametrize(
    ("names", "expected", "said"),
    [
        (("1/3", "3/3"), None, "of 3 shards is missing: 2"),
        (("1/4",), None, "of 4 shards are missing: 2, 3, 4"),
        (("1/2", "2/2"), 3, "2 shards witnessed, 3 expected"),
        (("1/2", "2/2"), 1, "2 shards witnessed, 1 expected"),
        (("linux",), ["linux", "windows"], "missing: windows"),
        (("linux", "mac"), ["linux"], "not expected: mac"),
        ((None,), ["linux"], "missing: linux; not expected: 1"),
        (("1/2", "2/2", "1/3", "2/3", "3/3"), None, "divided in different ways: shards of 2, shards of 3"),
        ((None, "1/1"), None, "divided in different ways: no shards, shards of 1"),
        (("linux", "1/1"), None, "divided in different ways: named shards, shards of 1"),
    ],
)
def test_what_is_missing_and_what_is_too_much(names: tuple[str | None, ...], expected: object, said: str) -> None:
    finding = ask(*shards(*names), expected=expected)
    assert finding.outcome is Outcome.FAILED
    assert said in finding.reason
    assert Shards.verdict is Verdict.INCOMPLETE


def test_two_runs_of_one_shard_are_never_united() -> None:
    first = runs.witness("1/2", host="a", run="815", attempt=1)
    finding = ask(first, runs.witness("1/2", host="b", run="815", attempt=2), runs.witness("2/2", run="815", attempt=1))
    assert finding.outcome is Outcome.FAILED
    assert finding.reason == (
        "shard 1 was witnessed 2 times: 2026-05-04T11:59:00+00:00 on a in run 815, attempt 1 and "
        "2026-05-04T11:59:00+00:00 on b in run 815, attempt 2"
    )
    assert ask(*shards(None, None)).reason.startswith("the category was witnessed 2 times: ")


def test_a_rerun_of_what_failed_is_one_ci_run() -> None:
    assert ask(runs.witness("1/2", run="815", attempt=1), runs.witness("2/2", run="815", attempt=2)).outcome is Outcome.PASSED
    finding = ask(runs.witness("1/2", run="815"), runs.witness("2/2", run="816"))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "they are of different CI runs: 815, 816")
    assert ask(runs.witness("1/2", run="815"), runs.witness("2/2")).outcome is Outcome.FAILED


def test_without_a_witness_nobody_knows() -> None:
    assert ask(expected=2).outcome is Outcome.INCONCLUSIVE
    assert not Shards().concerns(witnessed=False)
    assert Shards().concerns(witnessed=True)
    assert Shards(shards=Expected.parse(2)).concerns(witnessed=False)
