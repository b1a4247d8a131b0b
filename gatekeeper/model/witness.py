"""What was seen of a run while it ran, which no report file can say of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003 - records are decoded by the annotations
from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003

from gatekeeper.model.run import Subject


@dataclass(frozen=True, kw_only=True, slots=True)
class Shard:
    """Which part of a category ran: ``1`` of 3, or a name such as ``linux`` where nobody says how many there are."""

    name: str
    of: int | None = None

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read ``K/N`` or a name; raises ValueError with a sentence."""
        found = re.fullmatch(r"([1-9]\d{0,4})/([1-9]\d{0,4})", text, re.ASCII)
        if found and int(found[1]) <= int(found[2]):
            return cls(name=found[1], of=int(found[2]))
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9_.]{0,31}(?<!\.json)", text):
            return cls(name=text)
        raise ValueError(f'a shard is written K/N such as "2/3", or as a name of letters, digits, dots and underscores, not "{text[:60]}"')

    def __str__(self) -> str:
        """Return the written form."""
        return f"{self.name}/{self.of}" if self.of else self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Log:
    """What the command printed: its digest and size, the texts that were looked for in it, and how often each was found."""

    sha256: str
    bytes: int
    searched: tuple[str, ...] = ()
    found: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """What a test runner's own plugin said about one session; None is what it did not get to say.

    ``finished`` is false where the process ended without the runner's own end, and ``stopped`` is why it gave up early.
    """

    runner: str
    finished: bool = False
    collected: int | None = None
    deselected: int | None = None
    executed: int | None = None
    exit_status: int | None = None
    stopped: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Witness:
    """One run of a category's command, as it was seen. Moments are in UTC, ``timeout`` is in seconds.

    ``argv`` and ``variables`` have their secrets masked. ``code`` is None where a ``signal`` ended the command or it never
    started (``unstarted`` says why). ``times`` is how often this shard was run for this commit, this time included.
    ``stale`` are report files that matched the category's patterns before and were left as they were.
    ``unsuccessful`` is how many tests failed or errored in the reports of this run alone; None where nobody counted.
    """

    category: str
    shard: Shard | None = None
    argv: tuple[str, ...]
    code: int | None = None
    signal: str = ""
    unstarted: str = ""
    timed_out: bool = False
    interrupted: bool = False
    started: datetime
    ended: datetime
    timeout: int | None = None
    before: Subject = Subject()
    after: Subject = Subject()
    run: str | None = None
    attempt: int | None = None
    times: int = 1
    host: str = ""
    platform: str = ""
    tools: Mapping[str, str] = field(default_factory=dict)
    environment: str | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    log: Log | None = None
    stale: tuple[str, ...] = ()
    sessions: tuple[Session, ...] = ()
    unsuccessful: int | None = None

    @property
    def cut_short(self) -> str:
        """Return why the run did not come to its own end, in words, or an empty text."""
        if self.unstarted:
            return f"the command was not started: {self.unstarted}"
        if self.timed_out:
            return f"the command was stopped after its timeout of {self.timeout} s"
        if self.interrupted:
            return "the command was interrupted"
        return f"{self.signal} ended the command" if self.signal else ""
