"""From the options of ``verify`` to what every region is."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import click
import msgspec

from gatekeeper.cli._ledger import open_ledger
from gatekeeper.cli._output import complain
from gatekeeper.documents.escapes import log_line
from gatekeeper.documents.regions.files import Files
from gatekeeper.documents.regions.fresh import distances
from gatekeeper.documents.regions.outdated import later
from gatekeeper.documents.regions.verify import Finding, State, Verifier, shortened
from gatekeeper.errors import GatekeeperError, UsageError
from gatekeeper.evidence.canonical import canonical
from gatekeeper.evidence.git import head
from gatekeeper.evidence.subject import local_changes
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_LISTED = 1


def verify_documents(options: Mapping[str, Any]) -> int:
    """Look at the documents that the options name, and return the exit code."""
    config, ledger = open_ledger(options)
    if not options["paths"] and not config.documents:
        remedy = "add [[documents]] with a path to it, or name Markdown files"
        raise UsageError(f"{config.source or 'the default policy'} asks for no documents", remedy)
    files = Files.of(config.base)
    verifier = Verifier(
        config=config,
        files=files,
        ledger=ledger,
        distance=distances(config),
        later=later(ledger, head(config.base)),
        changes=lambda: local_changes(config),
        most=options["max_behind"],
    )
    found, errors = _looked(verifier, options["paths"])
    changes = verifier.changes()
    for error in errors:
        complain(error)
    if options["style"] == "json":
        sys.stdout.write(_json(found, changes, fresh=not errors and all(map(_good, found))))
    else:
        for line in _lines(found, changes, len(errors)):
            click.echo(line)
    return UsageError.exit_code if errors else 0 if all(map(_good, found)) else _LISTED


def _looked(verifier: Verifier, paths: Sequence[Path]) -> tuple[list[Finding], list[GatekeeperError]]:
    """Return what was found, and what is wrong with files; one wrong file hides nothing about another."""
    looks: list[Callable[[], Iterable[Finding]]] = [lambda path=path: _file(verifier, path) for path in paths]  # type: ignore[misc]
    if not paths:
        named = dict.fromkeys(each.path for each in verifier.config.documents)
        looks = [lambda path=path: verifier.file(verifier.config.base / path, path) for path in named]  # type: ignore[misc]
    found: list[Finding] = []
    errors: list[GatekeeperError] = []
    for look in looks:
        try:
            found.extend(look())
        except GatekeeperError as error:
            errors.append(error)
    return found, errors


def _file(verifier: Verifier, path: Path) -> Iterator[Finding]:
    if not path.is_file():
        raise UsageError(f"there is no file {printable(str(path))}", "name Markdown files, or none for all documents")
    return verifier.file(path, printable(str(path)))


def _good(finding: Finding) -> bool:
    return finding.state is State.FRESH


def _json(found: Sequence[Finding], changes: tuple[str, ...], *, fresh: bool) -> str:
    return canonical({"fresh": fresh, "regions": msgspec.to_builtins(found), "uncommitted": list(map(printable, changes))}).decode()


def _lines(found: Sequence[Finding], changes: tuple[str, ...], wrong: int) -> Iterator[str]:
    for each in found:
        yield log_line(f"{each.path} [{each.id}] {each.state}: {each.detail}", 400)
    for remedy in dict.fromkeys(each.remedy for each in found if each.remedy):
        yield log_line(f"next: {remedy}", 400)
    if changes:
        yield log_line(f"note: changed here and not committed, so that no finding speaks of it: {shortened(changes)}", 400)
    counted = Counter(str(each.state) for each in found)
    states = ", ".join(f"{number} {state}" for state, number in counted.items())
    files = [f"{wrong} file{'s' * (wrong > 1)} that cannot be read"] if wrong else []
    yield "; ".join([f"{len(found)} region{'s' * (len(found) != 1)}" + (f": {states}" if states else ""), *files])
