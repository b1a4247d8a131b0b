from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import comment, marked, seen, state

from gatekeeper.documents.marker import write
from gatekeeper.publishers.remote.labels import Labels
from gatekeeper.publishers.remote.plan import Plan

MARKER = write(state())


def test_a_plan_changes_nothing_but_what_it_says() -> None:
    plan = Plan(text=None, state=state())
    assert (plan.labels, plan.body, plan.reopen, plan.notes, plan.error) == (Labels(), None, False, (), None)


@pytest.mark.parametrize(
    ("there", "text", "edits"),
    [
        (None, None, False),
        (None, f"{MARKER}\nx", True),
        ("x", None, False),
        ("x", f"{MARKER}\nx", False),
        ("x", f"{MARKER}\nx \n\n", False),
        ("x\r\ny\r\n", f"{MARKER}\nx\ny", False),
        ("x\ny", f"{MARKER}\nx\n\ny", True),
        ("x", f"{MARKER}\ny", True),
        ("x", f"{MARKER}\n  x", True),
    ],
)
def test_a_text_changes_as_github_keeps_it(there: str | None, text: str | None, edits: bool) -> None:
    stands = seen(comments=[] if there is None else [marked(state(), there)])
    assert Plan(text=text, state=state()).edits(stands) is edits


def test_the_oldest_of_two_is_the_one_that_is_edited() -> None:
    stands = seen(comments=[marked(state(), "old", 1), marked(state(), "new", 2), comment(f"{MARKER}\nnew", 3, "outsider")])
    assert Plan(text=f"{MARKER}\nnew", state=state()).edits(stands)
    assert not Plan(text=f"{MARKER}\nold", state=state()).edits(stands)


@given(st.text(alphabet="ab \n\t", max_size=20), st.sampled_from(["\n", "\r\n"]), st.text(alphabet=" \n\r", max_size=4))
def test_what_github_does_to_a_text_is_no_change(text: str, end: str, blank: str) -> None:
    kept = f"{MARKER}\nx{text}".rstrip().replace("\n", end) + blank
    assert not Plan(text=f"{MARKER}\nx{text}", state=state()).edits(seen(comments=[comment(kept)]))
