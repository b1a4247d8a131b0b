from __future__ import annotations

import re
import time

import hostile
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gatekeeper.documents.anchors import MOST, Anchor, anchors, rewrite

_A = "<!-- gatekeeper: rule: x -->"
_B = "<!-- gatekeeper: unit.pass_rate > 90% -->"
_NOW = "45.9%, 17 of 37, run 812, 2026-09-16"

_pieces = st.sampled_from(
    [
        *(
            "- ",
            "* ",
            "+ ",
            "1. ",
            "2) ",
            "[ ] ",
            "[x] ",
            "[X] ",
            "- [ ] ",
            "> - [x] ",
            "> ",
            "  ",
            "    ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "\n\n",
        ),
        *(
            _A,
            _B,
            f" {_B}\n",
            "<!-- gatekeeper:\n",
            "-->",
            "<!-- other -->",
            "`",
            "``",
            "```\n",
            "\\",
            "<b>",
            "|",
            "|-|-|\n",
            "---\n",
            "# ",
        ),
        *(
            "(currently 54%)",
            " (Currently: 1 (of) 2)",
            "(currently ",
            ")",
            "](",
            "[",
            "text",
            "\u2028",
            "\x85",
            "\x0b",
            "\x00",
            "\ufeff",
            "é",
        ),
    ]
)
_bodies = st.lists(_pieces | st.text(max_size=4), max_size=30).map("".join)
_values = st.sampled_from([_NOW, "no test matching a*::b_c(1) ran", ""]) | hostile.texts


def _all(body: str, value: str, *, tick: bool) -> dict[Anchor, tuple[bool, str]]:
    return dict.fromkeys(anchors(body).found, (tick, value))


def _specs(body: str) -> list[str]:
    return [each.spec for each in anchors(body).found]


def _without_ours(body: str) -> str:
    """Return the body without the texts that are ours to change, found by their places."""
    for each in reversed(anchors(body).found):
        start, end = each.current
        body = f"{body[: each.tick]}?{body[each.tick + 1 : start]}\0{body[end:]}"
    return body


@pytest.mark.parametrize("marker", ["-", "*", "+", "1.", "7)"])
@pytest.mark.parametrize("tick", [" ", "x", "X"])
def test_an_anchored_item(marker: str, tick: str) -> None:
    body = f"Goal\n\n{marker} [{tick}] Unit tests above 90% {_B}\nmore"
    (found,) = anchors(body).found
    assert (found.line, found.ticked, found.text, found.spec) == (3, tick != " ", "Unit tests above 90% more", "unit.pass_rate > 90%")
    assert body[found.tick] == tick
    assert body[found.current[0] :].startswith(_B)
    assert anchors(body).problems == ()


@pytest.mark.parametrize(
    "body",
    [
        "- [ ] a {}",
        "- [ ] a {}\r\n- b\r\n",
        "- [ ] a\n  b {}\n  c",
        "- [ ] a\nlazy {}",
        "- a\n  - [ ] b {}",
        "- a\n\n\t- [ ] b {}",
        "> - [ ] a {}",
        "> 1. > * [x] a\n> > {}".replace("> > ", ">    >   b "),
        "-\t[ ]\ta {}",
        "- [ ] {}",
        "- [ ] a{}",
        "- [ ] a {} b",
        "- [ ] \u2028a\u2028 {}",
        "x\r- [ ] a {}\r",
        "- [ ] `a` [b](c) **d** {}",
        "- [ ] a `b\n  c {}",
        "- [ ] a\0 {}\0",
    ],
)
def test_items_of_every_kind(body: str) -> None:
    body = body.format(_A)
    (found,) = anchors(body).found
    assert (found.spec, anchors(body).problems) == ("rule: x", ())
    assert re.fullmatch(r"\[[ x]\]", body[found.tick - 1 : found.tick + 2])
    assert rewrite(body, {found: (True, "7")}).count("(currently 7) <!-- gatekeeper: rule: x -->") == 1


@pytest.mark.parametrize(
    "body",
    [
        "```\n- [ ] a {}\n```",
        "    - [ ] a {}",
        "- [ ] a `{}`",
        "- [ ] a \\{}",
        "<div>\n- [ ] a {}\n</div>",
        "<!--\n- [ ] a {}\n",
        "- b\n\n      - [ ] a {}",
        "- [ ] a <a title='{}'>",
    ],
)
def test_code_and_html_hold_no_anchors(body: str) -> None:
    assert anchors(body.format(_A)).found == ()
    assert anchors(body.format(_A)).problems == ()


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("a\n\ntext {}", 3),
        ("- a {}", 1),
        ("- [] a {}", 1),
        ("- [y] a {}", 1),
        ("- [ ]a {}", 1),
        ("# [ ] a {}", 1),
        ("|a {}|b|\n|-|-|\n", 1),
        ("- [ ] a\n  {}", 2),
        ("- [ ] a\n\n  b {}", 3),
        ("- a\n\n  [ ] b {}", 3),
        ("{}", 1),
    ],
)
def test_an_anchor_elsewhere_is_a_problem(body: str, line: int) -> None:
    assert anchors(body.format(_A)).found == ()
    assert anchors(body.format(_A)).problems == (f"line {line}: an anchor outside the text of a task-list item, it counts for nothing",)


