"""The properties of suites that somebody asks for: few, short, and every value of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.junit.identity import matcher, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatekeeper.junit.totals import Gathered

MOST_NAMES, MOST_VALUES = 100, 20
_LONGEST_NAME, _LONGEST = 200, 500
MORE = "..."


class Properties:
    """Keeps them for one file. ``sink`` takes the text of a property that has no value attribute, else it is None.

    What is too long ends in three dots, and so does a list of values that is: neither can then be taken for the whole.
    """

    __slots__ = ("_depth", "_kept", "_name", "_noted", "_notes", "_text", "_wanted", "sink")

    def __init__(self, wanted: tuple[str, ...], notes: Gathered) -> None:
        self._wanted = matcher(wanted) if wanted else None
        self._kept: dict[str, list[str]] = {}
        self._notes, self._noted = notes, False
        self._name, self._text, self._depth = "", "", 0
        self.sink: Callable[[str], None] | None = None

    def start(self, attrs: Mapping[str, str], depth: int) -> None:
        """Begin a property; one without a name, or that nobody wants, is ignored."""
        name = attrs.get("name", "")
        if not name or len(name) > _LONGEST_NAME or self.sink or not (self._wanted and self._wanted(name)):
            return
        if "value" in attrs:
            self._keep(name, attrs["value"])
        else:
            self._name, self._text, self._depth = name, "", depth
            self.sink = self._add

    def end(self, depth: int) -> bool:
        """End an element, and say whether it is the end of a property that took text."""
        if not self.sink or depth != self._depth:
            return False
        self.sink = None
        self._keep(self._name, self._text)
        return True

    def kept(self) -> dict[str, tuple[str, ...]]:
        """Return the names and their values, in the order of the file."""
        return {one_line(name): tuple(values) for name, values in self._kept.items()}

    def _add(self, text: str) -> None:
        if len(self._text) <= _LONGEST:
            self._text += (text if self._text else text.lstrip())[: _LONGEST + 1]

    def _keep(self, name: str, value: str) -> None:
        bare = one_line(value[: 4 * _LONGEST].strip())
        bare = f"{bare[: _LONGEST - len(MORE)]}{MORE}" if len(bare) > _LONGEST else bare
        values = self._kept.get(name)
        if not bare or (values and bare in values):
            return
        if values is None and len(self._kept) >= MOST_NAMES:
            self._note(f"suites have more than {MOST_NAMES} properties that are asked for: the rest is not looked at")
        elif values is None:
            self._kept[name] = [bare]
        elif len(values) < MOST_VALUES:
            values.append(bare)
        else:
            values[-1] = MORE
            self._note(f"property {one_line(name)} has more than {MOST_VALUES} values: the rest is not looked at")

    def _note(self, text: str) -> None:
        if not self._noted:
            self._notes.add(text)
            self._noted = True
