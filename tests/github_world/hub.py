"""What stands in front of emulate: knows who asks, answers or forwards, and holds every exchange to the contract."""

from __future__ import annotations

import re
import threading
import traceback
from typing import Any
from urllib.parse import urlsplit

# Importing them registers what they answer.
from github_world import artifacts, comments, commits, issues, labels, pulls, statuses, users  # noqa: F401
from github_world.contract import Contract
from github_world.exchange import Answer, Asked, refusal
from github_world.inner import Inner
from github_world.people import inner_token, seed
from github_world.permissions import Asker, asker_of, refused
from github_world.polish import polished
from github_world.routes import dispatch
from github_world.state import State

_OF_AN_ISSUE = re.compile(r"/repos/acme/widgets/issues/(\d+)(/.*)?")


class Hub:
    """The local GitHub."""

    def __init__(self, base_url: str, storage_url: str) -> None:
        self.base_url = base_url
        self.storage_url = storage_url
        self.state = State()
        self.lock = threading.RLock()
        self._inner = Inner(seed(base_url))
        self._contract = Contract()

    def reset(self) -> None:
        """Go back to the seed."""
        with self.lock:
            self._inner.reset()
            self.state = State()

    def answer(self, asked: Asked) -> Answer:
        """Answer a request as GitHub would, and note where it or the answer breaks the contract."""
        with self.lock:
            try:
                given = self._answer(asked)
            except Exception:  # noqa: BLE001 - a test must not take our own fault for one of GitHub's
                self.state.violations.append(f"the local GitHub itself broke:\n{traceback.format_exc()}")
                return refusal(500, "Server Error")
            self.state.violations += self._contract.violations(asked, given)
            return given

    def asker(self, asked: Asked) -> Asker:
        """Return who asks."""
        return asker_of(asked, self.state) or Asker()

    def forward(self, asked: Asked) -> Answer:
        """Ask emulate in the name of who asks, and put right what it answers."""
        login = self.asker(asked).login
        named = {"Authorization": f"token {inner_token(login)}"} if login else {}
        # The links to other pages are made from the host that was asked for.
        headers = {"Content-Type": "application/json", "Host": urlsplit(self.base_url).netloc, **named}
        return polished(self._inner.ask(asked.method, asked.target, headers, asked.body), self.state)

    def everything(self, asked: Asked) -> list[Any]:
        """Return what all pages of emulate's list hold."""
        found: list[Any] = []
        for page in range(1, 1000):
            given = self.forward(asked.like("GET", asked.path, **{**asked.query, "per_page": 100, "page": page}))
            if given.status == 404:
                break  # what is listed belongs to something that is not there
            items = given.json
            found += items
            if len(items) < 100:
                break
        return found

    def _answer(self, asked: Asked) -> Answer:
        asker = asker_of(asked, self.state)
        if asker is None:
            return refusal(401, "Bad credentials")
        return refused(asker, asked, self.state) or self._gone(asked) or dispatch(self, asked)

    def _gone(self, asked: Asked) -> Answer | None:
        found = _OF_AN_ISSUE.fullmatch(asked.path)
        if not found:
            return None
        number = int(found[1])
        if number in self.state.deleted:
            return refusal(410, "This issue was deleted")
        if number in self.state.moved:
            location = self.state.moved[number] + (found[2] or "")
            given = refusal(301, "Moved Permanently", headers={"Location": location})
            return given.saying({**given.json, "url": location})
        if asked.method != "GET":
            self.state.clocks.get(("issue", number), {}).pop("updated_at", None)
        return None
