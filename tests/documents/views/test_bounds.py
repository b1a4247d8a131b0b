from __future__ import annotations

from gatekeeper.documents.views.bounds import bounded


def test_the_first_rows_are_shown_and_the_others_counted() -> None:
    shown = bounded("abcd", 2)
    assert (shown.rows, shown.shown, shown.all, shown.hidden) == (("a", "b"), 2, 4, 2)
    assert bounded("ab", 5, all=9).hidden == 7


def test_urgent_rows_stay_in_their_own_order() -> None:
    assert bounded("abcd", 2, urgent=lambda each: each in "bd").rows == ("b", "d")
