"""Claims that something can be used, released or deployed now, or cannot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.blocks import Shape
from gatekeeper.audit.claim import Kind
from gatekeeper.audit.doubt import doubted_at
from gatekeeper.audit.signal import Signal
from gatekeeper.audit.words import CROSSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.audit.unit import Unit

_WHERE = r"production|prod|deployment|deploy|release|launch|enterprise|ship|staging|merge|go-live|closure|market|beta|demo"
_FOR = (
    rf"(?:{_WHERE}|deploying|shipping|closing|submission|review|use|users?|customers?|testing|qa|rollout|merging|publication|publishing"
    rf"|live|primetime|handoff|handover|consumption)"
)
_READY = re.compile(
    rf"\b(?:(?:{_WHERE})[ -]ready|ready (?:for|to) (?:[\w#/-]+ ){{0,2}}?{_FOR}\b|(?:(?:{_WHERE})[ -])?readiness\b|production[ -]grade"
    rf"|\bdeployable\b|\b(?:conditional|final|full|production|release|deployment) approval\b|\bno-go\b|(?:^[^\w]*|[:\u2013\u2014(-]\s*"
    rf"|\b(?:is|are|now|not|fully|completely|phase|100%|deployment|system|services?|all)\s+)ready\W*$"
    rf"|no (?:known |open |critical |remaining )*(?:blocking issues|blockers|showstoppers|known issues)|safe to (?:deploy|merge|release"
    rf"|ship)"
    rf"|(?:suitable|fit|stable enough|good enough) for (?:general |real |any )?(?:{_WHERE})\b"
    rf"|(?:cleared|approved|good|go|green light|green-lit|signed off|certified) (?:for|to) (?:immediate )?(?:{_WHERE}|go)\b|(?:can|may)"
    rf" (?:now )?be (?:safely )?(?:deployed|released|shipped|merged))"
)
_NOUN = re.compile(
    r"^[- ]?(?:ready|grade) (?:tests?|code|solutions?|checks?|checklist|review|report|assessment|criteria|environments?|templates?"
    r"|examples?|implementations?)\b"
)
_NEGATIVE = re.compile(
    rf"\bnot\b|n't\b|\bnever\b|\bfar from\b|\bcrisis\b|\bblocked\b|\bno-go\b|\bconditional\b|\bcritical\b|[{CROSSES}]|\blow\b"
)


def readiness(unit: Unit) -> Iterator[Signal]:
    """Return what a unit says about readiness."""
    if not any(
        word in unit.low
        for word in (
            "read",
            "block",
            "safe",
            "approv",
            "clear",
            "go ",
            "grade",
            "certif",
            "sign",
            "deploy",
            "releas",
            "shipp",
            "issues",
            "merge",
            "no-go",
            "suitable",
            "fit ",
            "enough",
        )
    ):
        return
    for found in _READY.finditer(unit.low):
        if _said(unit, found) and not doubted_at(unit, found.start(), "ready") and not (unit.shape is Shape.ROW and unit.first):
            negative = bool(_NEGATIVE.search(unit.low)) and not found[0].startswith("no ")
            word = " ".join(found[0].split()).rstrip(": ")
            yield Signal(kind=Kind.READINESS, start=found.start(), why=f"words of readiness: {word}", word=word, positive=not negative)
            return


def _said(unit: Unit, found: re.Match[str]) -> bool:
    word, rest = found[0], unit.low[found.end() :]
    if "readiness" in word:
        return bool(re.match(r"[\s*]*(?::|-|\u2013|\u2014|is\b)?\s*\S", rest)) and bool(
            re.search(
                r"ready|valid|achiev|confirm|complete|high|low|crisis|critical|fail|pass|good|excellent|block|100|\d%|\u2705|\u274c", rest
            )
        )
    if word.rstrip("! .)*").endswith("ready") and not re.search(_WHERE, word):
        return unit.shape is not Shape.ROW or bool(re.search(rf"\b(?:{_WHERE})", f"{unit.header} {unit.row}"))
    return not _NOUN.match(unit.low[found.start() + word.find("ready") - 1 :] if "ready" in word else "")
