from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import refused, said

from gatekeeper.github.exchange import Answer, Asked
from gatekeeper.github.refusals import refusal

if TYPE_CHECKING:
    from gatekeeper.github.errors import GitHubError

_ASKED = Asked(method="POST", target="/x", doing="comment on #12", need="issues: write")


def _shown(answer: Answer, asked: Asked = _ASKED) -> GitHubError:
    error = refusal(asked, answer)
    assert error.status == answer.status
    return error


@pytest.mark.parametrize(
    ("answer", "message", "remedy"),
    [
        (refused(401, "Bad credentials"), "GitHub does not accept the token: 401 Bad credentials", "give a token that is valid"),
        (refused(403, "Resource not accessible by integration"), "GitHub refuses to comment on #12: 403 Resource not", "issues: write; "),
        (
            refused(403, "x", x_accepted_github_permissions="issues=write; pull_requests=write"),
            "403 x",
            "issues: write or pull_requests: write;",
        ),
        (refused(403, "x", x_accepted_github_permissions="##[error]x"), "403 x", "the permission issues: write;"),
        (refused(403, "x"), "403 x", "fork"),
        (refused(403, "Unable to create comment because issue is locked."), "refuses to comment on #12: it is locked", "unlock"),
        (refused(404, "Not Found"), "GitHub cannot comment on #12: 404, it is not there, or the token cannot see it", "issues: write"),
        (refused(410, "This issue was deleted"), "GitHub cannot comment on #12: 410, it is gone for good: This issue", "configuration"),
        (refused(307, "x", location="https://api.github.com/repositories/1"), "307, it has moved to https://api.github.com/rep", "--repo"),
        (refused(307), "it has moved to another place; nothing was written", "--repo"),
        (refused(451, "blocked"), "GitHub did not comment on #12: it answers 451 blocked", "run again later"),
        (Answer(status=418, body=b"<html>"), "it answers 418", "run again later"),
    ],
)
def test_refusals(answer: Answer, message: str, remedy: str) -> None:
    error = _shown(answer)
    assert message in error.message
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("errors", "shown"),
    [
        ([{"resource": "Label", "code": "already_exists", "field": "name"}], "(Label name already_exists)"),
        ([{"resource": "IssueComment", "code": "custom", "message": "Body is too long"}], "(Body is too long)"),
        (["Body is too long", {"message": "and so on"}], "(Body is too long; and so on)"),
        ("Validation failed", "(Validation failed)"),
        ([{"message": f"e{number}"} for number in range(9)], "(e0; e1; e2; e3; e4; and 4 more)"),
        ([7, None], ""),
        (None, ""),
    ],
)
def test_a_422_lists_what_is_wrong(errors: Any, shown: str) -> None:
    assert (
        _shown(said({"message": "Validation Failed", "errors": errors}, 422)).message
        == f"GitHub refuses to comment on #12: 422 Validation Failed {shown}".strip()
    )


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | hostile.texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["message", "errors", "code"]), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.sampled_from([301, 401, 403, 404, 410, 422, 500]), _json.map(lambda value: json.dumps(value).encode()) | st.binary(), hostile.texts
)
def test_nothing_hostile_is_printed_and_nothing_breaks(status: int, body: bytes, header: str) -> None:
    error = _shown(Answer(status=status, body=body, headers={"location": header, "x-accepted-github-permissions": header}))
    assert hostile.obeyed(f"{error.message}\n{error.remedy}") == []
    assert len(error.message) <= 1010


def test_a_deep_answer_breaks_nothing() -> None:
    assert _shown(Answer(status=422, body=b'{"errors":' + b"[" * 100_000)).message.startswith("GitHub refuses")


def test_reading_writes_nothing() -> None:
    asked = Asked(method="GET", target="/x", doing="read #12", need="issues: read")
    assert "written" not in _shown(refused(301), asked).message
