"""Holds requests and answers to GitHub's own description of its API."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from collections.abc import Iterator

    from github_world.exchange import Answer, Asked

_LONG = {"ref", "name", "branch"}  # these may hold slashes
_LABELS = "/repos/{owner}/{repo}/issues/{issue_number}/labels"


def _schema(value: Any) -> Any:
    """Turn OpenAPI's dialect into JSON Schema: ``nullable`` is a type there, and references leave for our document."""
    if isinstance(value, list):
        return [_schema(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _schema(item) for key, item in value.items() if key not in {"nullable", "format"}}
    if "$ref" in made:
        made["$ref"] = made["$ref"].replace("#/", "urn:github#/", 1)
    return {"anyOf": [made, {"type": "null"}]} if value.get("nullable") is True else made


class Contract:
    """The description, with one compiled check for each operation, direction and status."""

    def __init__(self) -> None:
        self._document = json.loads(Path(__file__).with_name("openapi.json").read_text("utf-8"))
        # GitHub writes the names of its parts where JSON Schema wants schemas: only they are turned.
        parts = {kind: _schema(part) for kind, part in self._document["components"].items()}
        resource = Resource.from_contents({"components": parts}, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource("urn:github", resource)
        paths = sorted(self._document["paths"], key=lambda each: (each.count("{"), -len(each)))
        self._patterns = [(self._pattern(each), each) for each in paths]
        self._check = cache(self._compiled)

    def violations(self, asked: Asked, given: Answer) -> Iterator[str]:
        """Yield what the request or its answer does that GitHub's description does not allow."""
        path = next((path for pattern, path in self._patterns if self._fits(pattern, path, asked)), None)
        if path is None:
            yield f"{asked.method} {asked.path}: GitHub describes no such operation (or refresh.py leaves it out)"
            return
        found = [*self._in_request(path, asked), *self._in_answer(path, asked.method.lower(), given)]
        yield from (f"{asked.method} {path}: {each}" for each in found)

    def _in_request(self, path: str, asked: Asked) -> Iterator[str]:
        operation = self._document["paths"][path][asked.method.lower()]
        known = {self._whole(each)["name"] for each in operation.get("parameters", ())}
        yield from (f"unknown parameter {name!r}" for name in sorted(set(asked.query) - known))
        described = operation.get("requestBody")
        if asked.body and asked.json is None:
            yield "the body is no JSON"
        elif described and (asked.json is not None or described.get("required")):
            # GitHub's prose allows the bare list that PyGithub sends; its schema names the object only.
            body = {"labels": asked.json} if path == _LABELS and isinstance(asked.json, list) else asked.json
            yield from self._wrong(path, asked.method.lower(), "", body)
        elif asked.json and not described:
            yield "a body where none is described"

    def _in_answer(self, path: str, method: str, given: Answer) -> Iterator[str]:
        if str(given.status) not in self._document["paths"][path][method]["responses"]:
            # Refusals are listed sparsely; of what succeeds everything is listed.
            if given.status < 300:
                yield f"answered {given.status}, which is not described"
            return
        if given.status < 300 and given.json is not None:
            yield from self._wrong(path, method, str(given.status), _sample(given.json))

    def _wrong(self, path: str, method: str, status: str, value: Any) -> Iterator[str]:
        check = self._check(path, method, status)
        for error in check.iter_errors(value) if check else ():
            where = "/".join(str(each) for each in error.absolute_path)
            if error.instance is None and where.endswith("description"):
                continue  # of labels of pull requests GitHub describes a text, and answers null as everywhere
            yield f"{'answer' if status else 'body'} /{where}: {error.message[:200]}"

    def _compiled(self, path: str, method: str, status: str) -> Draft202012Validator | None:
        operation = self._document["paths"][path][method]
        part = self._whole(operation["responses"][status] if status else operation["requestBody"])
        schema = part.get("content", {}).get("application/json", {}).get("schema")
        return Draft202012Validator(_schema(schema), registry=self._registry) if schema else None

    def _whole(self, part: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in part:
            return part
        _, _, kind, name = part["$ref"].split("/", 3)
        found: dict[str, Any] = self._document["components"][kind][name]
        return found

    def _fits(self, pattern: re.Pattern[str], path: str, asked: Asked) -> bool:
        return asked.method.lower() in self._document["paths"][path] and pattern.fullmatch(asked.path) is not None

    @staticmethod
    def _pattern(path: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{(\w+)\}", lambda found: ".+" if found[1] in _LONG else "[^/]+", path))


def _sample(data: Any) -> Any:
    """Return a long list's ends: a hundred comments are all made alike."""
    return [data[0], data[-1]] if isinstance(data, list) and len(data) > 2 else data
