from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from github_world.contract import Contract
from github_world.exchange import Answer, Asked, answer
from github_world.refresh import OPERATIONS, TARGET, bare, trimmed

_CONTRACT = Contract()
_LABEL = {"id": 1, "node_id": "x", "url": "https://x.example", "name": "a", "description": None, "color": "ededed", "default": False}
_LABELS = "/repos/acme/widgets/issues/1/labels"


def _violations(method: str, target: str, body: Any = None, given: Answer | None = None) -> list[str]:
    asked = Asked(method=method, target=target, body=b"" if body is None else json.dumps(body).encode())
    return [each.split(": ", 1)[1] for each in _CONTRACT.violations(asked, given or Answer(status=422))]


def test_what_github_describes_is_no_violation() -> None:
    assert _violations("GET", "/repos/acme/widgets/labels?per_page=100&page=2", given=answer([_LABEL])) == []
    assert _violations("POST", "/repos/acme/widgets/labels", {"name": "a"}, answer(_LABEL, 201)) == []
    assert _violations("GET", "/repos/acme/widgets/labels", given=answer({"message": "Server Error"}, 502)) == []


def test_a_bare_list_of_labels_is_allowed_and_held_to_its_items() -> None:
    assert _violations("POST", _LABELS, ["a"]) == []
    assert _violations("POST", _LABELS, {"labels": [7]})


@pytest.mark.parametrize(
    ("method", "target", "body", "says"),
    [
        ("GET", "/repos/acme/widgets/labels?perpage=1", None, "unknown parameter 'perpage'"),
        ("GET", "/repos/acme/widgets/labels", {"a": 1}, "a body where none is described"),
        ("POST", "/repos/acme/widgets/issues/1/comments", {}, "body /: 'body' is a required property"),
        ("POST", "/repos/acme/widgets/issues/1/comments", None, "body /: None is not of type 'object'"),
        ("PATCH", "/repos/acme/widgets/issues/1", {"state": "shut"}, "body /state: 'shut' is not one of ['open', 'closed']"),
        ("PUT", "/repos/acme/widgets/labels", None, "GitHub describes no such operation (or refresh.py leaves it out)"),
    ],
)
def test_a_wrong_request_is_a_violation(method: str, target: str, body: Any, says: str) -> None:
    assert _violations(method, target, body) == [says]


def test_a_body_that_is_no_json_is_a_violation() -> None:
    asked = Asked(method="POST", target="/repos/acme/widgets/issues/1/comments", body=b"{")
    assert [each.split(": ", 1)[1] for each in _CONTRACT.violations(asked, answer({}, 400))] == ["the body is no JSON"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (answer([{**_LABEL, "id": "1"}]), "answer /0/id: '1' is not of type 'integer'"),
        (answer([_LABEL, _LABEL, {**_LABEL, "name": None}]), "answer /1/name: None is not of type 'string'"),
        (answer([], 201), "answered 201, which is not described"),
    ],
)
def test_our_own_answers_are_held_to_it_too(given: Answer, says: str) -> None:
    assert _violations("GET", "/repos/acme/widgets/labels", given=given) == [says]


def test_the_description_is_the_one_that_the_script_writes() -> None:
    kept = json.loads(TARGET.read_text("utf-8"))
    assert {path: " ".join(sorted(each)) for path, each in kept["paths"].items()} == {
        path: " ".join(sorted(methods.split())) for path, methods in OPERATIONS.items()
    }


def test_prose_goes_and_names_stay() -> None:
    schema = {"description": "prose", "x-github": {}, "properties": {"description": {"type": "string", "example": "x"}, "title": {}}}
    assert bare(schema) == {"properties": {"description": {"type": "string"}, "title": {}}}


def test_what_operations_refer_to_is_kept_and_nothing_else() -> None:
    one = {"$ref": "#/components/schemas/one"}
    schemas = {"one": {"items": {"$ref": "#/components/schemas/two"}}, "two": {"items": one}, "three": {}}
    paths = {path: {method: {"responses": one} for method in ["get", "post", "put", "patch", "delete"]} for path in OPERATIONS}
    whole = {"openapi": "3.0.3", "info": {"version": "1"}, "paths": {**paths, "/other": {}}, "components": {"schemas": schemas}}
    cut = trimmed(whole)
    assert set(cut["components"]["schemas"]) == {"one", "two"}
    assert cut["paths"].keys() == OPERATIONS.keys()


def test_the_lock_pins_emulate_by_its_digest_and_names_no_registry() -> None:
    folder = Path(__file__).parent
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    installed = {name: each for name, each in lock["packages"].items() if name}
    assert json.loads((folder / "package.json").read_text("utf-8"))["dependencies"] == {"emulate": "0.12.2"}
    assert installed["node_modules/emulate"]["version"] == "0.12.2"
    assert all(each["integrity"].startswith("sha512-") and "resolved" not in each for each in installed.values())
