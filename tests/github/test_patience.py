from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import Waiting

from gatekeeper.github.errors import GitHubError


def test_it_waits_and_says_so() -> None:
    waiting = Waiting(120)
    waiting.patience.wait(30, "rate limit")
    waiting.patience.wait(0.5, "it answers 502")
    assert waiting.slept == [30, 0.5]
    assert waiting.told == [
        "waiting 30s for GitHub: rate limit; 90s of 120s left",
        "waiting 0.5s for GitHub: it answers 502; 89.5s of 120s left",
    ]


def test_it_ends_before_the_limit_is_passed() -> None:
    waiting = Waiting(120)
    waiting.patience.wait(100, "rate limit")
    with pytest.raises(GitHubError) as caught:
        waiting.patience.wait(3600, "rate limit")
    assert waiting.slept == [100]
    assert caught.value.message == "GitHub wants a wait of 3600s (rate limit), but 20s of 120s are left"
    assert re.fullmatch(r"run again after \d\d:\d\d UTC, or allow more with --max-wait 3700s", caught.value.remedy)


def test_another_day_is_named() -> None:
    with pytest.raises(GitHubError) as caught:
        Waiting().patience.wait(2 * 86400, "rate limit")
    # 2027-01-15 08:00:00, two days on, and not within the minute.
    assert "run again after 2027-01-17 08:00 UTC" in caught.value.remedy


def test_what_went_by_in_vain_counts() -> None:
    waiting = Waiting(60)
    waiting.patience.wait(1, "no answer", lost=50)
    assert waiting.patience.left == 9
    with pytest.raises(GitHubError):
        waiting.patience.wait(1, "no answer", lost=10)


@given(st.floats(0, 1e6), st.lists(st.tuples(st.floats(-1e9, 1e12), st.floats(-1e9, 1e9)), max_size=30))
def test_the_total_is_bounded_whatever_is_asked(limit: float, asked: list[tuple[float, float]]) -> None:
    waiting = Waiting(limit)
    for seconds, lost in asked:
        with suppress(GitHubError):
            waiting.patience.wait(seconds, "x", lost)
    assert sum(waiting.slept) <= limit * (1 + 1e-9)
    assert all(each >= 0 for each in waiting.slept)


def test_the_minute_that_has_begun_is_too_early() -> None:
    with pytest.raises(GitHubError, match="wants") as caught:
        Waiting().patience.wait(3630, "rate limit")
    assert caught.value.remedy.startswith("run again after 09:01 UTC")
