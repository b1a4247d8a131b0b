"""One request as it was asked, and one answer as it is given."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_JSON = "application/json; charset=utf-8"
_DOCUMENTATION = "https://docs.github.com/rest"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request. ``target`` is what stood in the request line; ``backstage`` marks the ones the tests' own helpers make."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    backstage: bool = False

    @cached_property
    def path(self) -> str:
        """Return the path with its escapes undone: a label's slash is a slash, sent as %2F or not."""
        return unquote(urlsplit(self.target).path)

    @cached_property
    def query(self) -> dict[str, str]:
        """Return the parameters behind the question mark."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @cached_property
    def json(self) -> Any:
        """Return the body, or None where there is none or it is no JSON."""
        try:
            return json.loads(self.body) if self.body else None
        except ValueError:
            return None

    @cached_property
    def token(self) -> str:
        """Return the token that came with it, or nothing."""
        return re.sub(r"^(bearer|token)\s+", "", self.headers.get("authorization", ""), flags=re.IGNORECASE).strip()

    def like(self, method: str, path: str, json_body: Any = None, **query: object) -> Asked:
        """Return another request of the same person."""
        target = path + ("?" + urlencode(query) if query else "")
        return replace(self, method=method, target=target, body=b"" if json_body is None else json.dumps(json_body).encode())


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer; ``cut`` and ``gone`` are how a fault ends it: half a body, or no answer at all."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    gone: bool = False

    @cached_property
    def json(self) -> Any:
        """Return the body, or None where it is no JSON."""
        try:
            return json.loads(self.body) if self.body else None
        except ValueError:
            return None

    def saying(self, data: Any) -> Answer:
        """Return the same answer with another body."""
        return replace(self, body=json.dumps(data).encode())


def answer(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Return an answer with a JSON body."""
    return Answer(status=status, body=json.dumps(data).encode(), headers={"Content-Type": _JSON, **(headers or {})})


def refusal(status: int, message: str, errors: Sequence[Mapping[str, str]] = (), headers: Mapping[str, str] | None = None) -> Answer:
    """Return a refusal, in the words and the shape of GitHub."""
    found = {"errors": list(errors)} if errors else {}
    return answer({"message": message, **found, "documentation_url": _DOCUMENTATION, "status": str(status)}, status, headers)


def invalid(resource: str, code: str, name: str, message: str = "") -> Answer:
    """Return the 422 that names one field."""
    said = {"message": message} if message else {}
    return refusal(422, "Validation Failed", [{"resource": resource, "code": code, "field": name, **said}])


def page_of(items: Sequence[Any], asked: Asked, base_url: str) -> tuple[list[Any], dict[str, str]]:
    """Return one page of the items and the Link header that leads to the others."""
    size = max(1, min(int(asked.query.get("per_page", 30)), 100))
    page = max(1, int(asked.query.get("page", 1)))
    last = max(1, -(-len(items) // size))
    steps = [("prev", page - 1), ("first", 1)] if page > 1 else []
    steps += [("next", page + 1), ("last", last)] if page < last else []
    base = base_url + urlsplit(asked.target).path
    links = [f'<{base}?{urlencode({**asked.query, "page": number})}>; rel="{name}"' for name, number in steps]
    return list(items[(page - 1) * size : page * size]), {"Link": ", ".join(links)} if links else {}


def paged(items: Sequence[Any], asked: Asked, base_url: str) -> Answer:
    """Return one page of the items as an answer."""
    chosen, links = page_of(items, asked, base_url)
    return answer(chosen, headers=links)
