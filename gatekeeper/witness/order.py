"""What is to be witnessed, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

    from gatekeeper.config.settings import CategoryConfig, Config
    from gatekeeper.evidence.expected import Expected
    from gatekeeper.model.witness import Shard, Witness


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long to wait, in seconds: for a command that was told to end, for what it left behind, and for tools to say what they are."""

    end: float = 10.0
    rest: float = 1.0
    tools: float = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One run of a category's command.

    ``config`` has this category alone, ``category`` are its settings in the environment that is tested, ``part`` is where its
    partial record will stand, ``timeout`` is in seconds, ``variables`` are the names of environment variables to put on record.
    """

    config: Config
    category: CategoryConfig
    argv: tuple[str, ...]
    part: Path
    shard: Shard | None = None
    timeout: Fraction | None = None
    environment: str | None = None
    variables: tuple[str, ...] = ()
    patience: Patience = field(default_factory=Patience)

    @property
    def out(self) -> Path:
        """Return the folder that the command writes its reports to."""
        return self.part.with_suffix("").absolute()


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What was seen of a run.

    ``files`` maps a path of a report that can be opened to the path that is shown; ``expected`` are the tests that were listed
    before. ``left_behind`` says that processes of the command had to be stopped after it had ended, ``whole_line`` that its
    output ended with the end of a line.
    """

    witness: Witness
    files: Mapping[str, str]
    expected: Expected | None = None
    left_behind: bool = False
    whole_line: bool = True
