"""How deep and how wide the elements of a report may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.junit.columns import MOST_ATTRIBUTES
from gatekeeper.junit.source import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST = 1000


def check(depth: int, attrs: Mapping[str, str]) -> None:
    """Refuse an element that no honest report has."""
    if depth > DEEPEST:
        raise Refused(f"elements are nested more than {DEEPEST} deep")
    if len(attrs) > MOST_ATTRIBUTES:
        raise Refused(f"an element has more than {MOST_ATTRIBUTES} attributes")
