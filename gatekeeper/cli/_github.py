"""The options of every command that speaks to GitHub, and the place they lead to."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache, partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.errors import GatekeeperError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.event import Event
    from gatekeeper.github.repository import Repository
    from gatekeeper.publishers.remote.site import Site

_OPTIONS = (
    click.option("--repo", metavar="OWNER/NAME", help="The repository.  [default: GITHUB_REPOSITORY]"),
    click.option("--token-file", type=click.Path(path_type=Path), help="A file that holds the token.  [default: GITHUB_TOKEN]"),
    click.option("--login", metavar="LOGIN", help="Whom the token writes as, where GitHub does not tell.", envvar="GATEKEEPER_LOGIN"),
    click.option("--max-wait", metavar="TIME", default="120s", show_default=True, help="The longest wait for GitHub in all."),
)


def github_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def make_site(config: Config, event: Event, options: Mapping[str, Any]) -> Site:
    """Return the place on GitHub; nothing is asked of it yet, but wrong options and a missing token are said at once."""
    from gatekeeper.evidence.build import policy_row  # noqa: PLC0415 - only commands that publish pay for it
    from gatekeeper.publishers.remote.site import Site  # noqa: PLC0415

    only, tell = options.get("only", ()), _teller(options)
    unknown = [each for each in only if each not in config.publishing.names]
    if unknown:
        raise UsageError(f"--only {unknown[0]}: nothing of that name is published", f"there is {', '.join(config.publishing.names)}")
    connect = cache(partial(_connect, options, seconds(options["max_wait"], "--max-wait")))
    if not event.readonly:  # nothing will be written there
        connect()
    return Site(
        connect=connect,
        search=cache(lambda query: connect().search(query)),
        head=cache(lambda: connect().default_head()),
        role=cache(partial(_role, connect, tell)),
        config=config,
        policy=policy_row(config).sha256,
        event=event,
        now=datetime.now(UTC),
        tell=tell,
        complain=_complainer(),
        only=only,
        dry_run=options.get("dry_run", False),
    )


def _teller(options: Mapping[str, Any]) -> Callable[[str], None]:
    """Return what prints a line, made plain; standard output is kept for what the format says."""
    from gatekeeper.documents.escapes import log_line  # noqa: PLC0415

    if options.get("quiet"):
        return lambda line: None  # noqa: ARG005 - said to nobody
    aside = options.get("style", "text") != "text"
    return lambda line: click.echo(log_line(line, 1000), err=aside)


def _complainer() -> Callable[[GatekeeperError], None]:
    """Return what says an error; the same one is said once, however many places it concerns."""
    from gatekeeper.cli._output import complain  # noqa: PLC0415

    said: set[str] = set()

    def once(error: GatekeeperError) -> None:
        if error.message not in said:
            said.add(error.message)
            complain(error)

    return once


def _role(connect: Callable[[], Repository], tell: Callable[[str], None], login: str) -> str:
    """Return what somebody is in the repository; where GitHub does not say, nobody who may excuse anything."""
    try:
        return connect().permission(login)
    except GatekeeperError as error:
        tell(f"{login} is not known to maintain the repository: {error.message}")
        return "none"


def seconds(text: str, option: str) -> float:
    """Return a length of time that an option gives, such as ``120s`` or ``7d``."""
    from gatekeeper.rules.duration import Duration  # noqa: PLC0415

    try:
        return float(Duration.parse(text).seconds)
    except ValueError as error:
        raise UsageError(f"{option}: {error}", f"write {option} 120s, 30m or 7d") from error


def connected(options: Mapping[str, Any]) -> Repository:
    """Return the repository on GitHub for a command that only reads there."""
    return _connect(options, seconds(options["max_wait"], "--max-wait"))


def _connect(options: Mapping[str, Any], most: float) -> Repository:
    from gatekeeper.cli._tell import tell  # noqa: PLC0415
    from gatekeeper.github.connect import connect  # noqa: PLC0415 - PyGithub takes a fifth of a second
    from gatekeeper.github.patience import Patience  # noqa: PLC0415

    return connect(
        environ=os.environ,
        repository=options["repo"],
        token_file=options["token_file"],
        login=options["login"],
        patience=Patience(limit=most, tell=tell),
    )
