"""What a refusal of GitHub means, and what to do about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from gatekeeper.documents.escapes import plain
from gatekeeper.github.errors import GitHubError
from gatekeeper.github.exchange import READ

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.github.exchange import Answer, Asked

_MOST_ERRORS = 5
_MOST_WORDS = 200
_PERMISSIONS = re.compile(r"[a-z_]+=[a-z]+(?:[;,] ?[a-z_]+=[a-z]+){0,9}")
_FORK = "the token of a pull request from a fork can only read: publish from workflow_run, see docs/workflows.md"


class Problem(msgspec.Struct, frozen=True):
    """One entry of ``errors`` in a 422."""

    resource: str = ""
    field: str = ""
    code: str = ""
    message: str = ""

    def __str__(self) -> str:
        return self.message or " ".join(filter(None, (self.resource, self.field, self.code)))


class Refusal(msgspec.Struct, frozen=True):
    """The body of a refusal."""

    message: str = ""
    errors: msgspec.Raw = msgspec.Raw(b"[]")


def refusal(asked: Asked, answer: Answer) -> GitHubError:
    """Return the error for an answer that is no success."""
    said = _said(answer.body)
    words = plain(said.message, _MOST_WORDS)
    explain = _EXPLAINED.get(answer.status) or (_moved if 300 <= answer.status < 400 else _other)  # noqa: PLR2004 - redirects
    message, remedy = explain(asked, answer, words)
    details = "; ".join(_details(said)) if answer.status == 422 else ""  # noqa: PLR2004 - the only one that has details
    return GitHubError(message + (f" ({details})" if details else ""), remedy, answer.status)


def permissions(asked: Asked, answer: Answer) -> str:
    """Return the permission that is missing, from the answer or else as we know it."""
    told = answer.headers.get("x-accepted-github-permissions", "")
    return told.replace("=", ": ").replace("; ", " or ") if _PERMISSIONS.fullmatch(told) else asked.need


def _said(body: bytes) -> Refusal:
    try:
        return msgspec.json.decode(body[: 1 << 20], type=Refusal)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Refusal()


def _details(said: Refusal) -> list[str]:
    try:
        errors = msgspec.json.decode(said.errors, type=tuple[msgspec.Raw, ...])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        errors = (said.errors,)
    shown = [plain(_detail(each), _MOST_WORDS) for each in errors[:_MOST_ERRORS]]
    more = len(errors) - len(shown)
    return [*filter(None, shown), *([f"and {more} more"] if more else [])]


def _detail(raw: msgspec.Raw) -> str:
    """Return an entry in words: GitHub writes them as tables, and sometimes as text."""
    try:
        return str(msgspec.json.decode(raw, type=Problem | str))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""


def _bad_token(_asked: Asked, _answer: Answer, words: str) -> tuple[str, str]:
    return f"GitHub does not accept the token: 401 {words}", "give a token that is valid: in GITHUB_TOKEN, or in a file with --token-file"


def _forbidden(asked: Asked, answer: Answer, words: str) -> tuple[str, str]:
    if "locked" in words.casefold():
        return f"GitHub refuses to {asked.doing}: it is locked", "unlock the conversation, or give a token that may write to locked ones"
    remedy = f"give the token the permission {permissions(asked, answer)}; {_FORK}"
    return f"GitHub refuses to {asked.doing}: 403 {words}", remedy


def _missing(asked: Asked, answer: Answer, _words: str) -> tuple[str, str]:
    message = f"GitHub cannot {asked.doing}: 404, it is not there, or the token cannot see it"
    return message, f"check the name and the number; the token needs {permissions(asked, answer)}"


def _gone(asked: Asked, _answer: Answer, words: str) -> tuple[str, str]:
    return f"GitHub cannot {asked.doing}: 410, it is gone for good: {words}", "take it out of the configuration"


def _moved(asked: Asked, answer: Answer, _words: str) -> tuple[str, str]:
    to = plain(answer.headers.get("location", "another place"), _MOST_WORDS)
    message = f"GitHub cannot {asked.doing}: {answer.status}, it has moved to {to}{'' if asked.method == READ else '; nothing was written'}"
    return message, "name its new place: the repository with --repo, the issue by its new number"


def _invalid(asked: Asked, _answer: Answer, words: str) -> tuple[str, str]:
    return f"GitHub refuses to {asked.doing}: 422 {words}", "correct what is sent: length, name, colour or commit"


def _other(asked: Asked, answer: Answer, words: str) -> tuple[str, str]:
    later = "run again later; https://www.githubstatus.com says how GitHub is"
    return f"GitHub did not {asked.doing}: it answers {answer.status} {words}".rstrip(), later


_EXPLAINED: dict[int, Callable[[Asked, Answer, str], tuple[str, str]]] = {
    401: _bad_token,
    403: _forbidden,
    404: _missing,
    410: _gone,
    422: _invalid,
}
