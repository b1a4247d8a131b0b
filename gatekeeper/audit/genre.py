"""Whether a document reports a state: there, plain words assert; in a manual they explain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.blocks import Shape
from gatekeeper.audit.sections import Section, standing
from gatekeeper.audit.words import CROSSES, TICKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.audit.blocks import Block

_TITLE = re.compile(
    r"\b(?:status|report|summary|results?|progress|complete[d]?|completion|resol(?:ved|ution)|validation|verification|audit|findings"
    r"|assessment|readiness|"
    r"achievements?|closure|wip|fix(?:ed|es)?|remediation|post-?mortem|retrospective|review|delivery|handoff|hand-over|milestone|done"
    r"|evidence|investigation|analysis|test plan|accomplished)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(r"^\W*(?:(?:\w+ ){0,2}status|last updated|result|overall|date|state)\W*:", re.IGNORECASE)
_MARK = re.compile(f"[{TICKS}{CROSSES}]")
_ENOUGH = 3


def reports(found: Sequence[Block]) -> str:
    """Say why a document is a status report, or return an empty text."""
    marks = headings = 0
    for block in found:
        headings += block.shape is Shape.HEADING
        lines = [cell.line.text for cell in block.cells] or [line.text for line in block.lines]
        for text in lines:
            if block.shape is Shape.HEADING and (block.level == 1 or headings == 1) and (hit := _TITLE.search(text)):
                return f"a heading says {hit[0].lower()}"
            if block.shape is not Shape.ROW and _STATUS.match(text):
                return "it has a status line"
            marks += (bool(_MARK.search(text)) or bool(block.ticked)) and standing(block.trail)[0] not in {Section.FEATURES, Section.HOWTO}
    return f"it has {marks} status marks" if marks >= _ENOUGH else ""
