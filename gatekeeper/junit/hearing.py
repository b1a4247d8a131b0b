"""Who is handed the text between tags: nobody, as a rule, because that is fastest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pyexpat import XMLParserType

    from gatekeeper.junit.details import Capture
    from gatekeeper.junit.outputs import Outputs
    from gatekeeper.junit.properties import Properties


class Hearing:
    """Directs the text of one file to the case that is kept whole, to the output that is searched and to the property that is open."""

    __slots__ = ("_capture", "_outputs", "_parser", "_properties")

    def __init__(self, parser: XMLParserType, outputs: Outputs, properties: Properties) -> None:
        self._parser, self._outputs, self._properties = parser, outputs, properties
        self._capture: Capture | None = None

    def keep(self, capture: Capture | None) -> None:
        """Give text to what is kept whole from now on, or to nothing of that kind."""
        self._capture = capture
        self._direct()

    def start(self, name: str) -> None:
        """Begin an element that is no case."""
        if self._outputs.start(name):
            self._direct()

    def property(self, attrs: Mapping[str, str], depth: int) -> None:
        """Begin the property of a suite."""
        self._properties.start(attrs, depth)
        if self._properties.sink:
            self._direct()

    def leave(self, depth: int, suite: str) -> None:
        """End an element outside any case."""
        if self._properties.end(depth):
            self._direct()
        if self.end():
            self._outputs.belongs_to(suite)

    def end(self) -> bool:
        """End an element, and say whether it was an output that holds a text which is looked for."""
        if not self._outputs.end():
            return False
        self._direct()
        return bool(self._outputs.found)

    def _direct(self) -> None:
        output, value = self._outputs.sink, self._properties.sink
        if self._capture is None and value is None:  # nearly always
            self._parser.CharacterDataHandler = output
        else:
            self._parser.CharacterDataHandler = _all_of(self._capture.text if self._capture else None, output, value)


def _all_of(*sinks: Callable[[str], None] | None) -> Callable[[str], None]:
    taking = [sink for sink in sinks if sink]

    def every(text: str) -> None:
        for sink in taking:
            sink(text)

    return every if len(taking) > 1 else taking[0]
