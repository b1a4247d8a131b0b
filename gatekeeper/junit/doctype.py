"""What a report's DOCTYPE may not do: declare, or leave a reference undefined. Nothing is ever fetched.

A report needs no declarations of entities or attributes, and those can change what a case says, so they are refused. A
DOCTYPE that only names a file is harmless, but after one expat lets undefined entities in attributes pass as
nothing: then the raw bytes are searched for references.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from gatekeeper.junit.source import Refused

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_REFERENCE = re.compile(rb"&(?!#|(?:amp|lt|gt|quot|apos);)[^\s&;<>\"']{1,200};")
_LONGEST_REFERENCE = 202


class Doctype:
    """Watches the declarations of one file."""

    def __init__(self, parser: XMLParserType, head: bytes) -> None:
        self._parser = parser
        self._wide = b"\0" in head
        self._external = False
        self._tail = b""
        parser.EntityDeclHandler = _refuse_entity
        parser.AttlistDeclHandler = _refuse_attributes
        parser.SkippedEntityHandler = _refuse_entity
        parser.ExternalEntityRefHandler = _refuse_entity
        parser.StartDoctypeDeclHandler = self._start
        parser.EndDoctypeDeclHandler = self._end

    def search(self, chunk: memoryview) -> None:
        """Refuse a reference to an entity that nobody can know. Called with every chunk, after it was parsed."""
        if not self._external:
            return
        data = self._tail + chunk
        if self._wide or _REFERENCE.search(data):
            _refuse_entity()
        self._tail = data[-_LONGEST_REFERENCE:]

    def release(self) -> None:
        """Break the cycle between the parser and this."""
        self._parser.StartDoctypeDeclHandler = self._parser.EndDoctypeDeclHandler = self._parser.DefaultHandler = None

    def _start(self, _: str, system: str | None, public: str | None, subset: int) -> None:
        self._external = system is not None or public is not None
        if subset:
            self._parser.DefaultHandler = _refuse_parameter

    def _end(self) -> None:
        self._parser.DefaultHandler = None


def _refuse_parameter(text: str) -> None:
    if text.startswith("%"):
        _refuse_entity()


def _refuse_entity(*_: object) -> NoReturn:
    raise Refused("the file declares or uses entities of its own, which a report does not need and which can hide results")


def _refuse_attributes(*_: object) -> NoReturn:
    raise Refused("the file declares default attributes, which can change what every case says")
