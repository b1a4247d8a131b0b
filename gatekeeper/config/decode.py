"""From a parsed TOML table to typed tables, with errors that name the key and what was meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from gatekeeper.config.audit_tables import AuditTable
from gatekeeper.config.document_tables import DocumentTable, PhaseTable, ReleaseTable
from gatekeeper.config.environments import environment_table, misnamed
from gatekeeper.config.places import LABEL_KEY, CriterionTable, GuardTable, IssueTable, LabelTable, StatusTable, TargetTable
from gatekeeper.config.structs import Gate, WaiverTable, category_table, config_table, homes, parse_value
from gatekeeper.config.words import description, explain, missing_key
from gatekeeper.errors import ConfigError
from gatekeeper.rules.value import as_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_INNER: dict[str, type[Any]] = {"criteria": CriterionTable, "phases": PhaseTable}
_AT = re.compile(r" - at `\$([^`]*)`$")
_REMEDY = "correct that key; `gatekeeper rules` explains every setting, `gatekeeper schema config` lists every key"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """The tables of one file, each of its own type; None for one that is not there."""

    gate: Gate
    categories: dict[str, Any]
    waivers: tuple[WaiverTable, ...]
    issues: tuple[IssueTable, ...]
    pull_request: TargetTable | None
    status: StatusTable | None
    labels: dict[str, LabelTable]
    guard: GuardTable | None
    documents: tuple[DocumentTable, ...] = ()
    release: ReleaseTable | None = None
    audit: AuditTable | None = None

    @property
    def published(self) -> bool:
        """Say whether anything is to be published on GitHub."""
        return any((self.issues, self.pull_request, self.status, self.labels, self.guard))


class Decoder:
    """Decodes one configuration file; every error names that file and the path of the key."""

    def __init__(self, source: Path) -> None:
        self._source = source
        self._prefix = "tool.gatekeeper." if source.name == "pyproject.toml" else ""

    def error(self, path: str, problem: str, remedy: str = "") -> ConfigError:
        """Return an error about the key at ``path``."""
        where = f"{self._prefix}{path}".rstrip(".")
        return ConfigError(f"{self._source}: {where + ': ' if where else ''}{problem}", remedy or _REMEDY)

    def tables(self, raw: object) -> Tables:
        """Return every table of the file."""
        if not isinstance(raw, dict):
            raise self.error("", f"is a table, not {as_written(raw)}", "write [tool.gatekeeper.categories.unit] and so on")
        self._closed(raw, config_table(), "")
        return Tables(
            gate=self._convert(raw.get("gate", {}), Gate, "gate", "[gate]"),
            categories=self._categories(raw.get("categories")),
            waivers=self._list(raw, "waivers", WaiverTable),
            issues=self._list(raw, "issues", IssueTable),
            pull_request=self._one(raw, "pull_request", TargetTable),
            status=self._one(raw, "status", StatusTable),
            labels=self._labels(raw.get("labels", {})),
            guard=self._one(raw, "guard", GuardTable),
            documents=self._list(raw, "documents", DocumentTable),
            release=self._one(raw, "release", ReleaseTable),
            audit=self._one(raw, "audit", AuditTable),
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

    def _list(self, raw: Mapping[str, Any], key: str, kind: type[Any]) -> tuple[Any, ...]:
        tables = raw.get(key, [])
        if not isinstance(tables, list):
            raise self.error(key, f"is a list of tables, each headed [[{key}]], not {as_written(tables)}")
        return tuple(self._convert(each, kind, f"{key}[{number}]", f"[[{key}]]") for number, each in enumerate(tables))

    def _one(self, raw: Mapping[str, Any], key: str, kind: type[Any]) -> Any:  # noqa: ANN401 - an instance of ``kind``
        return self._convert(raw[key], kind, key, f"[{key}]") if key in raw else None

    def _labels(self, raw: object) -> dict[str, LabelTable]:
        if not isinstance(raw, dict):
            raise self.error("labels", f"is written [labels.NAME], one table for each label, not {as_written(raw)}")
        return {name: self._convert(each, LabelTable, f'labels."{name}"', "[labels.NAME]") for name, each in raw.items()}

    def _convert(self, raw: object, kind: type[Any], path: str, heading: str) -> Any:  # noqa: ANN401 - an instance of ``kind``
        if not isinstance(raw, dict):
            raise self.error(path, f"is a table headed {heading}, not {as_written(raw)}")
        self._closed(raw, kind, f"{path}.")
        for key, inner in _INNER.items():
            if key in kind.__struct_fields__ and inner is not kind:
                self._inner(raw, key, inner, path, heading)
        if issubclass(kind, TargetTable):
            self._labels_of(raw, path, heading)
        if "env" in raw and kind is category_table():
            self._environments(raw["env"], f"{path}.env")
        try:
            return msgspec.convert(raw, kind, dec_hook=parse_value)
        except msgspec.ValidationError as error:
            raise self._explained(error, kind, path) from error

    def _inner(self, raw: Mapping[str, Any], key: str, kind: type[Any], path: str, heading: str) -> None:
        """Check the tables inside a table first, each by its own keys."""
        name, tables = heading.strip("[]"), raw.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            raise self.error(f"{path}.{key}", f"is a list of tables, each headed [[{name}.{key}]]")
        for number, each in enumerate(tables):
            self._convert(each, kind, f"{path}.{key}[{number}]", f"[[{name}.{key}]]")

    def _labels_of(self, raw: Mapping[str, Any], path: str, heading: str) -> None:
        """Check the labels of a target, each key by what it may be."""
        name, labels = heading.strip("[]"), raw.get("labels", {})
        if not isinstance(labels, dict):
            raise self.error(f"{path}.labels", f"is a table headed [{name}.labels], not {as_written(labels)}")
        for key, value in labels.items():
            if not re.fullmatch(LABEL_KEY, key):
                keys = "passed, failed, incomplete, stale, refused, recurring, audit, rule:NAME or category:NAME"
                raise self.error(
                    f'{path}.labels."{key}"', f"labels are set by {keys}", "write one of these, in quotes where it has a colon"
                )
            self._given(value, f'{path}.labels."{key}"')

    def _environments(self, raw: Any, path: str) -> None:  # noqa: ANN401 - whatever TOML gave
        """Check the tables of a category's environments first, each by its own keys."""
        problem = misnamed(raw)
        if problem:
            raise self.error(f"{path}{problem[0]}", *problem[1:])
        for name, each in raw.items():
            self._convert(each, environment_table(), f"{path}.{name}", "[categories.NAME.env.ENVIRONMENT]")

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
        if key == "tool" and not prefix:
            raise self.error(path, "the prefix tool.gatekeeper is for pyproject.toml only", "write [categories.unit] and so on")
        if isinstance(value, dict) and not prefix and "reports" in value:
            raise self.error(path, "unknown table", f"a category is headed [categories.{key}]")
        home = next((heading for heading, kind in homes().items() if key in kind.__struct_fields__), None)
        if home and not isinstance(value, dict):
            raise self.error(path, f"unknown key {as_written(key)} here; did you mean it in {home}?", f"move it to {home}")

    def _given(self, value: object, path: str) -> None:
        """Refuse an empty value: whoever writes one meant something else."""
        empty = isinstance(value, list) and not value
        if empty or (isinstance(value, str) and not value.strip()):
            raise self.error(path, "the value is empty", "give it a value, or remove the key")
        for number, each in enumerate(value if isinstance(value, list) else ()):
            self._given(each, f"{path}[{number}]")
