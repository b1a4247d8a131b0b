"""From the options of ``audit`` to what is printed, and the exit code."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from gatekeeper.audit import baseline
from gatekeeper.audit.audit import Report, audit, history
from gatekeeper.audit.changed import Added
from gatekeeper.audit.claim import Kind
from gatekeeper.audit.detect import claims
from gatekeeper.audit.document import document_of
from gatekeeper.audit.formats import formatted
from gatekeeper.audit.formats.place import is_issue
from gatekeeper.audit.moved import alike
from gatekeeper.audit.paths import choose
from gatekeeper.audit.scope import Scopes
from gatekeeper.audit.source import read
from gatekeeper.audit.words import Words
from gatekeeper.cli._audit_evidence import gather
from gatekeeper.cli._here import here
from gatekeeper.cli._ledger import ledger_of
from gatekeeper.cli._output import complain
from gatekeeper.cli._request import load_config
from gatekeeper.config.default import default_config
from gatekeeper.errors import GatekeeperError, UsageError
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gatekeeper.audit.document import Document
    from gatekeeper.audit.evidence import Evidence
    from gatekeeper.audit.paths import Chosen
    from gatekeeper.audit.source import Source
    from gatekeeper.config.settings import Config

_BLOCKED = 1


def audit_documents(options: Mapping[str, Any]) -> int:
    """Audit what the options name, print it, and return the exit code."""
    _check(options)
    with _unswept():
        report, errors = _report(options)
    for error in errors:
        complain(error)
    sys.stdout.write(formatted(options["style"], report, explain=options["explain"]))
    sys.stdout.flush()
    return UsageError.exit_code if errors else _BLOCKED if report.blocking else 0


@contextmanager
def _unswept() -> Iterator[None]:
    """Keep Python from looking for cycles meanwhile: nearly all that is made is kept, and looking takes a seventh of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _report(options: Mapping[str, Any]) -> tuple[Report, list[GatekeeperError]]:
    """Return what was found, and what is wrong with files."""
    config = default_config(here(), {}) if options["no_config"] else load_config(options["config"])
    evidence = gather(config, ledger_of(config, options["ledger"]), options)
    added = Added(here(), options["changed"], partial(alike, config=config)) if options["changed"] else None
    errors: list[GatekeeperError] = []
    documents = list(_documents(config, evidence, options, added, errors))
    scopes = Scopes(
        evidence.categories | {each.name for each in config.categories if config.source}, config.audit.categories, (config.gate,)
    )
    report = audit(documents, evidence, scopes, config.audit.block)
    report = _only(report, documents, added) if added else report
    return _accepted(report, [each.source.path for each in documents], config, options), errors


def _check(options: Mapping[str, Any]) -> None:
    """Refuse options that mean two things at once."""
    pairs = (("config", "no_config"), ("record", "ref"), ("issue", "changed"), ("changed", "update_baseline"))
    for one, other in pairs:
        if options[one] and options[other]:
            raise UsageError(f"--{_dashed(one)} and --{_dashed(other)} exclude each other", "leave one of them out")
    if options["issue"] and options["paths"]:
        raise UsageError("--issue and PATHS exclude each other", "leave one of them out")
    if options["update_baseline"] and not options["baseline"]:
        raise UsageError("--update-baseline needs --baseline FILE", "name the file")


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _documents(
    config: Config, evidence: Evidence, options: Mapping[str, Any], added: Added | None, errors: list[GatekeeperError]
) -> Iterator[Document]:
    """Yield every document that can be read; one that cannot hides nothing about another."""
    words = Words(extra={Kind(kind): phrases for kind, phrases in config.audit.words.items()})
    for source, chosen in _sources(config, options, added, errors):
        listed = chosen is not None and chosen.listed
        try:
            found = claims(source, words)
        except GatekeeperError as error:
            errors.append(error)
            continue
        place = chosen.path if chosen else None
        yield document_of(source, found, history(source, evidence, listed=listed), place)


def _sources(
    config: Config, options: Mapping[str, Any], added: Added | None, errors: list[GatekeeperError]
) -> Iterator[tuple[Source, Chosen | None]]:
    if options["issue"]:
        yield _issue(options), None
        return
    for each in _chosen(config, options["paths"], added):
        try:
            yield read(each.path, each.shown), each
        except GatekeeperError as error:
            errors.append(error)


def _chosen(config: Config, paths: Sequence[Any], added: Added | None) -> Sequence[Chosen]:
    chosen = choose(paths, config, here())
    return [each for each in chosen if added.changed(each.path)] if added else chosen


def _issue(options: Mapping[str, Any]) -> Source:
    """Return the text of an issue; nothing is written there."""
    from gatekeeper.cli._github import connected  # noqa: PLC0415 - PyGithub takes a fifth of a second

    found = connected(options).issue(options["issue"])
    return read((found.body or "").encode("utf-8", "ignore"), f"#{options['issue']}")


def _only(report: Report, documents: Sequence[Document], added: Added) -> Report:
    """Return the findings and notes in lines that the change adds."""
    lines = {each.source.path: added.lines(each.place) for each in documents if each.place}
    return replace(
        report,
        findings=tuple(each for each in report.findings if each.claim.line in lines.get(each.claim.path, ())),
        notes=tuple(each for each in report.notes if not each.line or each.line in lines.get(each.path, ())),
    )


def _removed(known: Iterable[baseline.Key], config: Config, options: Mapping[str, Any]) -> set[str]:
    """Return the documents of a baseline that are no more; only an audit of all of them, where it is always done, can tell."""
    if options["paths"] or options["issue"] or not here().samefile(config.base):
        return set()
    return {each[0] for each in known if not is_issue(each[0]) and printable(each[0]) == each[0] and not os.path.lexists(each[0])}


def _accepted(report: Report, read: Sequence[str], config: Config, options: Mapping[str, Any]) -> Report:
    """Return the report with what the baseline accepts, and write the baseline where that is asked for."""
    if not options["baseline"]:
        return report
    known = baseline.read(options["baseline"])
    paths = {*read, *_removed(known or {}, config, options)}
    if options["update_baseline"]:
        known = baseline.shrunk(report.findings, known, paths)
        baseline.write(options["baseline"], known)
    if known is None:
        raise UsageError(f"there is no baseline {options['baseline']}", "write it with --update-baseline")
    findings, gone = baseline.accept(report.findings, known, paths)
    told = () if options["changed"] else tuple(f"{each[0]}: {each[3]}" for each in gone)
    return replace(report, findings=findings, gone=told)
