"""One class per kind of failure, each with its exit code and its next step.

The codes are part of the contract with CI systems (see docs/reference.md): 0 and 1 belong to
verdicts, 5 is left alone because pytest uses it.
"""

from __future__ import annotations

from typing import ClassVar


def why(error: Exception) -> str:
    """Return what went wrong in a few words: the system's own, without the path that an OSError puts before and behind them."""
    return getattr(error, "strerror", None) or str(error)


class GatekeeperError(Exception):
    """A failure that is explained to the user as: what happened, then what to do next."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(GatekeeperError):
    """The command line asks for something that cannot be done."""

    exit_code = 2


class ConfigError(GatekeeperError):
    """The configuration is not sound; nothing has been read."""

    exit_code = 2


class ReportError(GatekeeperError):
    """One report file cannot be used; the reader turns this into refused evidence."""

    exit_code = 3


class RecordError(GatekeeperError):
    """A record cannot be used: it is missing, damaged, contradicts itself, or is about something else."""

    exit_code = 3


class DeliveryError(GatekeeperError):
    """The verdict stands, but something that was asked for could not be written."""

    exit_code = 4


class AuditError(GatekeeperError):
    """A document cannot be audited: nothing in it has been looked at."""

    exit_code = 2
