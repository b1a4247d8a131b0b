"""What changed from one record to another, as lines of text, as Markdown and as a value."""

from __future__ import annotations

from dataclasses import fields
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from gatekeeper.documents.escapes import log_line
from gatekeeper.evidence.ids import SHORT
from gatekeeper.evidence.ledger.comparison import Changes
from gatekeeper.evidence.ledger.reading import minute

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.ledger.comparison import Change, Comparison, SettingChange

_WIDTH = 80
_MOST = 20
_MOST_ROWS = 50
_VALUE = 15


def changes(old: Accepted, new: Accepted, found: Comparison) -> dict[str, Any]:
    """Return both records and what changed, to be written as JSON."""
    return {"older": _side(old), "newer": _side(new), **{each.name: getattr(found, each.name) for each in fields(found)}}


def text(old: Accepted, new: Accepted, found: Comparison) -> str:
    """Return lines of at most 80 characters, of which the last ones sum up."""
    return "\n".join([_record("old", old), _record("new", new), *_lines(found), *wrap(_sum(found), _WIDTH)]) + "\n"


def markdown(old: Accepted, new: Accepted, found: Comparison) -> str:
    """Return the same for a comment; what tests and settings are called is untrusted."""
    from gatekeeper.documents.filters import code  # noqa: PLC0415 - loads the template engine

    parts = [f"### Changes from {code(old.digest[:SHORT])} to {code(new.digest[:SHORT])}", f"{_sum(found)}."]
    for name, kind in _kinds(found):
        rows = [(each.category, each.id, *_values(each, name)) for each in kind.first[:_MOST_ROWS]]
        parts.append(_table(name, ("Category", "Test", "Before", "Now"), rows, kind.count))
    settings = [(each.category, each.setting, _set(each.was), _set(each.now)) for each in found.settings]
    if settings:
        parts.append(_table("settings changed", ("Category", "Setting", "Before", "Now"), settings[:_MOST_ROWS], len(settings)))
    return "\n\n".join(parts) + "\n"


def _kinds(found: Comparison) -> Iterator[tuple[str, Changes]]:
    """Yield every kind of change that there is, with its name in words."""
    for each in fields(found):
        kind = getattr(found, each.name)
        if isinstance(kind, Changes) and kind.count:
            yield each.name.replace("_", " "), kind


def _sum(found: Comparison) -> str:
    said = [f"{kind.count} {name}" for name, kind in _kinds(found)]
    if found.settings:
        said.append(f"{len(found.settings)} {'setting' if len(found.settings) == 1 else 'settings'} changed")
    return ", ".join(said) or "no changes"


def _side(of: Accepted) -> dict[str, Any]:
    record = of.record
    return {"digest": of.digest, "created": record.created, "verdict": record.verdict, "subject": record.subject, "run": record.run}


def _record(which: str, of: Accepted) -> str:
    record = of.record
    ref = _fit((record.subject.ref or "no ref").removeprefix("refs/heads/"), 12)
    commit = record.subject.commit[:SHORT] if record.subject.commit else "no commit"
    return f"{which}  {of.digest[:SHORT]}  {minute(record.created)} UTC  {record.verdict:11}  {commit}  {ref}"


def _lines(found: Comparison) -> Iterator[str]:
    for name, kind in _kinds(found):
        yield f"{name}: {kind.count}"
        yield from (_line(each.category, each.id, *_values(each, name)) for each in kind.first[:_MOST])
        yield from _more(kind.count)
    if found.settings:
        yield f"settings changed: {len(found.settings)}"
        yield from (_setting(each) for each in found.settings[:_MOST])
        yield from _more(len(found.settings))


def _more(count: int) -> Iterator[str]:
    if count > _MOST:
        yield f"  and {count - _MOST} more; --format json lists up to 200 of a kind"


def _setting(of: SettingChange) -> str:
    return _line(of.category, of.setting, _fit(_set(of.was), _VALUE), _fit(_set(of.now), _VALUE))


def _line(category: str, name: str, was: str, now: str) -> str:
    begin, end = f"  - {_fit(category, 16)} ", f": {was}, now {now}"
    return f"{begin}{_fit(name, _WIDTH - len(begin) - len(end))}{end}"


def _fit(text: str, room: int) -> str:
    return log_line(text, room)[:room]  # what a log would obey is parted, which takes room


def _values(of: Change, name: str) -> tuple[str, str]:
    """Return what is shown of a test before and now: its outcome, or its time where that is what changed."""
    if name == "slower":
        return f"{of.was_seconds or 0:.1f}s", f"{of.now_seconds or 0:.1f}s"
    return of.was or "not there", of.now or "not there"


def _set(value: str) -> str:
    return value or "not set"


def _table(name: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], count: int) -> str:
    from gatekeeper.documents.filters import code  # noqa: PLC0415 - loads the template engine

    lines = ["<table>", f"<tr>{''.join(f'<th>{each}</th>' for each in head)}</tr>"]
    lines += [f"<tr>{''.join(f'<td>{code(each)}</td>' for each in row)}</tr>" for row in rows]
    hidden = f"\n\n{count - len(rows)} more are not shown." if count > len(rows) else ""
    return f"{count} {name}:\n\n" + "\n".join([*lines, "</table>"]) + hidden
