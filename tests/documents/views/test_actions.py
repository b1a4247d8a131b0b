from __future__ import annotations

from ledgers import made
from records import category, rule

from gatekeeper.documents.views.actions import Action, actions
from gatekeeper.model import Verdict


def test_each_remedy_is_named_once_with_all_that_ask_for_it() -> None:
    rules = [rule("pass-rate", f"c{n}", remedy="fix the tests") for n in range(7)]
    rules += [rule("max-age", None, remedy="run again", verdict=Verdict.STALE), rule("max-flaky", "c0", remedy="")]
    found = actions(made(0, Verdict.STALE, rules=rules, categories=[category("c0")]))
    asked = "pass-rate [c0], pass-rate [c1], pass-rate [c2], pass-rate [c3], pass-rate [c4], and 2 more"
    assert found.rows == (
        Action(remedy="fix the tests", asked=asked),
        Action(remedy="run again", asked="max-age [run]"),
        Action(remedy="see what the rule says", asked="max-flaky [c0]"),
    )


def test_where_every_rule_holds_nothing_is_to_be_done() -> None:
    assert actions(made()).all == 0
