from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from sites import site

from gatekeeper.errors import DeliveryError, GatekeeperError, RecordError
from gatekeeper.publishers.remote.each import each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def fail(error: Exception) -> None:
    raise error


def test_whatever_becomes_of_one_the_others_are_done() -> None:
    done: list[int] = []
    errors = [DeliveryError("one"), RecordError("two")]
    wrong: list[GatekeeperError] = []
    acts = [partial(fail, errors[0]), partial(done.append, 1), partial(fail, errors[1]), partial(done.append, 2)]
    assert each(site(wrong=wrong), acts) == 2
    assert (done, wrong) == ([1, 2], errors)


def test_they_are_done_one_after_the_other_and_none_before_it_is_reached() -> None:
    order: list[str] = []

    def acts() -> Iterator[Callable[[], object]]:
        for name in "ab":
            order.append(f"make {name}")
            yield partial(order.append, f"do {name}")

    assert each(site(), acts()) == 0
    assert order == ["make a", "do a", "make b", "do b"]


def test_what_is_not_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        each(site(), [partial(fail, ZeroDivisionError())])
