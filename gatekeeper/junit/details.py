"""The cases that matter, kept whole: their elements are read by junitparser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.junit import codes
from gatekeeper.junit.identity import one_line
from gatekeeper.model import Case

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from junitparser.junitparser import FinalResult

_CAPTURED = 1 << 16
_MOST_ELEMENTS = 1000
_HEAD, _TAIL = 6000, 2000
_LONGEST_ATTRIBUTE = 8000


class Capture:
    """Builds the element of one case from the first result on, with bounded text."""

    def __init__(self, attrs: Mapping[str, str]) -> None:
        from xml.etree.ElementTree import TreeBuilder  # noqa: PLC0415 - a green report does not pay for it

        self._builder = TreeBuilder()
        self._builder.start("testcase", _bounded(attrs))
        self._left = _CAPTURED
        self._elements = self._ignored = 0

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Begin an element; those that exceed the bound are dropped."""
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            self._ignored += 1
        else:
            self._builder.start(tag, _bounded(attrs))

    def text(self, text: str) -> None:
        """Add text; what exceeds the bound is dropped."""
        if self._left > 0:
            self._builder.data(text[: self._left])
            self._left -= len(text)

    def end(self, tag: str) -> None:
        """End an element."""
        if self._ignored:
            self._ignored -= 1
        else:
            self._builder.end(tag)

    def case(self, name: str, code: int) -> Case:
        """Return the case."""
        self._builder.end("testcase")
        return _read(self._builder.close(), name, code)


def _bounded(attrs: Mapping[str, str]) -> dict[str, str]:
    return {key: value[:_LONGEST_ATTRIBUTE] for key, value in attrs.items()}


def _read(element: Element, name: str, code: int) -> Case:
    from junitparser import TestCase  # noqa: PLC0415 - a green report does not pay for it

    outcome = codes.OUTCOMES[code & codes.OUTCOME]
    tag = "error" if code & codes.OUTCOME == codes.ERRORED else "failure"
    results: list[FinalResult] = TestCase.fromelem(element).result  # type: ignore[no-untyped-call]
    result = next((each for each in results if vars(type(each))["_tag"] == tag), None)
    text = _excerpt(result.text or "") if result else ""
    return Case(
        id=one_line(name),
        outcome=outcome,
        kind=codes.kind(code),
        message=_message(result, text),
        type=one_line(result.type or "")[:200] if result else "",
        text=text,
        file=one_line(element.get("file") or "") or None,
        line=_line(element.get("line")),
    )


def _message(result: FinalResult | None, text: str) -> str:
    """Return what the runner says in one line: its message, else the first line of its text."""
    if result is None:
        return ""
    return one_line(result.message or next((line for line in text.splitlines() if line.strip()), "") or result.type or "")


def _excerpt(text: str) -> str:
    """Return the head and the tail: stack traces name the place at one end or the other."""
    text = text.strip("\r\n")
    return text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]}\n[...]\n{text[-_TAIL:]}"


def _line(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else None  # noqa: PLR2004 - ten million lines
