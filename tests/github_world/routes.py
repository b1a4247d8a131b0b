"""Which function answers which request: ``@route("GET", "/repos/{repo}/issues/{number}")``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import signature
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from github_world.exchange import Answer, Asked
    from github_world.hub import Hub


_PARTS = {"repo": "[^/]+/[^/]+", "number": "[0-9]+", "id": "[0-9]+", "sha": "[0-9a-f]{40}", "name": ".+", "ref": ".+"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """A method, a pattern of paths and the function that answers them."""

    method: str
    pattern: re.Pattern[str]
    handler: Callable[..., Answer]
    wants: frozenset[str]


_ROUTES: list[Route] = []


def pattern_of(path: str) -> re.Pattern[str]:
    """Return the expression for a path with names in braces; a name without a meaning of its own is one segment."""
    return re.compile(re.sub(r"\{(\w+)\}", lambda found: f"(?P<{found[1]}>{_PARTS.get(found[1], '[^/]+')})", path))


def route(method: str, path: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Register a function; of several that match, the one with the longest path answers."""

    def register(handler: Callable[..., Answer]) -> Callable[..., Answer]:
        _ROUTES.append(Route(method=method, pattern=pattern_of(path), handler=handler, wants=frozenset(signature(handler).parameters)))
        _ROUTES.sort(key=lambda each: -each.pattern.pattern.count("/"))
        return handler

    return register


def dispatch(hub: Hub, asked: Asked) -> Answer:
    """Answer from our own functions, and from emulate what none of them wants."""
    for candidate in _ROUTES:
        found = candidate.pattern.fullmatch(asked.path)
        if found and candidate.method == asked.method:
            parts = {key: _part(key, text) for key, text in found.groupdict().items() if key in candidate.wants}
            return candidate.handler(hub, asked, **parts)
    return hub.forward(asked)


def _part(key: str, text: str) -> str | int:
    return int(text) if key in {"number", "id"} else text
