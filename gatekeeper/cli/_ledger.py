"""The ledger that the options name, and records by what people call them."""

from __future__ import annotations

import os
import re
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.cli._here import RECORD, here
from gatekeeper.errors import RecordError, UsageError
from gatekeeper.evidence.ids import SHORT
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.event import Event
    from gatekeeper.evidence.ledger.store import Ledger

_OPTIONS = (
    click.option("--config", type=click.Path(path_type=Path), help="Read this configuration file."),
    click.option("--ledger", type=click.Path(path_type=Path), help="The ledger's folder.  [default: .gatekeeper/ledger]"),
)
_PREFIX = re.compile("(?:sha256:)?([0-9a-f]{6,64})")
_COMMIT = re.compile(r"(?:HEAD|@)(?:[~^@{].*)?|[0-9a-f]{40}")
_ASK = "gatekeeper history lists the ledger's records"


def ledger_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def open_ledger(options: Mapping[str, Any]) -> tuple[Config, Ledger]:
    """Return the configuration and the ledger that the options name; a ledger that is not there is an empty one."""
    from gatekeeper.cli._request import load_config  # noqa: PLC0415 - --help starts faster

    config = load_config(options["config"])
    return config, ledger_of(config, options["ledger"])


def ledger_of(config: Config, folder: Path | None = None) -> Ledger:
    """Return the ledger of a configuration, or the one in ``folder``."""
    from gatekeeper.evidence.ledger.store import Ledger, ledger_folder  # noqa: PLC0415

    return Ledger(folder or ledger_folder(config.base), config.base)


def at_hand(path: Path | None = None) -> Accepted:
    """Return the record in a file, or the one that check has just written; raises RecordError."""
    from gatekeeper.evidence.accept import accept  # noqa: PLC0415

    return accept(path or RECORD, here())


def choose(ledger: Ledger, gate: str, name: str) -> Accepted:
    """Return the record that a digest's beginning, a path or a branch of this gate names; raises UsageError and RecordError."""
    prefix = _PREFIX.fullmatch(name)
    found = _beginning(ledger, prefix[1]) if prefix else None
    if found:
        return ledger.load(found)
    if os.path.lexists(name):
        return at_hand(Path(name))
    try:
        return newest(ledger, gate, name)
    except RecordError as error:
        if _COMMIT.fullmatch(name) or (prefix and _is_commit(name)):
            raise RecordError(f"{name} is a commit, and compare takes none", f"name a branch, a digest or a path; {_ASK}") from error
        raise


def _is_commit(name: str) -> bool:
    from gatekeeper.evidence.git import ask  # noqa: PLC0415 - only a name that nothing has is asked about

    return ask(here(), "cat-file", "-e", f"{name}^{{commit}}") is not None


def newest(ledger: Ledger, gate: str, branch: str) -> Accepted:
    """Return the newest record of a gate and a branch, or raise RecordError, also where what nobody can read could be a newer one."""
    from gatekeeper.evidence.ledger.history import latest  # noqa: PLC0415
    from gatekeeper.evidence.ledger.unread import REMOVE, unread  # noqa: PLC0415

    entry = latest(ledger.entries(), gate, branch)
    if entry is None:
        raise RecordError(f"{branch} is no record: no digest in the ledger, no file, and no branch with a record there", _ASK)
    hidden = unread(ledger, entry.head.created)
    if hidden:
        raise RecordError(f"the ledger has what could be a newer record of {printable(branch)}: {hidden}", REMOVE)
    return ledger.load(entry.digest)


def _beginning(ledger: Ledger, prefix: str) -> str | None:
    found = sorted({path.stem for path in ledger.paths() if path.stem.startswith(prefix)})
    if len(found) > 1:
        raise UsageError(f"{prefix} begins the digests of {len(found)} records", f"write more of it: {found[0][:16]} or {found[1][:16]}")
    return found[0] if found else None


def keep(ledger: Ledger, accepted: Accepted, event: Event) -> str:
    """Put a record into the ledger and say what came of it; raises DeliveryError.

    A record that a pull request's run has made could call itself main's: this run has more rights, and the ledger believes it.
    """
    if event.foreign:
        return "not put into the ledger: a pull request's run has made the record"
    path = ledger.put(accepted)
    without = f", without its inventory: {ledger.left_out}" if ledger.left_out else ""
    return f"in the ledger: {path.parent.relative_to(ledger.folder)}/{path.stem[:SHORT]}{without}"
