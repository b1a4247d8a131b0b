from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sites import BOT, NOW, People, comment, config, issue, marked, seen, site, state, word

from gatekeeper.config.measures import parse_measure
from gatekeeper.config.targets import Criterion, Guard
from gatekeeper.documents.criteria import digest
from gatekeeper.documents.marker import Remembered
from gatekeeper.documents.standing import Stand
from gatekeeper.model import Verdict
from gatekeeper.publishers.remote.site import Word
from gatekeeper.publishers.remote.stands import Stands, may_excuse, stands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.documents.orders import Order
    from gatekeeper.github.answers import Comment

STRICT, LOOSE = "unit.pass_rate > 90%", "unit.pass_rate > 50%"
TRUSTING = config(guard=Guard(trusted=("Owner",)))
GREEN, RED = word(), word(Verdict.FAILED, passed=17, failed=20)


def anchor(spec: str, tick: str = " ", text: str = "Unit") -> str:
    return f"- [{tick}] {text} <!-- gatekeeper: {spec} -->\n"


def measured(text: str, spec: str, group: str = "technical") -> Criterion:
    return Criterion(text=text, group=group, measure=parse_measure(spec, ["unit"], ["max-age"]))


def stood(
    body: str = "",
    comments: Sequence[Comment] = (),
    said: Word | None = GREEN,
    criteria: Sequence[Criterion] = (),
    *,
    text: bool = True,
    people: People | None = None,
) -> Stands:
    place = site(people, config=TRUSTING)
    return stands(place, seen(issue(body=body), comments), criteria, said, text=text)


def summary(made: Stands) -> list[tuple[str, str, Stand]]:
    return [(each.text, each.group, each.stand) for each in made.standings]


def order(kind: str, spec: str, author: str = "owner", reason: str = "", hours: float = 0, edited: float = 0) -> Comment:
    moment = NOW + timedelta(hours=hours)
    text = f"/gatekeeper {kind} {digest(spec)} {reason}".strip()
    return comment(text, int(500 + hours), author, moment, moment + timedelta(seconds=edited))


def memory(*specs: str, kind: str = "comment", author: str = BOT) -> Comment:
    past = (NOW - timedelta(days=1)).isoformat()
    made = state(kind=kind, key="any", criteria=tuple(Remembered(measure=each, seen=past) for each in specs))
    return marked(made, number=1, author=author)


def test_criteria_stand_as_configured_then_as_written_then_as_remembered() -> None:
    made = stood(
        anchor(STRICT),
        [memory("unit.pass_rate > 95%")],
        criteria=[measured("Configured", "rule: max-age", "process"), Criterion(text="Stated", group="business")],
    )
    assert summary(made) == [
        ("Configured", "process", Stand.UNMET),
        ("Stated", "business", Stand.STATED),
        ("Unit", "technical", Stand.MET),
        ("unit.pass_rate > 95%", "technical", Stand.MET),
    ]
    assert [each.changed for each in made.standings] == [False, False, False, True]
    assert [each.measure for each in made.remembered] == ["unit.pass_rate > 95%", STRICT]


def test_without_a_record_nothing_is_met() -> None:
    made = stood(anchor(STRICT, "x"), [memory(LOOSE)], None, [measured("C", STRICT)])
    assert {each.stand for each in made.standings} == {Stand.UNMET}
    assert {each.current for each in made.standings} == {"no record yet"}


@pytest.mark.parametrize(
    ("criteria", "body", "expected"),
    [([], "", False), ([Criterion(text="Stated")], "", False), ([measured("C", STRICT)], "", True), ([], anchor(STRICT), True)],
)
def test_something_is_measured_when_anything_is(criteria: list[Criterion], body: str, expected: bool) -> None:
    assert stood(body, criteria=criteria).measured is expected


def test_a_pull_requests_text_is_not_read() -> None:
    made = stood(anchor(STRICT), [memory(LOOSE)], text=False, criteria=[measured("C", STRICT)])
    assert (summary(made), made.remembered, made.problems) == ([("C", "technical", Stand.MET)], (), ())
    assert made.body(speaks=True) is None


