from __future__ import annotations

from contextlib import nullcontext

import pytest
from records import record

from gatekeeper.errors import RecordError
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.bind import bind, bind_link, bind_run
from gatekeeper.evidence.event import Event
from gatekeeper.model import Subject

A, B, TREE = "a" * 40, "b" * 40, "c" * 40


def about(commit: str | None, tree: str | None = None, *, dirty: bool = False) -> rows.Record:
    return record(subject=rows.Subject(commit=commit, tree=tree, dirty=dirty, ref=None))


@pytest.mark.parametrize(
    ("made", "here", "event", "commit"),
    [
        (about(A), Subject(), Event(), None),
        (about(None), Subject(), Event(), None),
        (about(A), Subject(commit=A), Event(), None),
        (about(A), Subject(commit=B), Event(head=A), None),
        (about(A), Subject(commit=B), Event(head=B), A),
        (about(A, TREE), Subject(commit=B, tree=TREE), Event(), None),
        (about(A, TREE), Subject(commit=B, tree=TREE), Event(head=B), None),
    ],
)
def test_a_record_about_what_is_at_hand(made: rows.Record, here: Subject, event: Event, commit: str | None) -> None:
    bind(made, here, event, commit)


@pytest.mark.parametrize(
    ("made", "here", "event", "commit"),
    [
        (about(A), Subject(commit=B), Event(), None),
        (about(None), Subject(commit=B), Event(), None),
        (about(A), Subject(), Event(), B),
        (about(A), Subject(commit=A), Event(head=B), None),
        (about(A, TREE), Subject(commit=A, tree=TREE), Event(head=B), None),
        (about(A, TREE), Subject(commit=B, tree=TREE), Event(), B),
        (about(A, TREE, dirty=True), Subject(commit=B, tree=TREE), Event(), None),
        (about(A, None), Subject(commit=B, tree=None), Event(), None),
    ],
)
def test_a_record_about_something_else_is_refused(made: rows.Record, here: Subject, event: Event, commit: str | None) -> None:
    with pytest.raises(RecordError, match=r"the record is about .*, not about bbbbbbbbbbbb"):
        bind(made, here, event, commit)


def test_a_record_that_an_earlier_run_left_behind_is_refused() -> None:
    made = record(run=rows.RunRow(url=None, id="812", attempt="1"))
    bind_run(made, {"GITHUB_RUN_ID": "812"})
    bind_run(made, {})
    with pytest.raises(RecordError, match="the record is of run 812, this is run 815"):
        bind_run(made, {"GITHUB_RUN_ID": "815"})
    with pytest.raises(RecordError, match="the record is of run none that is known, this is run 815"):
        bind_run(record(), {"GITHUB_RUN_ID": "815"})


@pytest.mark.parametrize(
    ("run", "fits"),
    [
        (None, True),
        (rows.RunRow(url=None, id="812", attempt=None), True),
        (rows.RunRow(url="https://github.com/acme/widgets/actions/runs/812", id="812", attempt=None), True),
        (rows.RunRow(url="https://github.com/acme/widgets/actions/runs/812/attempts/2", id="812", attempt="2"), True),
        (rows.RunRow(url="https://github.com/acme/widgets/actions/runs/8123", id="812", attempt=None), False),
        (rows.RunRow(url="https://github.com/outsider/widgets/actions/runs/812", id="812", attempt=None), False),
        (rows.RunRow(url="https://example.org/acme/widgets/actions/runs/812", id="812", attempt=None), False),
        (rows.RunRow(url="https://github.com/acme/widgets/actions/runs/812/attempts/3", id="812", attempt="2"), False),
        (rows.RunRow(url="https://github.com/acme/widgets/actions/runs/812/attempts/2", id="812", attempt=None), False),
        (rows.RunRow(url="https://github.com/acme/widgets/actions/runs/812/attempts/2/x", id="812", attempt="2"), False),
        (rows.RunRow(url=None, id="813", attempt=None), False),
        (rows.RunRow(url=None, id=None, attempt=None), False),
    ],
)
def test_a_record_of_another_run_names_that_run_and_no_other(run: rows.RunRow | None, fits: bool) -> None:
    environ = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/widgets"}
    bind_link(record(run=run), Event(), environ)
    if fits:
        bind_link(record(run=run), Event(run=812), environ)
    else:
        with pytest.raises(RecordError, match="does not come from run 812"):
            bind_link(record(run=run), Event(run=812), environ)


HOME = "https://github.com/acme/widgets/actions/runs/812"


@pytest.mark.parametrize(
    ("run", "fits"),
    [
        (rows.RunRow(url=None, id="812", attempt="2"), True),
        (rows.RunRow(url=HOME, id="812", attempt="2"), True),
        (rows.RunRow(url=f"{HOME}/attempts/2", id="812", attempt="2"), True),
        (None, False),
        (rows.RunRow(url=HOME, id="812", attempt=None), False),
        (rows.RunRow(url=f"{HOME}/attempts/1", id="812", attempt="1"), False),
        (rows.RunRow(url=f"{HOME}/attempts/2", id="812", attempt="02"), False),
        (rows.RunRow(url=f"{HOME}/attempts/999999999", id="812", attempt="999999999"), False),
        (rows.RunRow(url=f"{HOME}/attempts/999999999", id="812", attempt="2"), False),
        (rows.RunRow(url=f"{HOME}/attempts/22", id="812", attempt="2"), False),
        (rows.RunRow(url=f"{HOME}/", id="812", attempt="2"), False),
    ],
)
def test_no_record_outranks_the_attempt_that_made_it(run: rows.RunRow | None, fits: bool) -> None:
    environ = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/widgets"}
    with nullcontext() if fits else pytest.raises(RecordError, match="does not come from run 812, attempt 2, which this one follows"):
        bind_link(record(run=run), Event(run=812, attempt=2), environ)


def test_where_the_run_that_is_followed_is_not_known_no_record_is_its() -> None:
    with pytest.raises(RecordError, match="which run this one follows is not known"):
        bind_link(record(), Event(foreign=True), {})
