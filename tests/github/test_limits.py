from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import NOW, refused, said

from gatekeeper.github.limits import limited, retry_after

_PRIMARY = "API rate limit exceeded for installation ID 1."
_SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."


@pytest.mark.parametrize(
    ("status", "message", "headers", "expected"),
    [
        (403, _PRIMARY, {"x_ratelimit_remaining": "0", "x_ratelimit_reset": f"{int(NOW) + 30}"}, (31, "rate limit")),
        (429, _PRIMARY, {"x_ratelimit_remaining": "0", "x_ratelimit_reset": f"{int(NOW) - 30}"}, (1, "rate limit")),
        (403, _PRIMARY, {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "soon"}, (60, "rate limit")),
        (403, _PRIMARY, {"x_ratelimit_remaining": "0"}, (60, "rate limit")),
        (403, _SECONDARY, {"retry_after": "7", "x_ratelimit_remaining": "0"}, (7, "secondary rate limit")),
        (403, _SECONDARY, {}, (60, "secondary rate limit")),
        (403, "You have triggered an abuse detection mechanism.", {}, (60, "secondary rate limit")),
        (429, "slow down", {}, (60, "secondary rate limit")),
        (429, "slow down", {"retry_after": "0"}, (1, "secondary rate limit")),
        (429, "slow down", {"retry_after": "Fri, 15 Jan 2027 08:00:40 GMT"}, (40, "secondary rate limit")),
        (429, "slow down", {"retry_after": "later"}, (60, "secondary rate limit")),
        (429, "slow down", {"retry_after": "1" * 40}, (60, "secondary rate limit")),
        (403, "Resource not accessible by integration", {"x_ratelimit_remaining": "4999"}, None),
        (500, _PRIMARY, {"retry_after": "7"}, None),
        (200, _PRIMARY, {"x_ratelimit_remaining": "0"}, None),
    ],
)
def test_limits(status: int, message: str, headers: dict[str, str], expected: tuple[float, str] | None) -> None:
    assert limited(refused(status, message, **headers), NOW) == expected


@given(st.text(), st.text(), st.text())
def test_no_header_breaks_it_or_lets_it_spin(after: str, remaining: str, reset: str) -> None:
    headers = {"retry_after": after, "x_ratelimit_remaining": remaining, "x_ratelimit_reset": reset}
    found = limited(said({}, 429, **headers), NOW)
    assert found is not None
    assert found[0] >= 1


def test_none_is_told() -> None:
    assert retry_after(refused(503), NOW) is None
