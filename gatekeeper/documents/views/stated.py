"""What the configuration says in words: printed as stated, not measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.views.bounds import PHASES, STATED, STEPS, bounded

if TYPE_CHECKING:
    from gatekeeper.config.document import Document, Phase
    from gatekeeper.documents.cut import Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One text under its title."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PhaseView:
    """One phase of a plan; nothing of it is measured."""

    title: str
    priority: str
    due: str
    steps: Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """All free text of a document; ``within`` says whether it is a region in a file of people's, where their own text may stand."""

    problem: str
    texts: Shown
    phases: Shown
    within: bool


def stated(document: Document) -> Stated:
    """Return the free text of a document."""
    texts = [Statement(title=title, text=text) for title, text in document.stated.items()]
    return Stated(
        problem=document.problem,
        texts=bounded(texts, STATED),
        phases=bounded([_phase(each) for each in document.phases[:PHASES]], PHASES, all=len(document.phases)),
        within=document.region is not None,
    )


def _phase(phase: Phase) -> PhaseView:
    return PhaseView(title=phase.title, priority=phase.priority, due=phase.due, steps=bounded(phase.steps, STEPS))
