from __future__ import annotations

from hashlib import sha256

import pytest
from records import category, counts, record

from gatekeeper.config.measures import PassRate, RuleHolds, TestsPass, parse_measure
from gatekeeper.config.targets import Criterion
from gatekeeper.documents.anchors import anchors
from gatekeeper.documents.criteria import Anchored, anchored, digest, reread, standings
from gatekeeper.documents.measured import Facts
from gatekeeper.documents.standing import Stand, Standing
from gatekeeper.evidence.cases import Missing
from gatekeeper.model import Verdict
from gatekeeper.rules.threshold import Threshold

_RATE = PassRate(category="unit", threshold=Threshold.parse("> 90%"))
_FACTS = Facts(
    record=record(Verdict.FAILED, categories=[category("unit", Verdict.FAILED, counts=counts(passed=17, failed=20))]),
    cases=Missing(reason="the record has none"),
)
_CURRENT = "45.9%, 17 of 37, 2026-01-02"


def test_digest() -> None:
    assert digest(_RATE) == digest("unit.pass_rate > 90%") == sha256(b"unit.pass_rate > 90%").hexdigest()[:12]
    assert digest("\ud800") != digest("")


@pytest.mark.parametrize(
    "measure",
    [_RATE, RuleHolds(rule="gone"), TestsPass(tests=("a*", "b")), PassRate(category="gone", threshold=Threshold.parse("1%"), least=20)],
)
def test_what_was_sound_once_is_read_again(measure: PassRate | RuleHolds | TestsPass) -> None:
    assert reread(str(measure)) == measure


@pytest.mark.parametrize("written", ["", "unit", "unit.pass_rate > 200%", "x" * 301])
def test_what_was_never_sound_is_not(written: str) -> None:
    assert reread(written) is None


def test_anchored() -> None:
    specs = {"a": "unit.pass_rate > 90%", "b": "e2e.pass_rate > 90%", "c": "d"}
    body = "".join(f"- [ ] {text} <!-- gatekeeper: {spec} -->\n" for text, spec in specs.items())
    first, second, third = anchored(anchors(body).found, ["unit"], ["r"])
    assert first == Anchored(text="a", spec="unit.pass_rate > 90%", measure=_RATE)
    assert (second.measure, second.refusal) == (None, 'there is no category "e2e", only unit')
    assert (third.measure, third.text, third.spec) == (None, "c", "d")
    assert third.refusal.startswith("a criterion is written")


def _stand(
    criteria: tuple[Criterion, ...] = (),
    body: tuple[Anchored, ...] = (),
    changed: tuple[str, ...] = (),
    waivers: dict[str, str] | None = None,
) -> tuple[Standing, ...]:
    return standings(criteria, body, changed, waivers or {}, _FACTS)


def test_a_criterion_of_the_configuration() -> None:
    assert _stand((Criterion(text="Units", group="business", measure=_RATE),)) == (
        Standing(text="Units", group="business", stand=Stand.UNMET, current=_CURRENT, measure=str(_RATE), digest=digest(_RATE)),
    )


def test_what_nothing_measures_is_only_stated() -> None:
    assert _stand((Criterion(text="Docs", group="process"),)) == (Standing(text="Docs", group="process", stand=Stand.STATED),)


def test_a_criterion_of_the_body() -> None:
    loose = parse_measure("unit.pass_rate > 40%", ["unit"], [])
    (found,) = _stand(body=(Anchored(text="Half", spec="", measure=loose),))
    assert (found.text, found.group, found.stand, found.current, found.measure) == ("Half", "technical", Stand.MET, _CURRENT, str(loose))
    assert _stand(body=(Anchored(text="", spec="", measure=loose),))[0].text == str(loose)


def test_an_anchor_that_is_not_understood_is_not_met() -> None:
    (found,) = _stand(body=(Anchored(text="a", spec="<b>", refusal="why"),))
    assert (found.stand, found.current, found.measure, found.digest) == (Stand.UNMET, "not understood: why", "<b>", digest("<b>"))


def test_what_the_body_no_longer_says_is_printed_as_changed() -> None:
    held, gone, odd = _stand(changed=(str(_RATE), "gone.pass_rate > 1%", "novel"))
    assert (held.text, held.stand, held.current, held.changed, held.digest) == (str(_RATE), Stand.UNMET, _CURRENT, True, digest(_RATE))
    assert (gone.stand, gone.current, gone.changed) == (Stand.UNMET, "gone was not judged, 2026-01-02", True)
    assert (odd.stand, odd.current, odd.digest) == (Stand.UNMET, "not understood: it was written by another version", digest("novel"))


def test_the_order() -> None:
    found = _stand((Criterion(text="a"), Criterion(text="b", measure=_RATE)), (Anchored(text="c", spec="x"),), ("d",))
    assert [each.text for each in found] == ["a", "b", "c", "d"]


def test_a_waiver_covers_what_is_not_met_and_nothing_else() -> None:
    loose = parse_measure("unit.pass_rate > 40%", ["unit"], [])
    who = "alice: known bug"
    criteria = (Criterion(text="a", measure=_RATE), Criterion(text="b", measure=loose), Criterion(text="c"))
    found = _stand(criteria, changed=(str(_RATE),), waivers={digest(_RATE): who, digest(loose): who, "": who})
    assert [(each.stand, each.waiver) for each in found] == [(Stand.WAIVED, who), (Stand.MET, ""), (Stand.STATED, ""), (Stand.WAIVED, who)]
    assert (found[0].current, found[0].holds) == (_CURRENT, True)
