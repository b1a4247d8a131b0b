"""How a report is printed: one file for each format, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.audit.audit import Report

FORMATS = {"text": "lines", "json": "data", "sarif": "sarif", "github": "annotations", "markdown": "table"}


def formatted(style: str, report: Report, *, explain: bool = False) -> str:
    """Return a report in one of the formats."""
    made: str = import_module(f"{__name__}.{FORMATS[style]}").formatted(report, explain=explain)
    return made
