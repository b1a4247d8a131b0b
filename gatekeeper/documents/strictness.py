"""Which value of every setting is the stricter one, as a table in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.config.stricter import category_ways, gate_ways
from gatekeeper.documents.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator


def strictness_table() -> str:
    """Return a row for every setting, in the order of the words that say which of two values holds."""
    return table(("of two values this one holds", "of these settings"), ((words, _names(words)) for words in _words()))


def _words() -> Iterator[str]:
    return iter(dict.fromkeys(way.words for way in (*category_ways().values(), *gate_ways().values())))


def _names(words: str) -> str:
    own = [f"`{name}`" for name, way in category_ways().items() if way.words == words]
    gate = [f"`{name if '.' in name else f'gate.{name}'}`" for name, way in gate_ways().items() if way.words == words]
    return ", ".join([*own, *gate])
