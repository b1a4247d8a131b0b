"""Pull requests: as issues, and found by a commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from github_world.exchange import answer, paged
from github_world.routes import route

if TYPE_CHECKING:
    from github_world.exchange import Answer, Asked
    from github_world.hub import Hub
    from github_world.state import State

_SHARED = (
    *("id", "node_id", "number", "html_url", "title", "user", "labels", "state", "locked", "active_lock_reason", "assignee"),
    *("assignees", "milestone", "created_at", "updated_at", "closed_at", "body", "author_association", "draft"),
)
_LINKS = ("url", "html_url", "diff_url", "patch_url", "merged_at")


def as_issue(pull: dict[str, Any], state: State) -> dict[str, Any]:
    """Return a pull request as the issues API shows it."""
    url = pull["url"].replace("/pulls/", "/issues/")
    comments = sum(number == pull["number"] for number, _ in state.writers.values())
    links = {f"{name}_url": f"{url}/{name}" for name in ("comments", "events", "timeline")}
    return {
        **{key: pull.get(key) for key in _SHARED},
        **links,
        "url": url,
        "repository_url": url.rsplit("/issues/", 1)[0],
        "labels_url": url + "/labels{/name}",
        "comments": comments,
        "state_reason": state.reasons.get(pull["number"]),
        "closed_by": None,
        "performed_via_github_app": None,
        "pull_request": {key: pull.get(key) for key in _LINKS},
        **state.clocks.get(("issue", pull["number"]), {}),
    }


def edit_as_issue(hub: Hub, asked: Asked, repo: str, number: int, change: dict[str, Any]) -> Answer:
    """Do to a pull request what the issues API was asked to do."""
    path = f"/repos/{repo}/pulls/{number}"
    own = {key: change[key] for key in ("title", "body", "state") if key in change}
    given = hub.forward(asked.like("PATCH", path, own))
    if given.status == 200 and "labels" in change:
        hub.forward(asked.like("PUT", f"/repos/{repo}/issues/{number}/labels", {"labels": change["labels"]}))
        given = hub.forward(asked.like("GET", path))
    return answer(as_issue(given.json, hub.state)) if given.status == 200 else given


@route("POST", "/repos/{repo}/pulls")
def create(hub: Hub, asked: Asked) -> Answer:
    given = hub.forward(asked)
    if given.status == 201:
        hub.state.pulls.add(given.json["number"])
    return given


@route("GET", "/repos/{repo}/commits/{sha}/pulls")
def of_commit(hub: Hub, asked: Asked, repo: str, sha: str) -> Answer:
    """List open ones by their head, as GitHub does for a commit that is not on the default branch; merged ones by their merge."""
    every = hub.everything(asked.like("GET", f"/repos/{repo}/pulls", state="all"))
    return paged([each for each in every if sha in _shas(each)], asked, hub.base_url)


def _shas(pull: dict[str, Any]) -> set[str | None]:
    return {pull["merge_commit_sha"]} | ({pull["head"]["sha"]} if pull["state"] == "open" else set())
