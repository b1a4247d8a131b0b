"""What is to be written into files, and what a release needs: the tables of the configuration once they are sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gatekeeper.config.targets import PASSED_ONLY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.config.targets import Criterion
    from gatekeeper.rules.duration import Duration

TEMPLATE = "status.md.j2"


@dataclass(frozen=True, kw_only=True, slots=True)
class Phase:
    """One phase of a remediation plan. All of it is stated, none measured."""

    title: str
    priority: str = ""
    due: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One document. ``path`` is relative to the configuration's folder, with ``/``, and stays inside the repository.

    ``name`` is unique; ``region`` is the id of the region inside a file that people write, or None where the whole file is ours.
    ``on`` and ``keep`` are as for comments. ``max_behind`` is how many commits its evidence may lie behind.
    ``problem`` and ``stated`` are free text, printed as stated and not measured.
    """

    path: str
    name: str
    template: str = TEMPLATE
    region: str | None = None
    on: tuple[str, ...] = PASSED_ONLY
    keep: bool = False
    max_behind: int = 0
    criteria: tuple[Criterion, ...] = ()
    phases: tuple[Phase, ...] = ()
    problem: str = ""
    stated: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return what its markers call the region."""
        return self.region or self.name

    @property
    def paths(self) -> tuple[str, ...]:
        """Return every file that it is written into: JSON has no comments, so that its markers stand in a file beside it."""
        return (self.path, f"{self.path}.gatekeeper") if self.path.endswith(".json") else (self.path,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """What a release needs: an accepted record for each category of ``require``, none older than ``max_age``, and all criteria."""

    require: tuple[str, ...] = ()
    max_age: Duration | None = None
    criteria: tuple[Criterion, ...] = ()
