"""Which programs a command names: the first word, and the first words of the commands that a shell or a wrapper is given."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHELLS = frozenset({"sh", "bash", "dash", "zsh", "ksh", "ash"})
_WRAPPERS = frozenset({"env", "time", "nice", "nohup", "exec", "xvfb-run", "stdbuf", "timeout", "caffeinate"})
_RUNNERS = frozenset({"npx", "pnpx", "bunx", "coverage"})
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)
_BETWEEN = re.compile(r"&&|\|\||[;|&\n]")
_MOST = 50


def programs(argv: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that name a program, and the modules after ``-m``, the first ones first."""
    return tuple(dict.fromkeys(_programs(argv[:_MOST])))[:_MOST]


def _programs(argv: Iterable[str]) -> Iterator[str]:
    words = list(argv)
    while words and (_ASSIGNMENT.fullmatch(words[0]) or bare(words[0]) in _WRAPPERS):
        del words[0]
        while words and words[0].startswith("-"):
            del words[0]
    if not words:
        return
    first = bare(words[0])
    yield words[0]
    if first in _SHELLS:
        for text in (each for each in words[1:] if " " in each or words[words.index(each) - 1].startswith("-")):
            for command in _BETWEEN.split(text[:10_000])[:_MOST]:
                yield from _programs(each.strip("'\"") for each in command.split()[:_MOST])
    elif first in _RUNNERS:
        yield from (each for each in words[1:] if not each.startswith("-"))
    yield from (module for option, module in pairwise(words) if option == "-m")


def bare(word: str) -> str:
    """Return the name of a program without its folder and the ending of a Windows program."""
    name = os.path.basename(word.replace("\\", "/") if os.name == "nt" else word)
    return re.sub(r"\.(?:exe|cmd|bat)\Z", "", name, flags=re.IGNORECASE)
