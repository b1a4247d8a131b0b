from __future__ import annotations

import pytest

from gatekeeper.errors import UsageError
from gatekeeper.github.address import api_address


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", "https://api.github.com"),
        ("https://api.github.com/", "https://api.github.com"),
        ("https://ghe.example/api/v3", "https://ghe.example/api/v3"),
        ("https://ghe.example:8443/api/v3/", "https://ghe.example:8443/api/v3"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://localhost:8080", "http://localhost:8080"),
    ],
)
def test_addresses(given: str, address: str) -> None:
    assert api_address({"GITHUB_API_URL": given}) == address


def test_without_one_it_is_github_com() -> None:
    assert api_address({}) == "https://api.github.com"


@pytest.mark.parametrize(
    "given",
    [
        "http://api.github.com",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://192.168.0.1",
        "ftp://api.github.com",
        "api.github.com",
        "https://",
        "https://user:hunter2@ghe.example",
        "https://hunter2@ghe.example",
        "https://ghe.example/?token=hunter2",
        "https://ghe.example/#hunter2",
        "https://ghe.example:hunter2/",
        "https://ghe.example\n/hunter2",
        "https://ghe.example/ hunter2",
        "https://ghe.example\\hunter2",
        "https://[hunter2",
        "https://gh\u00e9.example/hunter2",
    ],
)
def test_no_token_goes_there_and_nothing_of_it_is_shown(given: str) -> None:
    with pytest.raises(UsageError, match="GITHUB_API_URL") as caught:
        api_address({"GITHUB_API_URL": given})
    assert "hunter2" not in caught.value.message + caught.value.remedy
