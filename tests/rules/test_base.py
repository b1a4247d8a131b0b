from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass

import pytest
import runs

from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.base import Rule, Stricter, failed, listed, passed, setting, some, unclear
from gatekeeper.rules.min_executed import MinExecuted
from gatekeeper.rules.value import Count


@dataclass(init=False, repr=False, eq=False)
class Example(Rule):
    """The sentence that is the title.

    And more.
    """

    example: Count | None = setting("What it means.", stricter=Stricter.LOWER)


def test_answers_say_what_they_are() -> None:
    assert (passed("yes").outcome, failed("no").outcome) == (Outcome.PASSED, Outcome.FAILED)
    assert (passed("yes").verdict, failed("no").verdict) == (None, None)
    assert failed("no", verdict=Verdict.INVALID, remedy="do").remedy == "do"


def test_what_cannot_be_told_is_incomplete() -> None:
    finding = unclear("who knows", "look")
    assert (finding.outcome, finding.verdict, finding.reason, finding.remedy) == (
        Outcome.INCONCLUSIVE,
        Verdict.INCOMPLETE,
        "who knows",
        "look",
    )


def test_a_rule_is_named_after_its_file_and_titled_by_its_docstring() -> None:
    assert MinExecuted.id() == "min-executed"
    assert Example.title() == "The sentence that is the title."


def test_a_rule_is_asked_when_a_setting_is_given() -> None:
    assert not Example().active
    assert Example(example=Count(0)).active


def test_a_rule_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Example().example = Count(1)


def test_a_rule_has_to_judge_and_has_nothing_to_say_about_the_run() -> None:
    asked = runs.category()
    with pytest.raises(NotImplementedError):
        runs.ask(Example(), asked)
    assert Example().judge_run(runs.run(asked)) is None
    assert Example().selections() == ()


@pytest.mark.parametrize(("number", "text"), [(0, "0 tests"), (1, "1 test"), (2, "2 tests")])
def test_numbers_agree_with_their_nouns(number: int, text: str) -> None:
    assert some(number, "test") == text


def test_a_long_list_is_cut_and_counted() -> None:
    assert listed(["a"]) == "a"
    assert listed(list("abcde")) == "a, b, c, d, e"
    assert listed(list("abcdefg"), "; ") == "a; b; c; d; e; and 2 more"


def test_a_rule_is_equal_to_one_with_the_same_settings_and_knows_no_others() -> None:
    assert Example(example=Count(3)) == Example(example=Count(3)) != Example()
    assert len({Example(example=Count(3)), Example(example=Count(3)), Example()}) == 2
    assert repr(Example(example=Count(3))) == "Example(example=3)"
    with pytest.raises(TypeError, match="has no setting other"):
        Example(other=1)
    with pytest.raises(FrozenInstanceError):
        del Example().example
