"""How tests reach the world behind its stage: requests in anybody's name that are neither logged nor faulted."""

from __future__ import annotations

from typing import Any

import requests
from github_world.people import REPOSITORY, token_of


class Client:
    """A connection to the local GitHub."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._session.trust_env = False

    def ask(self, method: str, path: str, *, by: str = "owner", json: Any = None, **query: Any) -> Any:
        """Ask in somebody's name; a path without a leading slash is inside the repository. An answer above 399 raises."""
        target = path if path.startswith("/") else f"/repos/{REPOSITORY}/{path}".rstrip("/")
        headers = {"Authorization": f"token {token_of(by)}", "X-Backstage": "yes"}
        answer = self._session.request(method, self.url + target, headers=headers, json=json, params=query, timeout=30)
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {target}: {answer.status_code} {answer.text[:500]}")
        return answer.json() if answer.content else None

    def front(self, method: str, path: str, token: str = "", **options: Any) -> requests.Response:
        """Ask as a program does: logged, counted, faulted, and answered whatever the status. Redirects are not followed."""
        headers = {**options.pop("headers", {}), **({"Authorization": f"Bearer {token}"} if token else {})}
        target = path if path.startswith("/") else f"/repos/{REPOSITORY}/{path}".rstrip("/")
        return requests.request(method, self.url + target, headers=headers, allow_redirects=False, timeout=30, **options)

    def every(self, path: str, **query: Any) -> list[Any]:
        """Return the items of all pages."""
        found: list[Any] = []
        for page in range(1, 1000):
            items = self.ask("GET", path, **query, per_page=100, page=page)
            found += items
            if len(items) < 100:
                break
        return found

    def control(self, what: str, **arguments: Any) -> Any:
        """Do what no API of GitHub does; see control.py."""
        answer = self._session.post(f"{self.url}/__world/{what}", json=arguments, timeout=30)
        answer.raise_for_status()
        return answer.json()["said"]

    def hang_up(self) -> None:
        """Close the connection."""
        self._session.close()
