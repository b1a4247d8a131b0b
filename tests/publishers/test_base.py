from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from deliveries import delivery
from records import record
from sites import site

from gatekeeper.publishers.base import Publisher
from gatekeeper.publishers.remote.site import Word


def test_a_publisher_has_both_methods() -> None:
    with pytest.raises(NotImplementedError):
        Publisher().wanted(delivery(record()))
    with pytest.raises(NotImplementedError):
        Publisher().deliver(delivery(record()))


def test_a_publisher_is_local_unless_it_says_otherwise() -> None:
    assert Publisher.remote is False


def test_nobody_publishes_where_it_was_not_asked_for() -> None:
    with pytest.raises(LookupError, match="not asked for"):
        _ = delivery(record()).there


def test_what_is_said_is_the_record_where_it_was_kept() -> None:
    here = site()
    made = replace(delivery(record()), site=here, kept=Path("r.json"))
    assert made.there is here
    assert made.word == Word(record=record(), digest="d" * 64, path=Path("r.json"))
    assert delivery(record()).word.path is None
