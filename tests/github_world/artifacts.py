"""Artifacts of workflow runs, and the storage on another port that their bytes come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from github_world.exchange import Answer, answer, page_of, refusal
from github_world.routes import route

if TYPE_CHECKING:
    from github_world.exchange import Asked
    from github_world.hub import Hub
    from github_world.state import Artifact


def _found(hub: Hub, number: int) -> Artifact | None:
    return next((each for each in hub.state.artifacts if each.about["id"] == number), None)


@route("GET", "/repos/{repo}/actions/artifacts")
def every(hub: Hub, asked: Asked) -> Answer:
    name = asked.query.get("name")
    wanted = [each.about for each in hub.state.artifacts if name in {None, each.about["name"]}]
    chosen, links = page_of(wanted, asked, hub.base_url)
    return answer({"total_count": len(wanted), "artifacts": chosen}, headers=links)


@route("GET", "/repos/{repo}/actions/artifacts/{id}")
def one(hub: Hub, _asked: Asked, id: int) -> Answer:  # noqa: A002 - GitHub's word
    found = _found(hub, id)
    return answer(found.about) if found else refusal(404, "Not Found")


@route("GET", "/repos/{repo}/actions/artifacts/{id}/zip")
def download(hub: Hub, asked: Asked, id: int) -> Answer:  # noqa: A002 - GitHub's word
    if not hub.asker(asked).login:
        return refusal(401, "Requires authentication")
    found = _found(hub, id)
    if found is None:
        return refusal(404, "Not Found")
    if found.about["expired"]:
        return refusal(410, "Artifact has expired")
    return Answer(status=302, headers={"Location": f"{hub.storage_url}/artifacts/{id}?signature=secret"})


def stored(hub: Hub, asked: Asked) -> Answer:
    """Answer for the storage: the bytes, and a refusal to whoever shows it a token, as the real one does."""
    found = _found(hub, int(asked.path.rsplit("/", 1)[1]))
    if asked.token:
        return Answer(
            status=400, body=b"<Error><Code>InvalidAuthenticationInfo</Code></Error>", headers={"Content-Type": "application/xml"}
        )
    if found is None or asked.query.get("signature") != "secret":
        return Answer(status=403, body=b"<Error><Code>AuthenticationFailed</Code></Error>", headers={"Content-Type": "application/xml"})
    return Answer(status=200, body=found.archive, headers={"Content-Type": "application/zip"})
