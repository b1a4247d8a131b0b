from __future__ import annotations

from typing import TYPE_CHECKING

import runs

from gatekeeper.model import Outcome
from gatekeeper.rules.base import failed, passed, unclear
from gatekeeper.rules.each_witness import about_each

if TYPE_CHECKING:
    from gatekeeper.model import Witness
    from gatekeeper.rules.base import Finding


def ask(*witnesses: Witness) -> Finding:
    answers = {0: passed("fine"), 1: failed("bad", remedy="mend"), 2: unclear("who knows", "look")}
    return about_each(runs.category(witnesses=witnesses), lambda each: answers[each.code or 0])


def test_one_run_answers_for_itself() -> None:
    assert ask(runs.witness("1/2", code=1)) == failed("bad", remedy="mend")


def test_the_worst_is_told_of_whoever_it_is_about() -> None:
    finding = ask(runs.witness("1/3"), runs.witness("2/3", code=2), runs.witness("3/3", code=1))
    assert finding == failed("shard 3/3: bad", remedy="mend")
    finding = ask(runs.witness(), runs.witness(code=2))
    assert (finding.outcome, finding.reason, finding.remedy) == (Outcome.INCONCLUSIVE, "run 2: who knows", "look")


def test_what_all_say_is_said_once() -> None:
    assert ask(*[runs.witness(f"{each}/9") for each in range(1, 10)]).reason == "fine, in each of 9 runs"
    assert ask(runs.witness("linux", code=1), runs.witness("macos", code=1)).reason == "bad, in each of 2 runs"


def test_many_are_cut_and_counted() -> None:
    witnesses = [runs.witness(f"{each}/9", code=1 if each < 9 else 0) for each in range(1, 10)]
    assert ask(*witnesses).reason.startswith("shard 1/9: bad; shard 2/9: bad; ")
    assert ask(*witnesses).reason.endswith("; and 3 more")
