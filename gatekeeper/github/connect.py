"""From the environment and the options to a repository. Nothing is asked of GitHub yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.documents.escapes import plain
from gatekeeper.errors import UsageError
from gatekeeper.github.address import api_address
from gatekeeper.github.token import find_token

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gatekeeper.github.patience import Patience
    from gatekeeper.github.repository import Repository

# Names of GitHub Enterprise may hold an underscore.
_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})(?:\[bot\])?")


def connect(
    *, environ: Mapping[str, str], repository: str | None, token_file: Path | None, login: str | None, patience: Patience
) -> Repository:
    """Return the repository, or raise UsageError naming what is missing and where it was looked for."""
    name = _repository(environ, repository)
    if login is not None and not _LOGIN.fullmatch(login):
        raise UsageError(
            f"--login {plain(login)}: no login looks like this", "write --login octocat, or --login 'some-app[bot]' for an app"
        )
    base = api_address(environ)
    token = find_token(environ, token_file)
    from gatekeeper.github.repository import Repository  # noqa: PLC0415 - wrong usage is said at once
    from gatekeeper.github.session import Session  # noqa: PLC0415
    from gatekeeper.github.wire import Wire  # noqa: PLC0415 - PyGithub takes a fifth of a second

    session = Session(wire=Wire(base, token), base=base, repository=name, token=token, patience=patience)
    return Repository(session=session, given_login=login)


def _repository(environ: Mapping[str, str], given: str | None) -> str:
    name = environ.get("GITHUB_REPOSITORY", "") if given is None else given
    where = "GITHUB_REPOSITORY" if given is None else "--repo"
    if not name:
        raise UsageError("no repository is named, neither by --repo nor in GITHUB_REPOSITORY", "give --repo OWNER/NAME")
    if not _REPOSITORY.fullmatch(name):
        raise UsageError(f"{where} {plain(name)}: no repository is called that", "write it as OWNER/NAME")
    return name
