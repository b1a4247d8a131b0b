"""Asks GitHub until it answers, and takes nothing for an answer that is none.

Repeating is decided here and nowhere else: what may be asked twice without doing anything twice is asked up to four times,
and all waiting comes out of one bounded patience.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

import msgspec

from gatekeeper.documents.escapes import log_line
from gatekeeper.github.errors import GitHubError, UncertainError
from gatekeeper.github.exchange import READ, Answer, Asked, Lost
from gatekeeper.github.limits import limited, retry_after
from gatekeeper.github.links import inside, next_page
from gatekeeper.github.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gatekeeper.github.patience import Patience
    from gatekeeper.github.secret import Secret
    from gatekeeper.github.wire import Sender

_T = TypeVar("_T")
_S = TypeVar("_S")
_WAITS = (0.5, 1.0, 2.0)
_MOST_HOPS = 3
_MOST_PAGES = 1000
_PAGE = "100"
_REDIRECTS = {301, 302, 307, 308}
_OK, _ACCEPTED, _BROKEN = 200, 202, 500
_ADDRESS = "check GITHUB_API_URL: something else than GitHub may answer there"
_AGAIN = "run again: what is there already is found and not written twice"


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """One user's conversation with one API; ``base`` is its address, ``repository`` is OWNER/NAME."""

    wire: Sender
    base: str
    repository: str
    token: Secret
    patience: Patience

    def path(self, *parts: str | int) -> str:
        """Return a path inside the repository. Every part is one segment, whatever is in it."""
        return f"/repos/{self.repository}" + "".join(f"/{segment(each)}" for each in parts)

    def read(self, asked: Asked, shape: type[_T]) -> _T:
        """Ask, and return what the answer says; raise GitHubError where it does not say it."""
        return self._decoded(asked, self.ask(asked), shape)

    def find(self, asked: Asked, shape: type[_T], absent: tuple[int, ...] = (404,)) -> _T | None:
        """Ask for what may not be there."""
        answer = self.ask(asked, absent)
        return self._decoded(asked, answer, shape) if answer.good else None

    def pages(self, asked: Asked, shape: type[_T], items: Callable[[_T], Iterable[_S]]) -> Iterator[_S]:
        """Yield the items of every page, a hundred each; no page is asked for before it is needed."""
        asked = replace(asked, query={**asked.query, "per_page": _PAGE})
        seen: set[str] = set()
        while True:
            answer = self.ask(asked)
            yield from items(self._decoded(asked, answer, shape))
            link = next_page(answer)
            if link is None:
                return
            url = inside(link, self.base)
            if url is None or url in seen or len(seen) == _MOST_PAGES:
                raise GitHubError(f"GitHub did not {asked.doing}: what it says is the next page is none of this list", _ADDRESS)
            seen.add(url)
            asked = replace(asked, target=url, query={})

    def ask(self, asked: Asked, fine: tuple[int, ...] = ()) -> Answer:
        """Ask, and return a success or a status that is ``fine`` too. Only what reads follows a redirect, inside the API."""
        answer = self._steady(asked, partial(self._send, asked))
        for _ in range(_MOST_HOPS):
            location = inside(answer.headers.get("location", ""), self.base)
            if answer.status in fine or asked.method != READ or answer.status not in _REDIRECTS or location is None:
                break
            self.patience.tell(log_line(f"GitHub has moved what it takes to {asked.doing}, to {self.token.hide(location)}"))
            asked = replace(asked, target=location, query={} if "?" in location else asked.query)
            answer = self._steady(asked, partial(self._send, asked))
        if answer.good or answer.status in fine:
            return answer
        raise refusal(asked, self._hidden(answer))

    def fetch(self, asked: Asked, url: str, most: int) -> bytes:
        """Return what another host has, asked without the token; its address may be a secret and is not shown."""
        answer = self._steady(asked, partial(self.wire.fetch, url, most))
        if answer.status != _OK:
            raise GitHubError(f"GitHub did not {asked.doing}: its storage answers {answer.status}", "run again", answer.status)
        return answer.body

    def _steady(self, asked: Asked, send: Callable[[], Answer | Lost]) -> Answer:
        """Return what is answered, whatever it is, once the other side is not broken."""
        waits = iter(_WAITS)
        while True:
            begun = self.patience.clock()
            got = send()
            trouble = _trouble(got)
            if isinstance(got, Answer) and not trouble:
                return got
            wait = None if isinstance(got, Lost) and got.final else next(waits, None)
            if wait is not None:
                # What is not repeated waits too, so that the server is done when somebody looks.
                self.patience.wait(_longer(wait, got, self.patience.now()), trouble, self.patience.clock() - begun)
            if wait is None or not asked.repeatable:
                kind = GitHubError if asked.repeatable else UncertainError
                raise kind(f"GitHub did not {asked.doing}: {trouble}", _AGAIN, got.status if isinstance(got, Answer) else None)

    def _send(self, asked: Asked) -> Answer | Lost:
        """Ask until no rate limit is in the way: a request that was turned away has done nothing."""
        while True:
            got = self.wire.send(asked)
            limit = limited(got, self.patience.now()) if isinstance(got, Answer) else None
            if limit is None:
                return got
            self.patience.wait(*limit)

    def _decoded(self, asked: Asked, answer: Answer, shape: type[_T]) -> _T:
        try:
            return msgspec.json.decode(answer.body, type=shape)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            problem = f"{answer.status}, but not what was asked for: {self.token.hide(str(error))}"
        if asked.method == READ:
            raise GitHubError(f"GitHub did not {asked.doing}: it answers {problem}", _ADDRESS, answer.status)
        raise UncertainError(f"whether GitHub did {asked.doing} is unknown: it answers {problem}", _AGAIN, answer.status)

    def _hidden(self, answer: Answer) -> Answer:
        """Return an answer without the token, before anything of it is cut and printed."""
        headers = {name: self.token.hide(value) for name, value in answer.headers.items()}
        return replace(answer, headers=headers, body=self.token.hide(answer.body.decode("utf-8", "replace")).encode())


def segment(part: str | int) -> str:
    """Return one segment of a path; the two names that a URL cannot hold would lead to another place."""
    if part in {"", ".", ".."}:
        raise GitHubError(f"nothing on GitHub can be called {part!r}", "choose another name")
    try:
        return quote(str(part), safe="")
    except UnicodeEncodeError as error:
        raise GitHubError(f"nothing on GitHub can be called {part!r}", "choose another name") from error


def _trouble(got: Answer | Lost) -> str:
    """Say what went wrong, in a few words, where asking again may help."""
    if isinstance(got, Lost):
        return got.why
    return f"it answers {got.status}" if got.status >= _BROKEN or got.status == _ACCEPTED else ""


def _longer(wait: float, got: Answer | Lost, now: float) -> float:
    return max(wait, (isinstance(got, Answer) and retry_after(got, now)) or 0.0)
