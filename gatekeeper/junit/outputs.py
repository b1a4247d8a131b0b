"""What tests and suites printed, as far as somebody asks what stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.junit.phrases import Phrases, Search
from gatekeeper.junit.totals import Gathered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gatekeeper.model import Sample

OUTPUTS = frozenset({"system-out", "system-err"})


class Outputs:
    """Looks for texts in system-out and system-err, wherever those stand; what they hold counts as their text.

    ``asked`` is whether there is anything to look for. ``sink`` takes the text while one is open, else it is None.
    """

    __slots__ = ("_found", "_open", "_phrases", "_search", "asked", "sink")

    def __init__(self, texts: Sequence[str]) -> None:
        self._phrases = Phrases(texts)
        self._found = {text: Gathered() for text in texts}
        self._search = Search(self._phrases)
        self._open = 0
        self.asked = bool(texts)
        self.sink: Callable[[str], None] | None = None

    def start(self, name: str) -> bool:
        """Begin an element, and say whether it is the beginning of an output."""
        if self._open:
            self._open += 1
        elif self.asked and name in OUTPUTS:
            self._open = 1
            self._search = Search(self._phrases)
            self.sink = self._search.feed
            return True
        return False

    def end(self) -> bool:
        """End an element, and say whether it is the end of an output."""
        if self._open != 1:
            self._open -= bool(self._open)
            return False
        self._open = 0
        self.sink = None
        return True

    @property
    def found(self) -> Mapping[str, int]:
        """Return which of the texts the latest output holds, and how often."""
        return self._search.found

    def belongs_to(self, owner: str) -> None:
        """Note whose output that was."""
        for text in self.found:
            self._found[text].add(owner)

    def samples(self) -> dict[str, Sample]:
        """Return for every text, found or not, whose output holds it."""
        return {text: gathered.sample() for text, gathered in self._found.items()}