def test_only_the_first_anchor_of_an_item_counts() -> None:
    found = anchors(f"- [ ] a {_A} {_B}\n- [ ] b {_B}")
    assert [each.spec for each in found.found] == ["rule: x", "unit.pass_rate > 90%"]
    assert found.problems == ("line 1: an anchor behind another one of the same item, only the first one counts",)


def test_an_anchor_over_several_lines_is_a_problem() -> None:
    found = anchors("- [ ] a <!-- gatekeeper:\n  rule: x -->")
    assert (found.found, found.problems) == ((), ("line 1: an anchor over several lines, it counts for nothing",))


@pytest.mark.parametrize("written", ["<!--gatekeeper:rule: x-->", "<!--  gatekeeper:\t rule: x \t-->"])
def test_blanks_in_an_anchor_do_not_matter(written: str) -> None:
    assert _specs(f"- [ ] a {written}") == ["rule: x"]


@pytest.mark.parametrize("comment", ["<!-- gatekeeper rule: x -->", "<!-- Gatekeeper: rule: x -->", "<!-- note: gatekeeper: x -->"])
def test_other_comments_are_none(comment: str) -> None:
    assert anchors(f"- [ ] a {comment}") == anchors("")


def test_what_people_read_of_an_item() -> None:
    (found,) = anchors(f"- [x] **Unit** tests <!-- note -->\n  `(currently x)` above\u202e (currently 54%) 90% {_A}").found
    assert found.text == "**Unit** tests `(currently x)` above 90%"
    assert len(anchors(f"- [ ] {'a' * 5000} {_A}").found[0].text) == 300


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"- [ ] a {_A}", f"- [x] a (currently {_NOW}) {_A}"),
        (f"- [ ] a{_A}", f"- [x] a (currently {_NOW}) {_A}"),
        (f"- [X] a (currently 54%) {_A}", f"- [X] a (currently {_NOW}) {_A}"),
        (f"- [ ] a (currently 54%), so {_A}", f"- [x] a (currently {_NOW}), so {_A}"),
        (f"- [ ] (currently 1) (Currently: 2 (of 3)){_A}", f"- [x] (currently 1) (currently {_NOW}){_A}"),
        (f"- [ ] a (currently 1) {_A} (currently 2)", f"- [x] a (currently {_NOW}) {_A} (currently 2)"),
        (f"- [ ] a {_A}\n- [ ] b {_B}", f"- [x] a (currently {_NOW}) {_A}\n- [x] b (currently {_NOW}) {_B}"),
        (f"- [ ] a {_A} (currently 54%)\r\n", f"- [x] a {_A} (currently {_NOW})\r\n"),
        (f"- [ ] a (currently 1)\n  b {_A}", f"- [x] a (currently 1)\n  b (currently {_NOW}) {_A}"),
        (f"- [ ] a `(currently 1)` {_A}", f"- [x] a `(currently 1)` (currently {_NOW}) {_A}"),
        (f"- [ ] a <!-- (currently 1) --> {_A}", f"- [x] a <!-- (currently 1) --> (currently {_NOW}) {_A}"),
        (f"- [ ] [a](currently) {_A}", f"- [x] [a](currently) (currently {_NOW}) {_A}"),
        (f"- [ ] a (currently 1 {_A}", f"- [x] a (currently 1 (currently {_NOW}) {_A}"),
        (f"- [ ] a (concurrently 1) {_A}", f"- [x] a (concurrently 1) (currently {_NOW}) {_A}"),
    ],
)
def test_rewrite(before: str, after: str) -> None:
    assert rewrite(before, _all(before, _NOW, tick=True)) == after
    assert rewrite(after, _all(after, _NOW, tick=True)) == after


def test_a_current_value_is_text_and_nothing_else() -> None:
    body = f"- [ ] a {_A}"
    after = rewrite(body, _all(body, "@me **b** (c) <!-- -->\n- [x] d", tick=False))
    assert "@me" not in after
    assert not re.search(r"[*<>()\n]", after.removeprefix("- [ ] a (currently ").removesuffix(f") {_A}"))


