from __future__ import annotations

import hostile
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.errors import DeliveryError
from gatekeeper.github.errors import GitHubError, UncertainError


@given(hostile.texts | st.text(), hostile.texts)
def test_nothing_hostile_is_printed(message: str, remedy: str) -> None:
    error = GitHubError(f"GitHub says {message}", f"do {remedy}", 422)
    assert hostile.obeyed(f"{error}\n{error.message}\n{error.remedy}") == []
    assert max(len(error.message), len(error.remedy)) <= 1010
    assert "\n" not in error.message + error.remedy


def test_they_end_as_not_delivered() -> None:
    assert issubclass(UncertainError, GitHubError)
    assert issubclass(GitHubError, DeliveryError)
    assert (GitHubError("x").exit_code, GitHubError("x").status, GitHubError("x", status=404).status) == (4, None, 404)
