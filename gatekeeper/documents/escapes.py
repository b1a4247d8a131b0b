"""Escapes for text from reports, which is hostile: it may come from anybody who can open a pull request."""

from __future__ import annotations

import re

# Patterns are text until they are needed: compiling them takes as long as judging a small green report.
# Escape sequences of terminals, whole, so that no half of one is left behind as text.
_ANSI = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)?|[ -/]*[0-~])|\x9b[0-?]*[ -/]*[@-~]"
_LINE_BREAKS = r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029\t]+"
# Controls, soft hyphen, combining joiner, bidi and zero-width marks, surrogates, noncharacters, tags.
_UNSEEN = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
ELLIPSIS = "..."


def plain(text: str, most: int = 300) -> str:
    """Return text on one line without anything invisible, at most ``most`` characters."""
    clean = text[: most * 20]
    if not (clean.isascii() and clean.isprintable()):
        clean = re.sub(_UNSEEN, "", re.sub(_LINE_BREAKS, " ", re.sub(_ANSI, "", clean)))
    return clean if len(clean) <= most else clean[: most - len(ELLIPSIS)] + ELLIPSIS


def plain_lines(text: str, most: int = 4000) -> str:
    """Return text of several lines without anything invisible, at most ``most`` characters."""
    lines = re.sub(_ANSI, "", text[: most * 4]).replace("\r\n", "\n").split("\n")
    clean = "\n".join(re.sub(_UNSEEN, "", line.replace("\t", "    ")) for line in lines)
    return clean if len(clean) <= most else clean[: most - len(ELLIPSIS)] + ELLIPSIS


def log_line(text: str, most: int = 300) -> str:
    """Return text for a line of a CI log. GitHub's runner obeys ``##[`` anywhere in a line.

    It also obeys ``::`` at the start of a line: the caller puts something of its own before the text.
    """
    return break_command(plain(text, most))


def break_command(text: str) -> str:
    """Return text in which GitHub's runner finds no ``##[``."""
    return text.replace("##[", "# #[")


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
    clean = break_command(plain_lines(text))
    longest = max((len(run) for run in re.findall(r"`+", clean)), default=0)
    ticks = "`" * max(3, longest + 1)
    return "\n".join([ticks, *(f"    {line}" for line in clean.split("\n")), ticks])
