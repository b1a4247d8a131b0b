"""One request and what came of it: an answer, or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

READ = "GET"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request in full.

    ``target`` is a path below the API's address, or a whole URL that GitHub named. ``doing`` continues the sentence
    "GitHub refuses to ..."; ``need`` is the permission it takes. One that may not be repeated blindly, because a second
    one would do the same thing twice, is not ``repeatable``.
    """

    method: str
    target: str
    doing: str
    need: str
    query: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    repeatable: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What came back. The names of headers are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)

    @property
    def good(self) -> bool:
        """Say whether it is a success: 202 is none, because it only promises one."""
        return self.status in {200, 201, 204, 205}


@dataclass(frozen=True, kw_only=True, slots=True)
class Lost:
    """No answer, or no whole one; asking again is no use where it is ``final``."""

    why: str
    final: bool = False
