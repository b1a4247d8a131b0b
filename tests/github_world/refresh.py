"""Writes openapi.json anew: GitHub's description of its API, cut down to the operations that the project and its tests use.

npm pack @octokit/openapi && tar xf octokit-openapi-*.tgz
python tests/github_world/refresh.py package/generated/api.github.com.json
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("openapi.json")
_REPO = "/repos/{owner}/{repo}"
_ISSUE = f"{_REPO}/issues/{{issue_number}}"
OPERATIONS = {
    "/rate_limit": "get",
    "/search/issues": "get",
    "/user": "get",
    "/users/{username}": "get",
    _REPO: "get",
    f"{_REPO}/actions/artifacts": "get",
    f"{_REPO}/actions/artifacts/{{artifact_id}}": "get",
    f"{_REPO}/actions/artifacts/{{artifact_id}}/{{archive_format}}": "get",
    f"{_REPO}/branches/{{branch}}": "get",
    f"{_REPO}/collaborators/{{username}}/permission": "get",
    f"{_REPO}/commits": "get",
    f"{_REPO}/commits/{{commit_sha}}/pulls": "get",
    f"{_REPO}/commits/{{ref}}": "get",
    f"{_REPO}/commits/{{ref}}/status": "get",
    f"{_REPO}/commits/{{ref}}/statuses": "get",
    f"{_REPO}/forks": "post",
    f"{_REPO}/git/commits": "post",
    f"{_REPO}/git/commits/{{commit_sha}}": "get",
    f"{_REPO}/git/ref/{{ref}}": "get",
    f"{_REPO}/git/refs": "post",
    f"{_REPO}/git/refs/{{ref}}": "patch",
    f"{_REPO}/git/trees": "post",
    f"{_REPO}/issues": "get post",
    f"{_REPO}/issues/comments": "get",
    f"{_REPO}/issues/comments/{{comment_id}}": "get patch delete",
    _ISSUE: "get patch",
    f"{_ISSUE}/comments": "get post",
    f"{_ISSUE}/events": "get",
    f"{_ISSUE}/labels": "get post put delete",
    f"{_ISSUE}/labels/{{name}}": "delete",
    f"{_ISSUE}/lock": "put delete",
    f"{_ISSUE}/timeline": "get",
    f"{_REPO}/labels": "get post",
    f"{_REPO}/labels/{{name}}": "get patch delete",
    f"{_REPO}/pulls": "get post",
    f"{_REPO}/pulls/{{pull_number}}": "get",
    f"{_REPO}/statuses/{{sha}}": "post",
}
_PROSE = {"description", "summary", "title", "example", "examples", "externalDocs", "tags", "operationId", "deprecated"}
_REFERENCE = re.compile(r'"\$ref": "(#/[^"]+)"')


def bare(value: Any, *, names: bool = False) -> Any:
    """Return a piece of the description without its prose; below ``properties`` the keys are names, and stay."""
    if isinstance(value, list):
        return [bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: item for key, item in value.items() if names or not (key in _PROSE or key.startswith("x-"))}
    return {key: bare(item, names=key in {"properties", "schemas", "parameters"} and not names) for key, item in kept.items()}


def trimmed(whole: dict[str, Any]) -> dict[str, Any]:
    """Return the operations in use, and all they refer to."""
    paths = {path: {method: bare(whole["paths"][path][method]) for method in methods.split()} for path, methods in OPERATIONS.items()}
    parts: dict[str, dict[str, Any]] = {}
    open_references = set(_REFERENCE.findall(json.dumps(paths)))
    while open_references:
        _, _, kind, name = open_references.pop().split("/", 3)
        part = parts.setdefault(kind, {})[name] = bare(whole["components"][kind][name])
        found = _REFERENCE.findall(json.dumps(part))
        open_references |= {each for each in found if each.split("/", 3)[3] not in parts.get(each.split("/", 3)[2], {})}
    return {"openapi": whole["openapi"], "info": {"version": whole["info"]["version"]}, "paths": paths, "components": parts}


if __name__ == "__main__":
    TARGET.write_text(json.dumps(trimmed(json.loads(Path(sys.argv[1]).read_text("utf-8"))), indent=0, sort_keys=True) + "\n", "utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")
