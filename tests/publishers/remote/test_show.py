from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from sites import KEY, Told, issue, marked, seen, site, state

from gatekeeper.documents.marker import write
from gatekeeper.publishers.remote.labels import Labels
from gatekeeper.publishers.remote.plan import Plan
from gatekeeper.publishers.remote.show import show
from gatekeeper.publishers.remote.steps import steps

if TYPE_CHECKING:
    from gatekeeper.publishers.remote.seen import Seen

MARKER = write(state())


def shown(stands: Seen, **plan: Any) -> list[str]:
    told = Told()
    made = Plan(**{"text": None, "state": state(), **plan})
    here = site(told=told, dry_run=True)
    show(here, stands, made, steps(here, stands, made, KEY), "state on #1")
    return list(told)


def test_every_step_is_one_line_and_none_says_that_it_was_done() -> None:
    stands = seen(issue(body="text", labels=("c",)), [marked(state(), "x")])
    lines = shown(stands, labels=Labels(add=("a", "b"), remove=("c",)), reopen=True, notes=("said elsewhere",))
    assert lines == [
        "state on #1: labels removed: c (dry run)",
        "state on #1: labels added: a, b (dry run)",
        "state on #1: the issue is reopened (dry run)",
        "  -label c",
        "  +label a",
        "  +label b",
    ]
    assert shown(stands) == []


def test_a_dry_run_shows_the_texts_before_and_after() -> None:
    stands = seen(issue(body="- [ ] a\r\nb"), [marked(state(), "one\ntwo\nthree\nfour")])
    lines = shown(stands, text=f"{MARKER}\none\ntwo\n3\nfour", body=lambda text: text.replace("[ ]", "[x]"))
    assert lines == [
        "state on #1: the comment is edited (dry run)",
        "state on #1: the criteria in the issue's text are brought up to date (dry run)",
        "  --- comment as it is",
        "  +++ comment as it would be",
        "  @@ -3,3 +3,3 @@",
        "  |two",
        "  -three",
        "  +3",
        "  |four",
        "  --- issue as it is",
        "  +++ issue as it would be",
        "  @@ -1,2 +1,2 @@",
        "  -- [ ] a",
        "  +- [x] a",
        "  |b",
    ]


def test_a_dry_run_without_texts_shows_none() -> None:
    assert shown(seen(), reopen=True) == ["state on #1: the issue is reopened (dry run)"]


def test_a_new_text_has_no_line_before_it() -> None:
    lines = shown(seen(), text=f"{MARKER}\nx")
    assert [each for each in lines if each.startswith("  -") and "---" not in each] == []
    assert lines[-1] == "  +x"


HOSTILE = st.lists(st.sampled_from(["::error::x", " ::add-mask::y", "##[error]z", "a", "\x1b[31m", "\u202e", "-", "+"]), max_size=6)


@given(HOSTILE, HOSTILE)
def test_no_line_of_a_text_is_an_order_to_the_runner(before: list[str], after: list[str]) -> None:
    stands = seen(issue(body="\n".join(before)), [marked(state(), "\n".join(before))])
    lines = shown(stands, text=f"{MARKER}\n" + "\n".join(after), body=lambda _: "\n".join(after))
    for line in lines:
        assert not re.match(r"\s*::", line)
        assert "##[" not in line
        assert not re.search("[\x1b\u202e\r\n]", line)
