"""From the table [audit] to what is audited: globs stay inside the repository, and every category exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.config.audit import BLOCKING, Audit
from gatekeeper.config.audit_tables import KINDS
from gatekeeper.config.criterion import given
from gatekeeper.config.patterns import check_inside

if TYPE_CHECKING:
    from collections.abc import Collection

    from gatekeeper.config.audit_tables import AuditTable
    from gatekeeper.config.decode import Decoder
    from gatekeeper.config.find import Found


def audited(decoder: Decoder, table: AuditTable, categories: Collection[str], found: Found) -> Audit:
    """Return the settings, or raise ConfigError naming the key."""
    globs = {key: given(getattr(table, key)) or () for key in ("paths", "exclude", "history")}
    for key, patterns in globs.items():
        check_inside(decoder, f"audit.{key}", patterns, found)
    for kind in table.words:
        decoder.one_of(f"audit.words.{kind}", "kind of claim", kind, KINDS)
    for words, name in table.categories.items():
        path = f'audit.categories."{words}"'
        if not any(map(str.isalnum, words)):
            raise decoder.error(path, "there is no word in it", "write the words as they stand in the documents")
        decoder.one_of(path, "category", name, categories)
    named = {" ".join(words.casefold().split()): name for words, name in table.categories.items()}
    return Audit(**globs, block=_block(decoder, table), words=dict(table.words), categories=named)


def _block(decoder: Decoder, table: AuditTable) -> tuple[str, ...]:
    block, warn = given(table.block), given(table.warn) or ()
    for kind in warn:
        if block and kind in block:
            raise decoder.error("audit.warn", f"{kind} stands in block too", "leave it in one of the two")
    if block is not None:
        return tuple(dict.fromkeys(block))
    return tuple(kind for kind in BLOCKING if kind not in warn)
