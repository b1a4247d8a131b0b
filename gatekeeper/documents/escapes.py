"""Escapes for text from reports, which is hostile: it may come from anybody who can open a pull request."""

from __future__ import annotations

import re

# Escape sequences of terminals, whole, so that no half of one is left behind as text.
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)?|[ -/]*[0-~])|\x9b[0-?]*[ -/]*[@-~]")
_LINE_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029\t]+")
# Controls, soft hyphen, combining joiner, bidi and zero-width marks, surrogates, noncharacters, tags.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_COMMAND = re.compile(r"##(?=\[)")
ELLIPSIS = "..."


def plain(text: str, most: int = 300) -> str:
    """Return text on one line without anything invisible, at most ``most`` characters."""
    clean = _UNSEEN.sub("", _LINE_BREAKS.sub(" ", _ANSI.sub("", text[: most * 20])))
    return clean if len(clean) <= most else clean[: most - len(ELLIPSIS)] + ELLIPSIS


def plain_lines(text: str, most: int = 4000) -> str:
    """Return text of several lines without anything invisible, at most ``most`` characters."""
    lines = _ANSI.sub("", text[: most * 4]).replace("\r\n", "\n").split("\n")
    clean = "\n".join(_UNSEEN.sub("", line.replace("\t", "    ")) for line in lines)
    return clean if len(clean) <= most else clean[: most - len(ELLIPSIS)] + ELLIPSIS


def log_line(text: str, most: int = 300) -> str:
    """Return text for a line of a CI log. GitHub's runner obeys ``##[`` anywhere in a line.

    It also obeys ``::`` at the start of a line: the caller puts something of its own before the text.
    """
    return _COMMAND.sub("# #", plain(text, most))


def command_data(text: str) -> str:
    """Return text as the data of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """Return text as the value of a workflow command's property."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")


def fence(text: str) -> str:
    """Return text as an indented fenced block that nothing in it can close.

    The indent keeps other bots from seeing a line that starts with one of their commands.
    """
    lines = plain_lines(text).split("\n")
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return "\n".join([ticks, *(f"    {_COMMAND.sub('# #', line)}" for line in lines), ticks])
