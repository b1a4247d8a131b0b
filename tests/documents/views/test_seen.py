from __future__ import annotations

import pytest
from ledgers import about, made, run
from records import category

from gatekeeper.documents.views.seen import counted, seen_record
from gatekeeper.model import Verdict


def test_a_record_is_named_by_what_is_known_of_it() -> None:
    found = seen_record(made(run=run(7), subject=about("c", dirty=True)), "d" * 64)
    assert (found.run, found.commit, found.digest, found.short, found.dirty) == (run(7), "c" * 12, "d" * 64, "d" * 12, True)
    unknown = seen_record(made(subject=type(about())(commit=None, tree=None, dirty=None, ref=None)), "d" * 64)
    assert (unknown.commit, unknown.dirty, unknown.run) == ("", False, None)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_was_refused_has_no_numbers(verdict: Verdict) -> None:
    refused = verdict in (Verdict.NO_EVIDENCE, Verdict.INVALID)
    assert (seen_record(made(0, verdict), "d").refused, counted(category(verdict=verdict))) == (refused, not refused)


def test_an_absent_category_has_no_numbers() -> None:
    assert not counted(category(verdict=None))
    assert not counted(category(absent="x"))
