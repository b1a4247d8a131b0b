from __future__ import annotations

from stories import document

from gatekeeper.config.document import Phase
from gatekeeper.documents.views.stated import stated


def test_free_text_is_taken_as_it_is() -> None:
    found = stated(document("x"))
    assert (found.problem, [(each.title, each.text) for each in found.texts.rows][1]) == (
        "Customers cannot pay since Tuesday",
        ("Risk", "HIGH"),
    )
    phase = found.phases.rows[0]
    assert (phase.title, phase.priority, phase.due) == ("Stop the loss", "P0", "24 hours")
    assert phase.steps.rows == ("fix the import of shop.pay", "run all tests")


def test_it_is_within_a_file_of_people_only_as_a_region() -> None:
    assert (stated(document("x")).within, stated(document("x", region="why")).within) == (False, True)


def test_it_is_bounded() -> None:
    found = stated(document("x", stated={str(n): "x" for n in range(99)}, phases=(Phase(title="p", steps=("s",) * 99),) * 99))
    assert (found.texts.hidden, found.phases.hidden, found.phases.rows[0].steps.hidden) == (79, 79, 49)
