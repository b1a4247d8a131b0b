"""Branches and commits, in the shape that GitHub gives them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from github_world.exchange import answer, refusal
from github_world.routes import route

if TYPE_CHECKING:
    from github_world.exchange import Answer, Asked
    from github_world.hub import Hub


@route("GET", "/repos/{repo}/branches/{name}")
def branch(hub: Hub, asked: Asked, repo: str, name: str) -> Answer:
    given = hub.forward(asked)
    if given.status != 200:
        return refusal(404, "Branch not found")
    commit = hub.forward(asked.like("GET", f"/repos/{repo}/commits/{given.json['commit']['sha']}")).json
    checks = {"enforcement_level": "off", "contexts": [], "checks": []}
    whole = {
        "commit": {key: commit[key] for key in commit if key not in {"stats", "files"}},
        "_links": {"self": f"{hub.base_url}{asked.path}", "html": f"{hub.base_url}/{repo}/tree/{name}"},
        "protection": {"enabled": False, "required_status_checks": checks},
    }
    return given.saying({**given.json, **whole})


def resolved(hub: Hub, asked: Asked, repo: str, ref: str) -> str | None:
    """Return the commit that a branch, tag or SHA means; a pull request's head counts, from a fork too."""
    given = hub.forward(asked.like("GET", f"/repos/{repo}/commits/{ref}"))
    if given.status == 200:
        return str(given.json["sha"])
    pulls = hub.everything(asked.like("GET", f"/repos/{repo}/pulls", state="all"))
    return next((ref for each in pulls if each["head"]["sha"] == ref), None)


@route("GET", "/repos/{repo}/commits/{ref}")
def commit(hub: Hub, asked: Asked, repo: str, ref: str) -> Answer:
    given = hub.forward(asked)
    if given.status == 200:
        return given
    for pull in hub.everything(asked.like("GET", f"/repos/{repo}/pulls", state="all")):
        if pull["head"]["sha"] == ref and pull["head"]["repo"]:
            fork = pull["head"]["repo"]["full_name"]
            found = hub.forward(asked.like("GET", f"/repos/{fork}/commits/{ref}"))
            # It is asked for through this repository, so its addresses are in this one too.
            return replace(found, body=found.body.replace(f"/{fork}/".encode(), f"/{repo}/".encode()))
    return answer({**refusal(422, "").json, "message": f"No commit found for SHA: {ref}"}, 422)
