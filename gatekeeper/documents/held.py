"""What the policy was held against, and what differs there, in lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from gatekeeper.config.basis import OVERRULED
from gatekeeper.documents.escapes import plain
from gatekeeper.evidence.ids import SHORT, SHORT_COMMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.config.basis import Basis, Change
    from gatekeeper.evidence.record import Record

_MOST = 8
_WIDTH = 78
_LONG = 300
_PREFIXES = ("refs/remotes/", "refs/heads/")


def held(record: Record, *, verbose: bool = False) -> list[str]:
    """Return a line for everything that the policy was held against, and a few for what differs; all of them where ``verbose``."""
    if record.policy.base is UNSET:
        return []
    return [plain(line, _LONG if verbose else _WIDTH) for each in record.policy.base for line in _lines(each, verbose=verbose)]


def change_line(change: Change) -> str:
    """Return one difference, such as ``loosened, not in force: unit pass_rate: >= 100% -> >= 50%``."""
    words = f"{change.change}{', not in force' if change.change in OVERRULED else ''}"
    where = " ".join(filter(None, [change.category or ("" if change.setting else "the gate"), change.setting]))
    if change.base is None and change.head is None:
        return f"{words}: category {where}"
    return f"{words}: {where}: {_value(change.base)} -> {_value(change.head)}"


def _lines(base: Basis, *, verbose: bool) -> Iterator[str]:
    if base.kind == "pull-request":
        for each in base.changes:
            yield f"policy: this pull request edits the gate's {each.setting} {each.head}"
        return
    yield f"policy: {_headline(base)}"
    shown = base.changes if verbose else base.changes[:_MOST]
    yield from (f"  {change_line(each)}" for each in shown)
    if len(base.changes) > len(shown):
        yield f"  and {len(base.changes) - len(shown)} more; the record lists them all"


def _headline(base: Basis) -> str:
    if base.ref is None:
        return "not on a pull request, so it is that of the commit itself"
    name = base.ref
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    if base.sha256 is None:
        return f"{name} has no configuration, so this one stands alone"
    digest = f"commit {base.commit[:SHORT_COMMIT]}" if base.commit else base.sha256[:SHORT]
    return f"the stricter of this one and {plain(name, 40)} ({digest})"


def _value(value: str | None) -> str:
    return "not given" if value is None else plain(value, 60)
