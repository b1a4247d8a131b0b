"""From a parsed TOML table to typed tables, with errors that name the key and what was meant."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import msgspec

from gatekeeper.config.structs import Gate, WaiverTable, category_table, config_table, parse_value
from gatekeeper.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_AT = re.compile(r" - at `\$([^`]*)`$")


class Decoder:
    """Decodes one configuration file; every error names that file and the path of the key."""

    def __init__(self, source: Path) -> None:
        self._source = source

    def error(self, path: str, problem: str, remedy: str = "") -> ConfigError:
        """Return an error about the key at ``path``."""
        return ConfigError(f"{self._source}: {path}: {problem}", remedy or "correct that key; docs/configuration.md lists them all")

    def table(self, raw: Mapping[str, Any]) -> tuple[Gate, dict[str, Any], tuple[WaiverTable, ...]]:
        """Return [gate], the tables of the categories by name, and the waivers."""
        self._closed(raw, config_table(), "")
        categories = raw.get("categories")
        if not isinstance(categories, dict) or not categories:
            raise self.error("categories", "no category is configured", 'add one: [categories.unit] with reports = ["..."]')
        gate = self._convert(raw.get("gate", {}), Gate, "gate")
        tables = {name: self._convert(each, category_table(), f"categories.{name}") for name, each in categories.items()}
        waivers = raw.get("waivers", [])
        if not isinstance(waivers, list):
            raise self.error("waivers", "is written [[waivers]], a list of tables")
        return gate, tables, tuple(self._convert(each, WaiverTable, f"waivers[{number}]") for number, each in enumerate(waivers))

    def one_of(self, path: str, what: str, name: str, known: Iterable[str]) -> None:
        """Check that a name exists; where one is close, say what was meant."""
        known = tuple(known)
        if name not in known:
            close = get_close_matches(name, known, 1, 0.6)
            meant = f"; did you mean {close[0]!r}?" if close else f"; there is {', '.join(known)}"
            raise self.error(path, f"unknown {what} {name!r}{meant}")

    def _convert(self, raw: object, kind: type[Any], path: str) -> Any:  # noqa: ANN401 - an instance of ``kind``
        if not isinstance(raw, dict):
            raise self.error(path, f"is a table, not {raw!r}")
        self._closed(raw, kind, f"{path}.")
        try:
            return msgspec.convert(raw, kind, dec_hook=parse_value)
        except msgspec.ValidationError as error:
            place = _AT.search(str(error))
            inner = place[1] if place else ""
            raise self.error(path + inner, _AT.sub("", str(error)).replace("Object missing required field", "missing the key")) from error

    def _closed(self, raw: Mapping[str, Any], kind: type[Any], prefix: str) -> None:
        known = kind.__struct_fields__
        for key, value in raw.items():
            self.one_of(f"{prefix}{key}", "key", key, known)
            self._given(value, f"{prefix}{key}")

    def _given(self, value: object, path: str) -> None:
        """Refuse an empty value: whoever writes one meant something else."""
        empty = isinstance(value, list) and not value
        if empty or (isinstance(value, str) and not value.strip()):
            raise self.error(path, "the value is empty", "give it a value, or remove the key")
        for number, each in enumerate(value if isinstance(value, list) else ()):
            self._given(each, f"{path}[{number}]")
