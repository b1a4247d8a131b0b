"""Where the API is: github.com, a GitHub Enterprise, or a test on this machine."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gatekeeper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "https://api.github.com"
_REMEDY = "write https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise"


def api_address(environ: Mapping[str, str]) -> str:
    """Return the API's address without a slash at its end; a token goes over the network encrypted or not at all."""
    url = environ.get("GITHUB_API_URL") or DEFAULT
    problem = _problem(url)
    if problem:
        # The address itself is not shown: somebody may have put a login into it.
        raise UsageError(f"GITHUB_API_URL {problem}", _REMEDY)
    return url.rstrip("/")


def _problem(url: str) -> str:
    if not (url.isascii() and url.isprintable()) or " " in url or "\\" in url:
        return "holds characters that no address has"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "is no address"
    if parts.username is not None or parts.query or parts.fragment or "?" in url or "#" in url:
        return "holds more than a host and a path"
    if not parts.hostname:
        return "names no host"
    if parts.scheme != "https" and not (parts.scheme == "http" and _loopback(parts.hostname)):
        return "is not encrypted: it must begin with https://"
    return ""


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
