from __future__ import annotations

import pytest
from scripted import BASE, Script, Waiting, refused, said, script

from gatekeeper.github.errors import GitHubError
from gatekeeper.github.repository import Repository
from gatekeeper.github.secret import Secret
from gatekeeper.github.session import Session


def test_a_user_is_asked_for_once() -> None:
    repository, wire, _ = script(said({"login": "octocat"}), login=None)
    assert [repository.login(), repository.login()] == ["octocat", "octocat"]
    assert wire.lines == ["GET /user"]


def test_a_workflows_token_is_not_asked() -> None:
    wire = Script([refused(500)])
    session = Session(wire=wire, base=BASE, repository="acme/widgets", token=Secret("ghs_x"), patience=Waiting().patience)
    assert Repository(session=session).login() == "github-actions[bot]"
    assert wire.asked == []


def test_a_token_that_may_not_ask_is_a_workflows() -> None:
    assert script(refused(403, "Resource not accessible by integration"), login=None)[0].login() == "github-actions[bot]"


def test_the_login_that_is_given_wins() -> None:
    repository, wire, _ = script(refused(500), login="some-app[bot]")
    assert repository.login() == "some-app[bot]"
    assert wire.asked == []


def test_a_bad_token_is_said() -> None:
    with pytest.raises(GitHubError, match="does not accept the token"):
        script(refused(401), login=None)[0].login()


@pytest.mark.parametrize(
    ("answer", "role"),
    [
        (said({"permission": "write", "role_name": "maintain"}), "maintain"),
        (said({"permission": "read"}), "read"),
        (refused(404), "none"),
    ],
)
def test_permission(answer: object, role: str) -> None:
    repository, wire, _ = script(answer)  # type: ignore[arg-type]  # built by helpers above
    assert repository.permission("some-app[bot]") == role
    assert wire.lines == ["GET /repos/acme/widgets/collaborators/some-app%5Bbot%5D/permission"]


def test_a_refusal_is_no_role() -> None:
    with pytest.raises(GitHubError, match="what octocat may do"):
        script(refused(403))[0].permission("octocat")
