"""The criteria of a release: measured in the records that decide, or signed off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ledgers import accepted, kept, made, run
from records import category, counts, rule

from gatekeeper.config.measures import PassRate, RuleHolds, TestsPass
from gatekeeper.config.targets import Criterion
from gatekeeper.documents.release import exit_code, stands, word
from gatekeeper.evidence.ledger.attestation import Attestation
from gatekeeper.evidence.release import Decision
from gatekeeper.model import Verdict
from gatekeeper.rules.threshold import Threshold

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.measures import Measure
    from gatekeeper.evidence.accept import Accepted

_UNIT = [("unit", "a::x", "passed"), ("unit", "a::y", "passed"), ("e2e", "a::z", "failed")]
_E2E = [("e2e", "a::z", "passed"), ("unit", "a::x", "failed")]


def _decision(name: str, by: Accepted | None = None, verdict: Verdict | None = Verdict.PASSED) -> Decision:
    return Decision(category=name, verdict=verdict if by else None, why="", by=by)


def _criterion(measure: Measure | None, text: str = "It holds") -> Criterion:
    return Criterion(text=text, id="it", measure=measure)


def _stand(measure: Measure | None, *decisions: Decision, signed: tuple[Attestation, ...] = ()) -> tuple[str, str, int]:
    (state,) = stands([_criterion(measure)], decisions, signed)
    return str(state.word), state.current, exit_code(state)


def _two(folder: Path, **more: Any) -> tuple[Decision, Decision]:
    """Return decisions by two records, each of which has both categories."""
    both = [category(counts=counts(passed=2)), category("e2e", counts=counts(passed=1))]
    unit = kept(folder, made(0, categories=both, run=run(1)), _UNIT, "unit.json")
    e2e = kept(folder, made(1440, categories=both, run=run(2), **more), _E2E, "e2e.json")
    return _decision("unit", unit), _decision("e2e", e2e)


def _rate(name: str = "unit") -> PassRate:
    return PassRate(category=name, threshold=Threshold.parse("100%"))


def test_a_pass_rate_is_of_the_record_that_decides_its_category(tmp_path: Path) -> None:
    decisions = _two(tmp_path)
    assert _stand(_rate("unit"), *decisions) == ("PASSED", "100.0%, 2 of 2, run 1, 2026-01-02", 0)
    assert _stand(_rate("e2e"), *decisions) == ("PASSED", "100.0%, 1 of 1, run 2, 2026-01-03", 0)
    red = accepted(made(verdict=Verdict.FAILED, categories=[category(verdict=Verdict.FAILED, counts=counts(passed=1, failed=1))]))
    assert _stand(_rate(), _decision("unit", red, Verdict.FAILED)) == ("FAILED", "50.0%, 1 of 2, 2026-01-02", 1)


@pytest.mark.parametrize("measure", [_rate(), TestsPass(tests=("*",)), RuleHolds(rule="pass-rate")])
def test_without_evidence_nothing_is_measured(measure: Measure) -> None:
    assert _stand(measure, _decision("unit")) == ("UNVERIFIED", "no record yet", 3)
    none = accepted(made(verdict=Verdict.NO_EVIDENCE))
    assert _stand(measure, _decision("unit", none, Verdict.NO_EVIDENCE)) == ("UNVERIFIED", "no record yet", 3)


def test_tests_are_asked_in_every_record_about_what_it_decides(tmp_path: Path) -> None:
    decisions = _two(tmp_path)
    assert _stand(TestsPass(tests=("a::*",)), *decisions) == ("PASSED", "3 of 3 passed, 2026-01-02", 0)
    assert _stand(TestsPass(tests=("a::z", "a::y")), *decisions)[0] == "PASSED"
    assert _stand(TestsPass(tests=("a::z",)), decisions[0])[0] == "UNVERIFIED"
    assert _stand(TestsPass(tests=("a::x",)), decisions[1])[0] == "UNVERIFIED"
    swapped = (_decision("e2e", decisions[0].by), _decision("unit", decisions[1].by))
    assert _stand(TestsPass(tests=("a::*",)), *swapped) == ("FAILED", "0 of 2 passed, 2026-01-02", 1)


def test_an_inventory_that_is_not_there_shows_nothing(tmp_path: Path) -> None:
    decisions = _two(tmp_path)
    (tmp_path / "e2e.cases.jsonl.gz").unlink()
    assert _stand(TestsPass(tests=("a::x",)), *decisions)[2] == 3
    assert _stand(TestsPass(tests=("a::x",)), _decision("unit", accepted(made())))[2] == 3


def test_a_rule_holds_where_it_decides(tmp_path: Path) -> None:
    rules = [rule(verdict=Verdict.FAILED), rule("pass-rate", "e2e", Verdict.PASSED)]
    unit, e2e = _two(tmp_path, rules=rules)
    assert _stand(RuleHolds(rule="pass-rate"), unit, e2e)[0] == "PASSED"
    of_run = _two(tmp_path, rules=[*rules, rule("pass-rate", None)])
    assert _stand(RuleHolds(rule="pass-rate"), *of_run)[::2] == ("FAILED", 1)


def test_what_is_stated_needs_a_sign_off_of_the_same_words() -> None:
    signed = Attestation(
        criterion="it", text="It holds", tree="a" * 40, commit=None, by="octo", note="seen", created="2026-01-02T03:04:05+00:00"
    )
    assert _stand(None, signed=(signed,)) == ("ATTESTED", "", 0)
    assert _stand(None) == ("UNVERIFIED", "", 1)
    (state,) = stands([_criterion(None, "It holds now")], (), (signed,))
    assert (str(state.word), exit_code(state)) == ("UNVERIFIED", 1)
    assert _stand(_rate(), signed=(signed,))[0] == "UNVERIFIED"


def test_a_word_for_every_decision() -> None:
    assert word(_decision("unit")) == "UNVERIFIED"
    for verdict in Verdict:
        assert word(_decision("unit", accepted(made()), verdict)) == str(verdict)
