"""The kinds of bad evidence as a Markdown table, for the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.selftest.kind import Start
from gatekeeper.selftest.kinds import all_kinds

if TYPE_CHECKING:
    from gatekeeper.selftest.kind import Kind

_SEEN = {
    Start.ANY: "any",
    Start.FILES: "files",
    Start.WITNESSED: "a witnessed run",
    Start.SHARDS: "witnessed shards",
}


def kinds_table() -> str:
    """Return one row for each kind."""
    head = "| kind | what it imitates | made of | what stops it | rules |\n| --- | --- | --- | --- | --- |\n"
    return head + "".join(map(_row, all_kinds()))


def _row(kind: Kind) -> str:
    setting = f"`{kind.example}`" if kind.setting else "default"
    rules = ", ".join(f"`{each}`" for each in kind.rules)
    return f"| `{kind.name}` | {kind.imitates.replace('|', chr(92) + '|')} | {_SEEN[kind.start]} | {setting} | {rules} |\n"
