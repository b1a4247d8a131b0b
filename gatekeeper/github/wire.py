"""One request over PyGithub, and nothing else: the only module that imports it.

What PyGithub does here is to address, authorize, encode and send a request. Its objects are not used, because they ask more
than they are told to and turn bad answers into None; nor is its way to receive: it follows a 301 even on a POST, waits
and asks again on 202 without an end, reads without a bound, and parses headers before anybody sees that a write was done.
So it is given a connection of ours, which keeps the answer as it came, and its retries, pauses and redirects are off.
"""

from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import requests
from github import Github
from github.Auth import Auth
from github.GithubException import GithubException
from github.Requester import HTTPRequestsConnectionClass, RequestsResponse
from requests.exceptions import ChunkedEncodingError, ContentDecodingError
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as Urllib3Timeout

from gatekeeper import __version__
from gatekeeper.github.exchange import Answer, Asked, Lost

if TYPE_CHECKING:
    from gatekeeper.github.secret import Secret

MOST_BYTES = 32 << 20
TIMEOUT = 10
_CHUNK = 1 << 16
_PATIENT = 3  # how many times its timeout a whole answer may take
_AGENT = f"evidence-gatekeeper/{__version__}"
_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


class _TooLargeError(Exception):
    """An answer has more bytes than it may."""


_FAILURES = (
    *(GithubException, requests.RequestException, HTTPError, _TooLargeError),
    *(AssertionError, TypeError, ValueError, RuntimeError, OSError),
)


class Sender(Protocol):
    """Something that sends a request and says what came of it."""

    def send(self, asked: Asked) -> Answer | Lost:
        """Send a request with the token."""

    def fetch(self, url: str, most: int) -> Answer | Lost:
        """Get what another host has, without the token."""


class Wire:
    """A connection to one API with one token. No exception leaves it: those of others may hold a request, and so the token."""

    def __init__(self, base: str, token: Secret, timeout: float = TIMEOUT) -> None:
        github = Github(
            auth=_Token(token),
            base_url=base,
            user_agent=_AGENT,
            retry=None,
            lazy=True,
            seconds_between_requests=None,
            seconds_between_writes=None,
        )
        self._requester = github.requester
        self._connection = _Connection(base, timeout)
        self._timeout = timeout

    def send(self, asked: Asked) -> Answer | Lost:
        """Send one request, once."""
        kept: list[Answer] = []
        self._connection.kept = kept
        try:
            # What it returns is an empty stand-in.
            self._requester.requestJson(asked.method, asked.target, dict(asked.query), dict(_HEADERS), asked.json, cnx=self._connection)
        except _FAILURES as error:
            return _lost(error, self._timeout)
        return kept[0]

    def fetch(self, url: str, most: int) -> Answer | Lost:
        """Get what a URL has, on a connection that knows no token."""
        try:
            with _Session() as session:
                request = requests.Request("GET", url, {"User-Agent": _AGENT})
                return _exchange(session, request, self._timeout, most)
        except _FAILURES as error:
            return _lost(error, self._timeout)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class _Token(Auth):
    """Hands the token out when a request is made, and keeps none itself."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    @property
    def token_type(self) -> str:
        return "Bearer"

    @property
    def token(self) -> str:
        return self._secret.reveal()


class _Session(requests.Session):
    """Looks for a login nowhere, and does not even look where a redirect leads."""

    def __init__(self) -> None:
        super().__init__()
        # Where nothing is set, requests takes a login from ~/.netrc, and sends that instead of the token.
        self.auth = _unchanged

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002 - the base class's word
        """Return nothing: requests would read the whole body of a redirect to prepare the next request."""
        return None


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


class _Connection(HTTPRequestsConnectionClass):
    """Sends to one origin, whatever a URL says, and keeps the answer for us."""

    def __init__(self, base: str, timeout: float) -> None:
        parts = urlsplit(base)
        super().__init__(str(parts.hostname))
        self.session = _Session()
        self.kept: list[Answer] = []
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._limit = timeout

    def getresponse(self) -> RequestsResponse:
        """Send what was asked for; PyGithub is handed an empty stand-in."""
        request = requests.Request(self.verb, self._origin + self.url, self.headers, data=self.input)
        self.kept.append(_exchange(self.session, request, self._limit, MOST_BYTES))
        empty = requests.Response()
        empty.status_code, empty.raw = 200, BytesIO()
        return RequestsResponse(empty)


def _exchange(session: requests.Session, request: requests.Request, timeout: float, most: int) -> Answer:
    """Send a request and read the answer: no silence longer than ``timeout``, and no more than ``most`` bytes."""
    prepared = session.prepare_request(request)
    settings = session.merge_environment_settings(str(prepared.url), {}, True, None, None)  # noqa: FBT003 - stream, as requests names it
    with session.send(prepared, timeout=timeout, allow_redirects=False, **settings) as response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(status=response.status_code, headers=headers, body=_body(response, timeout, most))


def _body(response: requests.Response, timeout: float, most: int) -> bytes:
    # Without read1 a server that sends a byte now and then would be listened to for days.
    read = getattr(response.raw, "read1", response.raw.read)
    end, body = time.monotonic() + timeout * _PATIENT, bytearray()
    while chunk := read(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > most:
            raise _TooLargeError
        if time.monotonic() > end:
            raise TimeoutError
    return bytes(body)


def _lost(error: Exception, timeout: float) -> Lost:
    """Say why there is no answer, in our own words: the error's may hold anything."""
    if isinstance(error, _TooLargeError):
        return Lost(why="the answer is too large", final=True)
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Lost(why="its certificate is not trusted", final=True)
    if isinstance(error, requests.Timeout | TimeoutError | Urllib3Timeout):
        return Lost(why=f"no whole answer within {timeout:g}s")
    if isinstance(error, requests.ConnectionError | ChunkedEncodingError | ContentDecodingError | HTTPError | ConnectionError):
        return Lost(why="the connection broke")
    return Lost(why=f"the request cannot be made ({type(error).__name__})", final=True)
