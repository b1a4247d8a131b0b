"""Where the token comes from: the environment or a file, never an argument that every process can see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.errors import UsageError, why
from gatekeeper.github.secret import Secret
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MOST = 4096
_REMEDY = "put a token into GITHUB_TOKEN, or into a file of its own and name it with --token-file"


def find_token(environ: Mapping[str, str], path: Path | None) -> Secret:
    """Return the token of the file that was named, or else of GITHUB_TOKEN."""
    where = "GITHUB_TOKEN" if path is None else f"the file {printable(str(path))}"
    text = (environ.get("GITHUB_TOKEN", "") if path is None else _read(path, where)).strip()
    problem = _problem(text)
    if problem:
        raise UsageError(f"{where} {problem}", _REMEDY)
    return Secret(text)


def _problem(text: str) -> str:
    """Say what is wrong with a token without showing any of it."""
    if not text:
        return "holds no token"
    if len(text.splitlines()) > 1:
        return "holds more than one line: a token is a single one"
    if not (text.isascii() and text.isprintable()) or " " in text or len(text) > _MOST:
        return "holds something that is no token"
    return ""


def _read(path: Path, where: str) -> str:
    try:
        if not path.is_file():
            raise UsageError(f"{where} is not there, or is no regular file", _REMEDY)
        with path.open("rb") as file:
            # What is no text becomes characters that no token has.
            return file.read(_MOST + 2).decode("utf-8", "replace")
    except (OSError, ValueError) as error:
        raise UsageError(f"{where} cannot be read: {why(error)}", _REMEDY) from error
