"""What no evidence can speak about, told as a note: two figures of revenue, and a why that is answered without evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.finding import Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatekeeper.audit.document import Document
    from gatekeeper.audit.prose import Prose

_AMOUNT = r"~?[$\u20ac\u00a3]\s?\d[\d.,]*\s?(?:[KMBkmb]|million|thousand)?\b\+?"
_EARNED = r"\b(?:ARR|MRR|revenue|business value)\b"
_MONEY = re.compile(
    rf"{_AMOUNT}(?=[^.;\n]{{0,40}}?{_EARNED})|{_EARNED}[^.;\n$\u20ac\u00a3]{{0,40}}?({_AMOUNT})",
    re.IGNORECASE,
)
_WHY = re.compile(r"^[ \t>*#_-]*(?:\d+[.)]\s*)?\W{0,12}why\b[^?\n]{0,300}\?", re.IGNORECASE | re.MULTILINE)
# A record, a commit, a link, a file, a test, a quoted message: something that can be looked up.
_EVIDENCE = re.compile(
    r"`[^`]+`|https?://|\btest_\w+|\b[0-9a-f]{7,40}\b|#\d+|\b[\w/]+\.(?:py|ts|js|go|rs|java|xml|json|log|yml|yaml|toml)\b"
    r"|\brecord\b|\brun \d+|\"[^\"]{10,}\""
)
_MOST_LINES = 12
_MOST_NOTES = 200


def notes(read: Sequence[Prose]) -> Iterator[Note]:
    """Return what is to be told about documents beside their claims."""
    amounts: dict[str, tuple[str, int]] = {}
    told: list[Note] = []
    for prose in read:
        document = prose.document
        told += [Note(path=document.source.path, line=0, text=each) for each in (document.source.repaired, *document.source.notes) if each]
        text = document.source.text
        if not (_MONEY.search(text) or _WHY.search(text)):
            continue
        lines = prose.lines()
        for line, each in lines:
            for found in _MONEY.finditer(each):
                amount = " ".join((found[1] or found[0]).split())
                amounts.setdefault(amount.lower().strip("~+"), (document.source.path, line))
        told += _whys(document, lines)
    yield from told[:_MOST_NOTES]
    if len(amounts) > 1:
        for amount, (path, line) in amounts.items():
            others = ", ".join(each for each in amounts if each != amount)
            text = f"{amount} here and {others} elsewhere: figures of revenue are not checkable, no record speaks about them"
            yield Note(path=path, line=line, text=text)


def _whys(document: Document, lines: Sequence[tuple[int, str]]) -> Iterator[Note]:
    """Return every why whose answer names nothing that can be looked up."""
    places = [place for place, (_, text) in enumerate(lines) if _WHY.search(text)]
    for place, following in zip(places, [*places, len(lines)][1:], strict=True):
        answer: list[str] = []
        for _, text in lines[place + 1 : min(following, place + 1 + _MOST_LINES)]:
            if text.lstrip().startswith("#"):
                break
            answer.append(text)
        raw = [document.source.lines[number - 1] for number, _ in lines[place + 1 : place + 1 + len(answer)]]
        if any(each.strip() for each in raw) and not any(map(_EVIDENCE.search, raw)):
            yield Note(path=document.source.path, line=lines[place][0], text="a why that is answered without evidence: unverified")