def test_what_cannot_be_understood_is_unmet_and_what_is_misread_is_told() -> None:
    made = stood(anchor("e2e.pass_rate > 1%") + "<!-- gatekeeper: rule: max-age -->")
    assert summary(made) == [("Unit", "technical", Stand.UNMET)]
    assert "not understood" in made.standings[0].current
    assert len(made.problems) == 1


@pytest.mark.parametrize(
    ("said", "tick", "speaks", "expected"),
    [
        (GREEN, " ", True, "x"),
        (GREEN, " ", False, " "),
        (GREEN, "x", False, "x"),
        (GREEN, "X", True, "X"),
        (RED, " ", True, " "),
        (RED, "x", True, " "),
        (RED, "x", False, " "),
        (None, "x", True, " "),
    ],
)
def test_ticks(said: Word | None, tick: str, speaks: bool, expected: str) -> None:
    body = anchor(STRICT, tick)
    write = stood(body, said=said).body(speaks=speaks)
    assert write
    after = write(body)
    assert after.startswith(f"- [{expected}] Unit (currently ")
    assert write(after) == after


def test_a_waived_criterion_is_not_ticked() -> None:
    body = anchor(STRICT, "x")
    write = stood(body, [order("waive", STRICT, reason="no staging")], RED).body(speaks=True)
    assert write
    assert write(body).startswith("- [ ] ")


def test_a_text_that_was_edited_meanwhile_is_brought_up_to_date_by_what_its_anchors_say() -> None:
    write = stood(anchor(STRICT) + anchor("rule: max-age", "x")).body(speaks=True)
    assert write
    after = write("New words.\n" + anchor("rule: max-age", "x") + anchor(LOOSE, "x", "Other") + anchor(STRICT, " ", "Moved"))
    lines = after.split("\n")
    assert [each[:5] for each in lines[1:4]] == ["- [ ]", "- [x]", "- [x]"]
    assert (lines[0], lines[2]) == ("New words.", anchor(LOOSE, "x", "Other").rstrip())
    assert "Moved (currently 97.2%" in lines[3]
    assert write("no anchors") == "no anchors"


def test_a_text_without_anchors_is_nobodys_business() -> None:
    assert stood("- [ ] Docs", criteria=[measured("C", STRICT)]).body(speaks=True) is None


def test_what_one_removes_is_remembered_by_every_comment_of_ours_but_by_no_others() -> None:
    made = stood("", [memory(STRICT), memory(LOOSE, kind="guard"), memory("rule: max-age", author="outsider"), comment("hello")])
    assert [each.text for each in made.standings] == [STRICT, LOOSE]
    assert [each.text for each in stood("", [memory(STRICT, author=BOT.upper())]).standings] == [STRICT]


@pytest.mark.parametrize(
    ("by", "hours", "gone"),
    [("owner", 0, True), ("OWNER", 0, True), ("maint", 0, False), ("outsider", 0, False), (BOT, 0, False), ("owner", -48, False)],
)
def test_a_criterion_is_gone_when_somebody_trusted_accepts_it_afterwards(by: str, hours: float, gone: bool) -> None:
    made = stood("", [memory(STRICT), order("accept", STRICT, by, hours=hours)], people=People({"maint": "maintain"}))
    assert (made.standings == (), made.remembered == ()) == (gone, gone)


def test_the_newest_acceptance_counts_whatever_their_order() -> None:
    late, early = order("accept", STRICT), order("accept", STRICT, hours=-48)
    for given in ([late, early], [early, late]):
        assert stood("", [memory(STRICT), *given]).standings == ()


def test_an_acceptance_of_something_else_accepts_nothing() -> None:
    assert len(stood("", [memory(STRICT), order("accept", LOOSE), order("waive", STRICT, reason="x")]).standings) == 1


ROLES = {"admin": "admin", "maint": "maintain", "writer": "write", "triager": "triage", "reader": "read"}


@pytest.mark.parametrize(
    ("login", "may"),
    [
        ("owner", True),
        ("OWNER", True),
        ("admin", True),
        ("maint", True),
        ("writer", False),
        ("triager", False),
        ("reader", False),
        ("nobody", False),
        ("", False),
    ],
)
def test_who_may_excuse(login: str, may: bool) -> None:
    people = People(ROLES)
    assert may_excuse(site(people, config=TRUSTING), login) is may
    assert people.asked == ([] if login.casefold() in {"", "owner"} else [login])


