from __future__ import annotations

import attacks
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pages import OURS, page
from records import category, counts, failure, rule
from views import forged_view, hostile_view, made, standing, view, waiver

from gatekeeper.documents.comment import LONGEST, ROOM, comment, grouped
from gatekeeper.documents.headline import headline
from gatekeeper.documents.marker import MOST
from gatekeeper.documents.standing import Stand
from gatekeeper.model import Verdict

_ASTRAL = "\U0001f600"
_RED = made(Verdict.FAILED, categories=[category(verdict=Verdict.FAILED, counts=counts(passed=1, failed=120))], rules=[rule()])


def test_the_headline_is_the_first_line() -> None:
    assert comment(view(_RED)).split("\n")[0] == f"## {headline(_RED)}"


def test_below_the_first_line_nothing_says_the_verdict() -> None:
    assert "PASSED" not in comment(view()).partition("\n")[2]


def test_there_is_room_for_the_longest_marker() -> None:
    assert ROOM + MOST + len("\n") == LONGEST


@pytest.mark.parametrize(
    ("was", "shown"),
    [({}, "3 of 3<"), ({"unit": (1, 2)}, "3 of 3 (was 1 of 2)<"), ({"unit": (3, 3)}, "3 of 3<"), ({"gone": (1, 2)}, "3 of 3<")],
)
def test_what_was_before_is_shown_where_it_differs(was: dict[str, tuple[int, int]], shown: str) -> None:
    assert f"<td>{shown}/td>" in comment(view(was=was))


def test_groups_come_in_one_order() -> None:
    found = grouped([standing("b", group="business"), standing("t"), standing("p", group="process"), standing("x", group="other")])
    assert [(title, [each.text for each in rows]) for title, rows in found] == [
        ("Technical", ["t", "x"]),
        ("Process", ["p"]),
        ("Business", ["b"]),
    ]


def test_how_to_accept_a_change_is_shown_and_is_no_order_itself() -> None:
    shown = page(comment(view(standings=(standing(stand=Stand.UNMET, changed=True, measure="unit.pass_rate > 90%"),))))
    assert "/gatekeeper accept 1a2b3c4d5e6f" in shown.code
    assert "/gatekeeper" not in shown.prose


def test_the_run_is_the_only_link() -> None:
    assert page(comment(view())).links == ["https://github.com/shop/cart/actions/runs/815/attempts/1"]


@pytest.mark.parametrize("text", attacks.TEXTS)
def test_hostile_text_stays_in_code(text: str) -> None:
    attacks.contained(lambda each: comment(hostile_view(each)), text)


@given(attacks.foreign)
def test_any_text_stays_in_code(text: str) -> None:
    attacks.contained(lambda each: comment(hostile_view(each)), text)


@pytest.mark.parametrize("text", attacks.TEXTS)
def test_a_forged_record_does_nothing(text: str) -> None:
    attacks.harmless(comment(forged_view(text)))


@given(attacks.texts)
def test_nor_does_any_forged_record(text: str) -> None:
    attacks.harmless(comment(forged_view(text)))


def test_what_is_cut_says_how_many_there_are() -> None:
    record = made(_RED.verdict, categories=_RED.categories, rules=_RED.rules, failures=[failure(f"c::{n}") for n in range(100)])
    text = comment(view(record, room=10_000))
    shown = text.count("c::")
    assert 50 < shown < 100
    assert f"{shown} of 120 failures are shown" in text


_CROWDED = made(
    Verdict.FAILED,
    categories=[category(f"green{n}") for n in range(100)] + [category("crimson", Verdict.FAILED, counts=counts(failed=40))],
    rules=[rule(reason=f"reason {n}") for n in range(3)],
    failures=[failure(f"c::{n}") for n in range(40)],
    waivers=[waiver(reason=f"unneeded {n}", applied=False) for n in range(50)] + [waiver(reason="needed")],
)
_PARTS = ("needed<", "unneeded ", "crimson<", "green", "missing<", "criterion ", "c::", "reason ")


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (40_000, (1, 50, 1, 100, 1, 60, 40, 3)),
        (30_000, (1, 16, 1, 100, 1, 60, 40, 3)),
        (21_000, (1, 4, 1, 50, 1, 60, 40, 3)),
        (14_000, (1, 4, 1, 19, 1, 33, 40, 3)),
        (9_000, (0, 0, 0, 0, 1, 24, 40, 3)),
        (5_000, (0, 0, 0, 0, 0, 0, 31, 3)),
    ],
)
def test_what_matters_most_stays_longest(room: int, shown: tuple[int, ...]) -> None:
    criteria = (*(standing(f"criterion {n}") for n in range(60)), standing("missing", Stand.UNMET))
    text = comment(view(_CROWDED, room=room, standings=criteria))
    assert tuple(text.count(each) for each in _PARTS) == shown


def test_a_long_headline_is_cut() -> None:
    record = made(Verdict.FAILED, rules=[rule(category=f"{n:064}") for n in range(3000)])
    first = comment(view(record)).split("\n")[0]
    assert (len(page(first).prose) + len(page(first).code) < 1100, first.startswith("## FAILED: pass-rate [")) == (True, True)


@pytest.mark.parametrize("room", [16, 400, 1500, 5000, 20_000])
def test_any_room_is_enough_for_the_verdict(room: int) -> None:
    record = made(Verdict.FAILED, failures=[failure(_ASTRAL * 300, message='"' * 300)] * 3000, rules=[rule(reason="r" * 600)] * 50)
    text = comment(view(record, room=room))
    assert (len(text) <= room, page(text).prose.strip().startswith("FAILED")) == (True, True)


_SIZES = st.sampled_from([0, 1, 7, 60, 700, 3000])


@given(st.sampled_from([1000, 5000, ROOM]), st.tuples(*[_SIZES] * 5), st.sampled_from(["x", _ASTRAL, "`", "<"]))
@settings(deadline=None, max_examples=10)
@example(ROOM, (3000, 3000, 3000, 3000, 3000), "<")
def test_any_record_fits(room: int, sizes: tuple[int, ...], letter: str) -> None:
    failures, categories, rules, waivers, criteria = sizes
    record = made(
        Verdict.FAILED,
        categories=[category(f"{n:064}", Verdict.FAILED if n % 7 == 0 else Verdict.PASSED) for n in range(categories)],
        rules=[rule(reason=letter * 600, category=f"{n:064}") for n in range(rules)],
        failures=[failure(letter * 300, message=letter * 300)] * failures,
        waivers=[waiver(reason=letter * 300)] * waivers,
    )
    text = comment(view(record, room=room, standings=(standing(letter * 300, Stand.UNMET),) * criteria, dropped=(letter * 50,) * criteria))
    assert len(text) <= room
    assert text.startswith("## FAILED")
    assert page(text).tags <= OURS | {"a"}
