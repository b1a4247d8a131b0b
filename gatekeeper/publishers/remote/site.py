"""What every publisher on GitHub needs beside the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.documents.measured import Facts
    from gatekeeper.errors import GatekeeperError
    from gatekeeper.evidence.event import Event
    from gatekeeper.evidence.record import Record
    from gatekeeper.github.answers import Head
    from gatekeeper.github.repository import Repository


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A repository on GitHub, and how to speak there.

    ``connect`` opens the connection when it is first needed; ``only`` are the keys that were asked for, none for all;
    ``search`` returns the numbers of the issues that a search finds, ``head`` what the default branch is,
    ``role`` what somebody is in the repository, each asked once; ``policy`` is the digest of the policy in the
    configuration at hand; ``tell`` prints a line, ``complain`` an error.
    """

    connect: Callable[[], Repository]
    search: Callable[[str], tuple[int, ...]]
    head: Callable[[], Head]
    role: Callable[[str], str]
    config: Config
    policy: str
    event: Event
    now: datetime
    tell: Callable[[str], None]
    complain: Callable[[GatekeeperError], None]
    only: tuple[str, ...] = ()
    dry_run: bool = False

    def asked(self, key: str) -> bool:
        """Say whether this key is to be published."""
        return not self.only or key in self.only

    @property
    def base(self) -> Path:
        """Return the folder that templates are relative to."""
        return self.config.base


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """What is to be said: a record, the digest of its bytes, and where it stands, if it was kept.

    ``streaks`` tells in how many records in a row each cause of its failures has been seen, as far as anybody knows.
    """

    record: Record
    digest: str
    path: Path | None
    streaks: Callable[[], Mapping[str, int]] = field(default=dict, compare=False)

    def facts(self, questions: Collection[tuple[str, ...]]) -> Facts:
        """Return what criteria are measured by; ``questions`` are the globs over test ids that they name."""
        from gatekeeper.documents.measured import Facts  # noqa: PLC0415
        from gatekeeper.evidence.cases import ask  # noqa: PLC0415

        return Facts(record=self.record, cases=ask(self.path, self.record.inventory, questions))
