"""The two markers around a region: what they say, and how they are written. Each is an HTML comment on a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from gatekeeper.config.places import NAME
from gatekeeper.evidence.ids import DIGEST

UNKNOWN = "unknown"
BEGIN = "<!-- gatekeeper:begin"
END = "<!-- gatekeeper:end"
_BEGIN = re.compile(
    rf"<!--[ \t]+gatekeeper:begin[ \t]+id=(?P<id>{NAME})"
    rf"(?:[ \t]+evidence=sha256:(?P<evidence>{DIGEST})[ \t]+commit=(?P<commit>[0-9a-f]{{7,64}}|{UNKNOWN})"
    rf"(?:[ \t]+superseded=sha256:(?P<superseded>{DIGEST}))?)?[ \t]+-->"
)
_END = re.compile(rf"<!--[ \t]+gatekeeper:end[ \t]+id=(?P<id>{NAME})(?:[ \t]+sum=(?P<sum>[0-9a-f]{{32}}))?[ \t]+-->")
_LIKE = re.compile(r"<!--\s*gatekeeper\s*:\s*(?P<word>[A-Za-z]+)(?P<next>.?)")
_WORDS = ("begin", "end", "start", "stop", "finish")


@dataclass(frozen=True, kw_only=True, slots=True)
class Begin:
    """The first line: the digest of the record that the text describes, and its commit; both empty where nothing was written yet.

    ``superseded`` is the digest of the newer record that the text's first line tells of.
    """

    id: str
    evidence: str = ""
    commit: str = ""
    superseded: str = ""

    def __str__(self) -> str:
        said = f" evidence=sha256:{self.evidence} commit={self.commit}" if self.evidence else ""
        newer = f" superseded=sha256:{self.superseded}" if self.superseded else ""
        return f"{BEGIN} id={self.id}{said}{newer} -->"


@dataclass(frozen=True, kw_only=True, slots=True)
class End:
    """The last line: the checksum of what stands above it; empty where nothing was written yet."""

    id: str
    sum: str = ""

    def __str__(self) -> str:
        return f"{END} id={self.id}{f' sum={self.sum}' if self.sum else ''} -->"


def read(text: str) -> Begin | End | None:
    """Return the marker that a comment is, or None where it is none of these; raises ValueError where it was meant to be one."""
    text = text.strip(" \t\r\n")
    begin = _BEGIN.fullmatch(text)
    if begin:
        return Begin(**begin.groupdict(""))
    end = _END.fullmatch(text)
    if end:
        return End(**end.groupdict(""))
    if _meant(text):
        raise ValueError("a marker that is not as it has to be")
    return None


def _meant(text: str) -> bool:
    """Say whether a comment was meant to be a marker; ``gatekeeper: unit.pass_rate > 90%`` is a criterion."""
    like = _LIKE.match(text)
    return like is not None and like["next"] != "." and bool(get_close_matches(like["word"].lower(), _WORDS, 1, 0.7))
