"""From a parsed TOML table to typed tables, with errors that name the key and what was meant."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from gatekeeper.config.structs import Gate, WaiverTable, category_table, config_table, parse_value
from gatekeeper.config.words import description, explain, missing_key
from gatekeeper.errors import ConfigError
from gatekeeper.rules.value import as_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_AT = re.compile(r" - at `\$([^`]*)`$")
_REMEDY = "correct that key; `gatekeeper rules` explains every setting, `gatekeeper schema config` lists every key"


class Decoder:
    """Decodes one configuration file; every error names that file and the path of the key."""

    def __init__(self, source: Path) -> None:
        self._source = source
        self._prefix = "tool.gatekeeper." if source.name == "pyproject.toml" else ""

    def error(self, path: str, problem: str, remedy: str = "") -> ConfigError:
        """Return an error about the key at ``path``."""
        where = f"{self._prefix}{path}".rstrip(".")
        return ConfigError(f"{self._source}: {where + ': ' if where else ''}{problem}", remedy or _REMEDY)

    def table(self, raw: object) -> tuple[Gate, dict[str, Any], tuple[WaiverTable, ...]]:
        """Return [gate], the tables of the categories by name, and the waivers."""
        if not isinstance(raw, dict):
            raise self.error("", f"is a table, not {as_written(raw)}", "write [tool.gatekeeper.categories.unit] and so on")
        self._closed(raw, config_table(), "")
        gate = self._convert(raw.get("gate", {}), Gate, "gate", "[gate]")
        categories = self._categories(raw.get("categories"))
        waivers = raw.get("waivers", [])
        if not isinstance(waivers, list):
            raise self.error("waivers", f"is a list of tables, each headed [[waivers]], not {as_written(waivers)}")
        return (
            gate,
            categories,
            tuple(self._convert(each, WaiverTable, f"waivers[{number}]", "[[waivers]]") for number, each in enumerate(waivers)),
        )

    def one_of(self, path: str, what: str, name: str, known: Iterable[str]) -> None:
        """Check that a name exists; where one is close, say what was meant."""
        known = tuple(known)
        if name not in known:
            close = get_close_matches(name.casefold(), known, 1, 0.6)
            meant = f"; did you mean {close[0]!r}?" if close else f"; there is {', '.join(known)}"
            raise self.error(path, f"unknown {what} {as_written(name)}{meant}")

    def _categories(self, raw: object) -> dict[str, Any]:
        if raw is not None and not isinstance(raw, dict):
            raise self.error("categories", f"is written [categories.NAME], one table for each category, not {as_written(raw)}")
        if not raw:
            raise self.error("categories", "no category is configured", 'add one: [categories.unit] with reports = ["..."]')
        return {name: self._convert(each, category_table(), f"categories.{name}", "[categories.NAME]") for name, each in raw.items()}

    def _convert(self, raw: object, kind: type[Any], path: str, heading: str) -> Any:  # noqa: ANN401 - an instance of ``kind``
        if not isinstance(raw, dict):
            raise self.error(path, f"is a table headed {heading}, not {as_written(raw)}")
        self._closed(raw, kind, f"{path}.")
        try:
            return msgspec.convert(raw, kind, dec_hook=parse_value)
        except msgspec.ValidationError as error:
            raise self._explained(error, kind, path) from error

    def _explained(self, error: msgspec.ValidationError, kind: type[Any], path: str) -> ConfigError:
        place = _AT.search(str(error))
        inner = place[1] if place else ""
        problem = _AT.sub("", str(error))
        hints = get_type_hints(kind, include_extras=True)
        missing = missing_key(problem)
        if missing:
            return self.error(f"{path}.{missing}", "the key is missing", f"add it: {description(hints[missing])}")
        return self.error(path + inner, explain(problem, hints.get(inner.strip(".").partition("[")[0])))

    def _closed(self, raw: Mapping[str, Any], kind: type[Any], prefix: str) -> None:
        known = kind.__struct_fields__
        for key, value in raw.items():
            if key not in known:
                self._at_home(key, value, f"{prefix}{key}", prefix)
            self.one_of(f"{prefix}{key}", "key", key, known)
            self._given(value, f"{prefix}{key}")

    def _at_home(self, key: str, value: object, path: str, prefix: str) -> None:
        """Say where a key belongs that stands in the wrong table."""
        tables: dict[str, type[msgspec.Struct]] = {"[categories.NAME]": category_table(), "[gate]": Gate, "[[waivers]]": WaiverTable}
        if key == "tool" and not prefix:
            raise self.error(path, "the prefix tool.gatekeeper is for pyproject.toml only", "write [categories.unit] and so on")
        if isinstance(value, dict) and not prefix and "reports" in value:
            raise self.error(path, "unknown table", f"a category is headed [categories.{key}]")
        home = next((heading for heading, kind in tables.items() if key in kind.__struct_fields__), None)
        if home and not isinstance(value, dict):
            raise self.error(path, f"unknown key {as_written(key)} here; did you mean it in {home}?", f"move it to {home}")

    def _given(self, value: object, path: str) -> None:
        """Refuse an empty value: whoever writes one meant something else."""
        empty = isinstance(value, list) and not value
        if empty or (isinstance(value, str) and not value.strip()):
            raise self.error(path, "the value is empty", "give it a value, or remove the key")
        for number, each in enumerate(value if isinstance(value, list) else ()):
            self._given(each, f"{path}[{number}]")
