"""From the options of ``check`` to what the gate is asked."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gatekeeper.cli import QUOTE
from gatekeeper.cli._here import here
from gatekeeper.config.default import default_config
from gatekeeper.config.find import find, open_file
from gatekeeper.config.override import narrow, tighten
from gatekeeper.errors import UsageError
from gatekeeper.evidence.event import is_pull_request
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.gate import Request
    from gatekeeper.model import Job

_WRITE = "write --pass-rate '> 90%'"


def make_request(options: Mapping[str, Any], record: Path | None) -> Request:
    """Return the request, or raise UsageError or ConfigError; nothing has been read then."""
    from gatekeeper.gate import Request  # noqa: PLC0415 - other commands want only the configuration

    given = _given(options)
    whole = _config(options, given)
    config = narrow(whole, options["categories"])
    if config.source:
        config = tighten(config, given)
    elif not options["reports"]:
        raise UsageError("there is no configuration and no report was named", "name report files, or run: gatekeeper init")
    return Request(
        config=config,
        reports=options["reports"],
        record=record,
        partial=bool(options["categories"]),
        needs=_needs(options["needs"]),
        commit=options["commit"],
        environment=options["environment"],
        others=tuple({each.name for each in whole.categories} - {each.name for each in config.categories}),
    )


def _needs(text: str | None) -> tuple[Job, ...] | None:
    if text is None:
        return None
    from gatekeeper.cli._needs import parse_needs  # noqa: PLC0415 - only a run that is asked about jobs pays for it

    return parse_needs(text)


def _given(options: Mapping[str, Any]) -> dict[str, object]:
    given: dict[str, object] = {}
    if options["pass_rate"] is not None:
        given["pass_rate"] = _threshold(options["pass_rate"])
    if options["min_executed"] is not None:
        given["min_executed"] = _count(options["min_executed"])
    return given


def _threshold(text: str) -> Threshold:
    try:
        return Threshold.parse_text(text)
    except ValueError as error:
        swallowed = "a file" if _names_file(text) else "an option" if text.startswith("-") else None
        if swallowed:
            raise UsageError(f"--pass-rate {text}: that is {swallowed}, and the threshold is missing", QUOTE) from error
        raise UsageError(f"--pass-rate: {error}", _WRITE) from error


def _names_file(text: str) -> bool:
    return os.path.lexists(text) or text.lower().endswith(".xml") or not {"*", "?", "/"}.isdisjoint(text)


def _count(number: int) -> Count:
    try:
        return Count.parse(number)
    except ValueError as error:
        raise UsageError(f"--min-executed: {error}", "write a smaller number") from error


def _config(options: Mapping[str, Any], given: Mapping[str, object]) -> Config:
    if options["no_config"]:
        if options["config"]:
            raise UsageError("--config and --no-config exclude each other", "leave one of them out")
        return default_config(here(), given)
    return load_config(options["config"], given)


def load_config(path: Path | None, given: Mapping[str, object] | None = None) -> Config:
    """Return the configuration of that file, or of the nearest one; the default policy where there is none."""
    folder = here()
    found = open_file(path) if path else find(folder)
    if found is None:
        return _in_force(default_config(folder, given or {}), folder)
    from gatekeeper.config.load import load  # noqa: PLC0415 - only a run with a configuration pays for it

    return _in_force(load(found, _today()), folder, named=path is not None)


def _in_force(config: Config, folder: Path, *, named: bool = False) -> Config:
    """Return the configuration with the policy in force, where that is another one than its own."""
    if not (is_pull_request(os.environ) or config.policy_ref or config.extends):
        return config
    from gatekeeper.evidence.effective import Ask, effective  # noqa: PLC0415 - elsewhere nothing is loaded for it

    return effective(config, Ask(folder=folder, today=_today(), environ=os.environ, named=named))


def _today() -> date:
    return datetime.now(UTC).date()
