"""How digests, commits and runs are written and named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.evidence.ids import is_id, named_record, named_run


@settings(max_examples=40)
@given(st.text(alphabet="0123456789abcdefABCDEF- \n^~:@{}", max_size=70))
def test_an_id_is_forty_or_sixty_four_digits(text: str) -> None:
    assert is_id(text) == (len(text) in (40, 64) and set(text) <= set("0123456789abcdef"))
    assert not is_id(None)


@pytest.mark.parametrize("run", ["1" * 21, "8 1", "\u0661", "", None])
def test_only_a_number_names_a_run(run: str | None) -> None:
    assert (named_run("815", "a run"), named_run(run, "a run"), named_run(run)) == ("run 815", "a run", "")


def test_a_record_is_named_by_twelve_digits_and_its_commit_by_seven() -> None:
    assert named_record("1f0c5a9d27be" + "0" * 52, "a" * 40) == "record 1f0c5a9d27be of commit aaaaaaa"
    assert [named_record("1" * 64, each) for each in (None, "")] == ["record 111111111111 of commit unknown"] * 2
