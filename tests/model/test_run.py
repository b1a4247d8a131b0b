from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest
import runs

from gatekeeper.model import Counts, Sample, Selection, Subject


@pytest.mark.parametrize(
    ("sample", "text"),
    [
        (Sample(), ""),
        (Sample(count=2, first=("a", "b")), "a; b"),
        (Sample(count=5, first=("a", "b")), "a; b; and 3 more"),
        (Sample(count=3), "and 3 more"),
    ],
)
def test_a_sample_names_the_first_and_counts_the_rest(sample: Sample, text: str) -> None:
    assert str(sample) == text


def test_a_selection_nobody_counted_is_zero() -> None:
    asked = runs.category(selected={Selection(tests=("a",)): Counts(passed=1)})
    assert asked.select(("a",)) == Counts(passed=1)
    assert asked.select(("b",)) == asked.select(("a",), ("x",)) == Counts()


def test_without_a_waiver_the_counts_are_judged_as_they_are() -> None:
    asked = runs.counted(passed=1, failed=1)
    assert asked.judged is asked.counts


def test_a_waiver_changes_what_is_judged_and_never_what_is_shown() -> None:
    asked = runs.category(counts=Counts(passed=2, failed=2), selected={Selection(tests=("a",)): Counts(passed=1, failed=1)})
    excused = replace(asked, excused=("a",))
    assert excused.judged == Counts(passed=2, failed=1)
    assert excused.counts == asked.counts


def test_what_was_read_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        runs.category().name = "other"  # type: ignore[misc]


def test_an_unknown_subject_is_none_in_every_field() -> None:
    assert runs.run().subject == Subject(commit=None, tree=None, dirty=None, ref=None)
