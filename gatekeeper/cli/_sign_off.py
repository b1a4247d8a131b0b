"""From the options of ``sign-off`` to a sign-off in the ledger."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.cli._ledger import open_ledger
from gatekeeper.config.places import LOGIN
from gatekeeper.documents.escapes import log_line, plain
from gatekeeper.errors import UsageError
from gatekeeper.evidence.ids import SHORT
from gatekeeper.evidence.ledger.attestation import Attestation
from gatekeeper.evidence.named import named
from gatekeeper.evidence.subject import subject_at_hand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gatekeeper.config.settings import Config
    from gatekeeper.config.targets import Criterion
    from gatekeeper.evidence.named import Named

_LONGEST = 1000


def sign(options: Mapping[str, Any]) -> int:
    """Write the sign-off, say what was signed, and return the exit code."""
    config, ledger = open_ledger(options)
    criterion = _criterion(config, options["criterion"])
    _check_login(config, options["by"])
    about = _named(config, options["commit"])
    made = Attestation(
        gate=config.gate,
        criterion=criterion.id,
        text=criterion.text,
        tree=about.tree or "",
        commit=about.commit,
        by=options["by"],
        note=_note(options["note"]),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    path = ledger.sign(made)
    lines = (
        f"signed off: {made.criterion}: {made.text}",
        f"by {made.by}: {made.note}",
        f"for the tree {made.tree} of {about.commit[:SHORT]}" + (f", for gate {made.gate}" if made.gate else ""),
        f"kept as {path.parent.name}/{path.stem[:SHORT]} in the ledger",
        "it says who said so, and proves nothing; gatekeeper ledger push shares it",
    )
    for line in lines:
        click.echo(log_line(line, 2 * _LONGEST))
    return 0


def _every(config: Config) -> Iterator[Criterion]:
    yield from config.release.criteria
    for document in config.documents:
        yield from document.criteria


def _criterion(config: Config, name: str) -> Criterion:
    """Return the stated criterion of this id, or raise UsageError; one id stands for one text."""
    found = list(dict.fromkeys(each for each in _every(config) if each.id == name))
    stated = ", ".join(dict.fromkeys(each.id for each in _every(config) if each.measure is None))
    there = f"there is {stated}" if stated else "add a criterion without a measure to [release]; docs/release.md shows how"
    if not found:
        raise UsageError(f"{name}: no criterion has this id", there)
    if any(each.measure for each in found):
        raise UsageError(f"{name} is measured: evidence decides, and nobody signs it off", there)
    if len({each.text for each in found}) > 1:
        raise UsageError(f"{name} is the id of two criteria", "give each of them an id of its own in the configuration")
    return found[0]


def _check_login(config: Config, login: str) -> None:
    if not re.fullmatch(LOGIN, login):
        raise UsageError("--by: that is no login", "a login of GitHub is letters, digits and single hyphens, such as octo-lead")
    guard = config.publishing.guard
    if guard and guard.trusted and not config.publishing.trusts(login):
        raise UsageError(f"--by {login}: not one of [guard] trusted, so it would not count", f"there is {', '.join(guard.trusted)}")


def _named(config: Config, commit: str | None) -> Named:
    """Return the commit with its tree. What was looked at in a changed work tree is not what HEAD holds, so then it must be named."""
    about = named(config.base, commit or "HEAD")
    if about.tree is None:
        raise UsageError(f"the tree of {about.commit[:SHORT]} is not known here", "sign off in a clone that has the commit")
    if commit is None and subject_at_hand(config, {}).dirty is not False:
        problem = "there are local changes, and the sign-off would be about a tree without them"
        raise UsageError(problem, "commit them first, or name the commit that you mean with --commit")
    return about


def _note(text: str) -> str:
    note = plain(text, _LONGEST).strip()
    if not note:
        raise UsageError("--note is empty", 'say what was looked at: --note "read the notes of 2.4"')
    return note
