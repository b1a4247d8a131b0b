"""Find texts in a stream of any length, in constant memory: letter case and runs of white space do not matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# XML cannot hold the character that begins a colour; pytest and Surefire write it like this, and text here is in small letters.
_COLOUR = re.compile(r"(?:#x1b|&(?:amp)?#(?:27|x1b);|\u241b)\[[0-9;]{0,40}m")
_LONGEST = 50  # a colour that has not ended yet may take up so much
_GUESS = 4  # white space rarely makes the written form longer than this many times the bare one


def squeezed(text: str) -> str:
    """Return the text with every run of white space as one space."""
    bare = " ".join(text.split())
    if not bare:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{bare}{' ' * text[-1].isspace()}"


class Phrases:
    """Texts to look for, prepared once: ``forms`` is how they are compared. A blank text is nowhere."""

    def __init__(self, texts: Sequence[str]) -> None:
        bare = {text: " ".join(text.casefold().split()) for text in texts}
        self.forms = {text: form for text, form in bare.items() if form}
        # Squeezing costs most, and text without the longest word of any form needs none of it.
        self.words = tuple({max(form.split(), key=len) for form in self.forms.values()})
        self.reach = max(map(len, self.forms.values()), default=1) - 1


class Search:
    """One stream in which phrases are looked for; ``found`` says how often each one was there."""

    __slots__ = ("_before", "_head", "_phrases", "found")

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._head = self._before = ""
        self.found: dict[str, int] = {}

    def feed(self, text: str) -> None:
        """Take the next piece, however it was cut."""
        head = self._tail() if self._before else ""
        data = text.casefold()
        border = head + data[: self._phrases.reach] if head else ""
        for word in self._phrases.words:
            if word in data or word in border:
                self._count(*_bare(head + data, len(head)))
                break
        self._head, self._before = head, data

    def _count(self, data: str, old: int) -> None:
        """Count what ends behind the first ``old`` characters: the rest was counted before."""
        for text, form in self._phrases.forms.items():
            place = data.find(form, max(0, old - len(form) + 1))
            while place >= 0:
                self.found[text] = self.found.get(text, 0) + 1
                place = data.find(form, place + 1)  # overlapping ones too, so that cuts make no difference

    def _tail(self) -> str:
        """Return the end of what came before, squeezed, as far as a phrase and a colour may reach back."""
        reach = self._phrases.reach
        if not reach:
            return ""
        reach += _LONGEST
        tail = squeezed(_COLOUR.sub("", self._before[-_GUESS * reach :]))
        return (tail if len(tail) >= reach else squeezed(_COLOUR.sub("", self._head + self._before)))[-reach:]


def _bare(data: str, old: int) -> tuple[str, int]:
    """Return a text without colours and squeezed, and how many characters of it were looked at before."""
    if "[" not in data:
        return squeezed(data), old
    across = next((each.start() for each in _COLOUR.finditer(data) if each.start() < old < each.end()), old)
    return squeezed(_COLOUR.sub("", data)), len(_COLOUR.sub("", data[:across]))
