"""The addresses that GitHub hands out: the next page, a new place. None of them may lead out of the API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from gatekeeper.github.exchange import Answer

_LINK = re.compile(r"<([^<>]*)>([^<>]*)")
_NEXT = re.compile(r'\brel="?next\b')
_PORTS = {"https": 443, "http": 80}


def next_page(answer: Answer) -> str | None:
    """Return the address of the next page, None on the last."""
    links = _LINK.findall(answer.headers.get("link", ""))
    return next((url for url, parameters in links if _NEXT.search(parameters)), None)


def inside(url: str, base: str) -> str | None:
    """Return an address in full if it is one of the API's, else None."""
    try:
        whole = urljoin(base + "/", url)
        there, here = urlsplit(whole), urlsplit(base)
        same = _origin(there) == _origin(here) and there.path.startswith(here.path.rstrip("/") + "/")
    except ValueError:
        return None
    return whole if url and same else None


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