def test_a_tick_by_hand_is_taken_back() -> None:
    body = f"- [x] a (currently 99%) {_A}\n- [X] b {_B}\n- [x] c"
    assert rewrite(body, _all(body, "", tick=False)) == f"- [ ] a (currently 99%) {_A}\n- [ ] b {_B}\n- [x] c"


def test_what_is_not_decided_stays() -> None:
    body = f"- [x] a {_A}\n- [x] b {_B}"
    first, second = anchors(body).found
    assert rewrite(body, {}) == body
    assert rewrite(body, {second: (False, "1")}) == f"- [x] a {_A}\n- [ ] b (currently 1) {_B}"
    assert rewrite("- [x] another body", {first: (False, "1")}) == "- [x] another body"


@given(_bodies, _values, st.booleans())
@example(f"- [ ] a [x]{_A}", _NOW, True)
@example(f"- [ ] a ` {_A} ` {_A}", _NOW, True)
@example(f"> - [ ] \\(currently 1\\) {_A}\r\n", "`", False)
def test_only_ticks_and_current_values_change(body: str, value: str, tick: bool) -> None:
    decided = _all(body, value, tick=tick)
    after = rewrite(body, decided)
    found = anchors(after).found
    assert [(each.line, each.text, each.spec) for each in found] == [(each.line, each.text, each.spec) for each in decided]
    assert anchors(after).problems == anchors(body).problems
    assert all(each.ticked is tick for each in found)
    assert re.sub(r" ?\0 ?", "\0", _without_ours(after)) == re.sub(r" ?\0 ?", "\0", _without_ours(body))
    assert rewrite(after, _all(after, value, tick=tick)) == after
    assert decided or after == body


@given(_bodies)
def test_the_places_are_what_they_say(body: str) -> None:
    for each in anchors(body).found:
        start, end = each.current
        assert body[each.tick - 1 : each.tick + 2] == f"[{body[each.tick]}]"
        assert body[start:end].lower().startswith("(currently") if start < end else body.startswith("<!--", start)
        assert each.tick < start


def test_more_anchors_than_are_read_are_a_problem() -> None:
    found = anchors(f"- [ ] a {_A}\n" * (MOST + 2))
    assert (len(found.found), found.problems) == (MOST, (f"line {MOST + 1}: more than {MOST} anchors, none from here on is read",))


def test_nesting_beyond_what_is_read_is_a_problem() -> None:
    body = "\n".join(f"{'  ' * depth}- a" for depth in range(60)) + f"\n\n- [ ] b {_A}"
    assert any("nested deeper than is read" in each for each in anchors(body).problems)
    assert anchors(f"{'> ' * 200}- [ ] a {_A}").problems
    assert anchors("\n".join(f"{'  ' * depth}- a" for depth in range(18)) + f"\n\n- [ ] b {_A}").problems == ()


def test_a_body_that_cannot_be_read_in_time_has_no_anchors_and_a_problem() -> None:
    body = f"- [ ] a {_A}\n\n{'>' * 19} a\n" + "b\n" * 32_000
    found = anchors(body)
    assert (found.found, len(found.problems)) == ((), 1)
    assert "nothing of this text is read" in found.problems[0]
    assert rewrite(body, dict.fromkeys(anchors(f"- [ ] a {_A}").found, (True, "1"))) == body


@pytest.mark.parametrize("piece", ["a{}b", "{}", "{}a\t"])
@pytest.mark.parametrize(("end", "count"), [("", 64_000), ("\n", 4_000)])
def test_blanks_in_an_anchor_take_no_time(piece: str, end: str, count: int) -> None:
    spec = piece.format(" " * count)
    begun = time.process_time()
    found = anchors(f"- [ ] a <!-- gatekeeper:{spec}{end}-->")
    assert time.process_time() - begun < 2
    assert [each.spec for each in found.found] == ([] if end else [spec.strip(" \t")])


@pytest.mark.parametrize(
    "piece",
    [
        ">",
        "[",
        "> - ",
        "+ ",
        "- [ ] (currently ",
        "- [ ] a {}\n",
        "- [ ] a {}{}\n",
        "- [ ] {}(currently 1)",
        "`",
        "<!-- gatekeeper:",
        "a {}",
        "<?",
        "(currently ((",
    ],
)
def test_hostile_bodies_take_no_time(piece: str) -> None:
    most = 65_536
    body = (piece.replace("{}", _A) * most)[: most - 100]
    for each in (body, f"{body}\n\n- [ ] a {_A}", f"- [ ] a {body} {_A}"):
        begun = time.process_time()
        assert rewrite(each, _all(each, _NOW, tick=True))
        assert time.process_time() - begun < 8
