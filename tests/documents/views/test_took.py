from __future__ import annotations

import pytest

from gatekeeper.documents.views.took import took

_SHOWN = {
    None: "",
    0.0: "0ms",
    0.0001: "<1ms",
    0.0006: "1ms",
    0.012: "12ms",
    0.9994: "999ms",
    0.9996: "1.000s",
    1: "1.000s",
    5.106: "5.106s",
    61.5: "61.500s",
}


@pytest.mark.parametrize(("seconds", "shown"), _SHOWN.items())
def test_milliseconds_below_a_second_and_seconds_above(seconds: float | None, shown: str) -> None:
    assert took(seconds) == shown
