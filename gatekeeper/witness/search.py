"""Look for texts in a stream of output, in constant memory: letter case, runs of white space and colours do not matter."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

_MOST_ESCAPE = 2000
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)|[ -/]*[0-Z\\^-~])|\x9b[0-?]*[ -/]*[@-~]")
_OPEN = re.compile(r"(?:\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[ -/]*)|\x9b[0-?]*[ -/]*)\Z")


def normal(text: str) -> str:
    """Return a text in the form in which it is compared."""
    return " ".join(text.casefold().split())


class Search:
    """Counts how often each text occurs in one stream that is fed in pieces of any size."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.counts = dict.fromkeys(texts, 0)
        self._wanted = {text: normal(text) for text in texts}
        self._longest = max(map(len, self._wanted.values()), default=0)
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._half = ""  # an escape sequence that has not ended
        self._space = False  # white space that nothing has followed yet
        self._tail = ""
        self._from = dict.fromkeys(texts, 0)  # where in the tail the next occurrence may begin

    def feed(self, data: bytes) -> None:
        """Look at the next piece."""
        if not self._wanted:
            return
        piece = self._spaced(self._bare(self._half + self._decode(data)).casefold())
        if piece:
            self._look(self._tail + piece)

    def _bare(self, text: str) -> str:
        """Return the text without escape sequences; one that is not whole yet is kept for the next piece."""
        self._half = ""
        text = text.replace("\0", "")  # plain words in UTF-16, as some tools of Windows write them
        if "\x1b" not in text and "\x9b" not in text:
            return text
        text = _ESCAPES.sub("", text)
        found = _OPEN.search(text, max(0, len(text) - _MOST_ESCAPE))
        if found:
            self._half = found[0]
            return text[: found.start()]
        return text

    def _spaced(self, text: str) -> str:
        """Return the text with one space for each run of white space; a run at the end waits for what follows."""
        words = text.split()
        if not words:
            self._space = self._space or bool(text)
            return ""
        before = " " if self._space or text[0].isspace() else ""
        self._space = text[-1].isspace()
        return before + " ".join(words)

    def _look(self, text: str) -> None:
        kept = min(len(text), max(self._longest - 1, 0))
        cut = len(text) - kept
        for key, wanted in self._wanted.items():
            begin = self._from[key]
            while (found := text.find(wanted, begin)) >= 0:
                self.counts[key] += 1
                begin = found + len(wanted)
            # One that would end inside what was searched has been found: only what reaches beyond it can be new.
            self._from[key] = max(begin - cut, kept - len(wanted) + 1, 0)
        self._tail = text[cut:]
