"""Who says which tests there should be: a command that lists them, a file, or the base record."""

from __future__ import annotations

import posixpath
import re
from typing import ClassVar

from gatekeeper.rules.value import Value, as_written

_BASE = "base"
_SHOWN = 60
_ODD = re.compile(r"[\\\s\x00-\x1f\x7f]")
_HOW = 'an inventory is a command such as ["pytest", "--collect-only", "-q"], "base", or a file of ids such as "tests/inventory.txt"'


class Source(Value):
    """A ``command`` that prints ids, a ``file`` that holds them, relative to the configuration, or neither: the base record."""

    __slots__ = ("command", "file")
    command: tuple[str, ...]
    file: str

    schema: ClassVar[dict[str, object]] = {
        "anyOf": [{"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}, {"type": "string", "minLength": 1}],
        "description": 'A command such as ["pytest", "--collect-only", "-q"], "base", or a file of test ids.',
    }

    @classmethod
    def parse(cls, raw: object) -> Source:
        """Read a source from TOML."""
        if isinstance(raw, list) and raw and all(isinstance(each, str) and each and "\0" not in each for each in raw):
            return cls(command=tuple(raw), file="")
        if not isinstance(raw, str) or not raw:
            raise ValueError(f"{_HOW}, not {'a list of something else' if isinstance(raw, list) and raw else as_written(raw)}")
        if raw == _BASE:
            return cls(command=(), file="")
        if posixpath.isabs(raw) or ".." in raw.split("/") or _ODD.search(raw):
            raise ValueError(f"{_HOW}; {as_written(raw)} is no path without spaces inside the configuration's folder")
        return cls(command=(), file=posixpath.normpath(raw))

    @property
    def base(self) -> bool:
        """Say whether the base record is meant."""
        return not self.command and not self.file

    @property
    def words(self) -> str:
        """Return how it is called in a sentence."""
        whole = " ".join(self.command) or self.file or "the base record"
        return whole if len(whole) <= _SHOWN else f"{whole[:_SHOWN]}..."

    def __str__(self) -> str:
        """Return the written form."""
        if not self.command:
            return self.file or _BASE
        import json  # noqa: PLC0415 - loaded only where there is a command

        return json.dumps(self.command, ensure_ascii=False)