@pytest.mark.parametrize("login", ["owner", "admin", "maint", "writer", "outsider"])
def test_waivers_count_from_those_who_may(login: str) -> None:
    made = stood(anchor(STRICT), [order("waive", STRICT, login, "no staging")], RED, people=People(ROLES))
    waived = login in {"owner", "admin", "maint"}
    assert [each.stand for each in made.standings] == [Stand.WAIVED if waived else Stand.UNMET]
    assert made.standings[0].waiver == (f"{login}: no staging" if waived else "")


@pytest.mark.parametrize("edited", [-1, 1, 3600])
def test_a_comment_that_was_edited_orders_nothing(edited: float) -> None:
    given = [order("accept", STRICT, edited=edited), order("waive", LOOSE, reason="fine", hours=1, edited=edited)]
    made = stood(anchor(LOOSE), [memory(STRICT), *given], word(Verdict.FAILED, passed=1, failed=20))
    assert [(each.measure, each.stand) for each in made.standings] == [(LOOSE, Stand.UNMET), (STRICT, Stand.UNMET)]


def test_nobody_is_asked_about_orders_that_concern_nothing_here() -> None:
    flood = [order("waive", f"unit.pass_rate > {number}%", f"user{number}", "x", hours=number) for number in range(50)]
    people = People({"user7": "admin", "user9": "admin"})
    body, configured = anchor("unit.pass_rate > 7%"), [measured("C", "unit.pass_rate > 8%")]
    stood(body + anchor("nonsense > 9%"), [memory("unit.pass_rate > 9.5%"), *flood], RED, configured, people=people)
    assert people.asked == ["user7", "user8"]


@pytest.mark.parametrize("place", ["body", "misread", "remembered", "not understood any more", "configured"])
def test_whatever_stands_there_can_be_waived(place: str) -> None:
    spec = "nonsense > 1%" if place in {"misread", "not understood any more"} else STRICT
    made = stood(
        anchor(spec) if place in {"body", "misread"} else "",
        [memory(spec)] * (place in {"remembered", "not understood any more"}) + [order("waive", spec, "admin", "no staging")],
        RED,
        [measured("C", spec)] if place == "configured" else [],
        people=People(ROLES),
    )
    assert [each.stand for each in made.standings] == [Stand.WAIVED]


def test_criteria_that_are_too_many_to_be_remembered_are_a_problem() -> None:
    made = stood("".join(anchor(f"tests: {number:0120}") for number in range(100)))
    left = 100 - len(made.remembered)
    assert left > 0
    assert made.problems == (f"{left} criteria of the issue's text are too many to be remembered",)
    assert len(made.standings) == 100


def test_nobody_is_asked_about_who_gives_no_order() -> None:
    people = People(ROLES)
    stood(anchor(STRICT), [comment("looks good", author="writer"), order("accept", STRICT, "writer")], RED, people=people)
    assert people.asked == []


def test_without_a_guard_nobody_is_trusted() -> None:
    there = seen(issue(), [memory(STRICT), order("accept", STRICT)])
    assert len(stands(site(), there, (), GREEN).standings) == 1


def test_only_what_is_asked_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[Any] = []
    facts = Word.facts

    def ask(said: Word, asked: Any) -> Any:
        questions.append(asked)
        return facts(said, asked)

    monkeypatch.setattr(Word, "facts", ask)
    made = stood(
        anchor("tests: e2e::*") + anchor(STRICT), [memory("tests: a | b")], criteria=[measured("T", "tests: c"), Criterion(text="S")]
    )
    assert questions == [{("e2e::*",), ("a", "b"), ("c",)}]
    assert "the inventory is missing: the record was not kept" in made.standings[0].current


def test_orders_are_taken_from_others_only() -> None:
    from gatekeeper.publishers.remote import stands as module

    given: list[Order] = list(module._orders(site(), seen(comments=[order("waive", STRICT, BOT, "me"), order("waive", STRICT, "x", "y")])))
    assert [each.author for each in given] == ["x"]
