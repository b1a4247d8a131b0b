from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.github.exchange import Answer
from gatekeeper.github.links import inside, next_page

_BASE = "https://ghe.example/api/v3"


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ('<https://a/x?page=2>; rel="next", <https://a/x?page=9>; rel="last"', "https://a/x?page=2"),
        ('<https://a/x?page=1>; rel="prev", <https://a/x?after=Y%3D&page=2>; rel="next"', "https://a/x?after=Y%3D&page=2"),
        ('<https://a/x?page=1>; rel="prev"', None),
        ("<https://a/x>; rel=next", "https://a/x"),
        ("", None),
        ("nonsense", None),
    ],
)
def test_next_page(link: str, page: str | None) -> None:
    assert next_page(Answer(status=200, headers={"link": link})) == page


@pytest.mark.parametrize(
    "url",
    [
        "https://ghe.example/api/v3/repositories/1/issues/2",
        "https://GHE.example:443/api/v3/x?page=2",
        "/api/v3/x",
    ],
)
def test_inside(url: str) -> None:
    assert inside(url, _BASE)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://evil.example/api/v3/x",
        "http://ghe.example/api/v3/x",
        "https://ghe.example:444/api/v3/x",
        "https://ghe.example/other",
        "https://ghe.example/api/v3",
        "https://ghe.example/api/v33/x",
        "//evil.example/api/v3/x",
        "https://ghe.example@evil.example/api/v3/x",
        "https://[/api/v3/x",
        "https://ghe.example:port/api/v3/x",
    ],
)
def test_outside(url: str) -> None:
    assert inside(url, _BASE) is None


@given(st.text() | st.text("/:@.?#[]hgextpsample"))
def test_what_is_inside_has_our_host(url: str) -> None:
    found = inside(url, _BASE)
    assert found is None or urlsplit(found).hostname == "ghe.example"
