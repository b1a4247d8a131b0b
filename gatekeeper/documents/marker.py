"""The hidden first line of a comment of ours: what finds the comment again, and what we must remember.

Whatever a label or a criterion holds, the line stays one HTML comment: every character that could end it, mention
somebody or start markup is written as JSON's own escape.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from gatekeeper.errors import DeliveryError
from gatekeeper.model import Verdict

VERSION = 1
MOST = 16_000
_REMEDY = "remove criteria or labels: a comment keeps what was asked for before, until somebody in [guard] trusted accepts that it is gone"
_UNREADABLE = "a record has a time with its time zone and no negative number; write the record again with 'gatekeeper check'"
_LINE = re.compile(r"<!-- gatekeeper:(?P<kind>comment|guard) (?P<json>\{[ -~]*\}) -->")
# A hyphen stays between letters and digits, as in dates: two of them would end the comment.
_UNSAFE = re.compile(r'[^A-Za-z0-9 _.,:/=*?%+{}\[\]"\\-]|(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])')
_NUMBER = re.compile(r"[0-9]{1,18}")
_SEVERITY = {str(verdict): rank for rank, verdict in enumerate(Verdict)}

# None is negative: a minus outside a text would be escaped, and make the marker unreadable.
Count = Annotated[int, msgspec.Meta(ge=0)]
Numbers = dict[str, tuple[Count, Count]]


class Shown(msgspec.Struct, frozen=True):
    """The run and commit that a text describes."""

    run: str = ""
    commit: str = ""


class Remembered(msgspec.Struct, frozen=True):
    """A criterion of an issue's body in its written form, and since when we know it."""

    measure: str
    seen: str


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What a marker holds. Unknown fields are ignored, so that this version reads the markers of later ones.

    ``digest`` is the SHA-256 of the newest record that was delivered, ``created`` its time, ``run`` and ``attempt`` its CI run.
    ``shown`` is what the text below describes, or None; ``now`` and ``was`` are passed and weighed tests by category, of
    the newest record that had numbers and of the one before. ``closed`` is when the issue was closed that a decision of the
    guard is about.
    """

    kind: Literal["comment", "guard"]
    key: str
    created: str
    v: Count = VERSION
    digest: str = ""
    run: str = ""
    attempt: str = ""
    commit: str = ""
    verdict: str = ""
    shown: Shown | None = None
    now: Numbers = msgspec.field(default_factory=dict)
    was: Numbers = msgspec.field(default_factory=dict)
    labels: tuple[str, ...] = ()
    criteria: tuple[Remembered, ...] = ()
    reopened: Count = 0
    closed: str = ""


def write(state: State) -> str:
    """Return the marker, one line without its end; raises DeliveryError where it would be too long or could not be read again."""
    fields = msgspec.to_builtins(state)
    kind = fields.pop("kind")
    line = f"<!-- gatekeeper:{kind} {_escaped(fields)} -->"
    if len(line) > MOST:
        raise DeliveryError(f"there is too much to remember in one comment: its marker has {len(line)} characters, {MOST} at most", _REMEDY)
    if read(line) is None:
        raise DeliveryError(f"what a comment should remember of {state.key!r} could not be read again", _UNREADABLE)
    return line


def cost(remembered: Remembered) -> int:
    """Return how many characters of a marker a criterion takes, with the comma behind it."""
    return len(_escaped(msgspec.to_builtins(remembered))) + 1


def read(body: str) -> State | None:
    """Return what the marker that opens the body holds; None where none does, or where it is not as we write it."""
    found = _LINE.fullmatch(_first_line(body))
    if not found:
        return None
    try:
        state = msgspec.convert({**json.loads(found["json"]), "kind": found["kind"]}, State)
    except (ValueError, RecursionError):  # a ValidationError is a ValueError
        return None
    return state if instant(state.created) else None


def text_below(body: str) -> str:
    """Return what stands below the marker's line; the whole body where none opens it."""
    return body.partition("\n")[2] if read(body) else body


def newer(state: State, other: State) -> bool:
    """Say whether a state is of a newer record than another; at one time the later run and attempt decide, then the worse verdict."""
    return _order(state) > _order(other)


def instant(text: str) -> datetime | None:
    """Return a moment with its time zone; None where the text names none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _first_line(body: str) -> str:
    """Return the first line without its end, cut where it is longer than any marker."""
    return body[: MOST + 2].partition("\n")[0].removesuffix("\r")[: MOST + 1]


def _order(state: State) -> tuple[float, int, int, int, str]:
    moment = instant(state.created)
    run, attempt = _number(state.run), _number(state.attempt)
    return (moment.timestamp() if moment else 0.0, run, attempt, _SEVERITY.get(state.verdict, 0), state.digest)


def _number(text: str) -> int:
    return int(text) if _NUMBER.fullmatch(text) else -1


def _escaped(fields: dict[str, object]) -> str:
    """Return fields as JSON that holds nothing but plain characters."""
    return _UNSAFE.sub(_escape, json.dumps(fields, sort_keys=True, separators=(",", ":")))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
