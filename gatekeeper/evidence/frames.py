"""The innermost own function of a stack trace: own is what is neither installed nor part of the language."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from gatekeeper.junit.locate import INSTALLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Frame = tuple[str, str]

_PYTHON = re.compile(r'\s{0,20}(?:\| {0,9})?File "([^"]{1,300})", line \d{1,7}, in (\S{1,200})')
_PYTEST = re.compile(r"([^\s:][^:]{0,300}\.pyx?):\d{1,7}:(?: in (\S{1,200})| |$)")
_DEF = re.compile(r"[> ]\s{0,80}(?:async )?def (\w{1,200})")
_JAVA = re.compile(
    r"\s{0,20}at (?:[\w.@-]{0,100}/){0,2}([\w.$]{1,300})\.([\w$<>]{1,200})"
    r"\((?:[\w$-]{1,200}\.\w{1,20}(?::\d{1,7})?|Native Method|Unknown Source|<generated>)\)\s{0,20}(?:~?\[.*)?"
)
_NET = re.compile(r"\s{0,60}at [\w.`+<>\[\], ]{1,300}\.([\w`<>]{1,200}) ?\(.{0,500}\) (?:\[0x\w{1,9}\] )?in (.{1,300}?):(?:line )?\d{1,7}")
_JS = re.compile(r"\s{0,60}at (?:async )?(?:new )?(?:([\w.$<>#]{1,200})(?: \[as [\w.$]{1,99}\])? \()?([^()\s]{1,300}):\d{1,7}:\d{1,7}\)?")
_GO = re.compile(r"(\S{1,300})\(.{0,300}\)")
_GO_PLACE = re.compile(r"\s{1,20}(\S{1,300}\.go):\d{1,7}")
_FOREIGN = re.compile(
    r"(?:junit|java|javax|jakarta|jdk|sun|com\.sun|kotlin|scala|groovy|org\.(?:junit|testng|hamcrest|assertj|mockito|opentest4j|gradle"
    r"|apache\.maven|codehaus|springframework|hibernate|apache|slf4j|eclipse))\."
)
_LANGUAGE = re.compile(r"^<|^node:|^internal/|(?:^|/)python\d[^/]*/|\.zip/|/go/src/|/pkg/mod/|/libexec/src/|/go-src/")
_NAMELESS = re.compile(r"<.*|.*<anonymous>|main\.<fn>.*|(?:.*[.$])?(?:lambda)?\$?\d+")
_MOST_LINES = 600


def own_function(lines: Iterable[str]) -> str:
    """Return the name of the innermost own function that the lines of one exception show, or an empty text."""
    lines = list(lines)[:_MOST_LINES]
    for found in (list(_python(lines))[::-1], _outward(lines), _go(lines)):
        own = next((name for name, path in found if _is_own(path)), None)
        if own is not None:
            return "" if _NAMELESS.fullmatch(own) else own
    return ""


def _python(lines: list[str]) -> Iterator[_Frame]:
    """Yield Python's frames, the outermost first; pytest shows the source of a function instead of its name."""
    shown = ""
    for line in lines:
        python, pytest = _PYTHON.match(line), _PYTEST.match(line)
        if python:
            yield python[2], python[1]
        elif pytest:
            yield pytest[2] or shown, pytest[1]
            shown = ""
        elif not shown and (found := _DEF.match(line)):
            shown = found[1]


def _outward(lines: list[str]) -> Iterator[_Frame]:
    """Yield the frames of what prints the innermost first: Java, .NET and JavaScript."""
    for line in lines:
        if java := _JAVA.fullmatch(line):
            yield _written(java[2]), "<foreign>" if _FOREIGN.match(java[1]) else java[1]
        elif net := _NET.match(line):
            yield net[1], net[2]
        elif script := _JS.match(line):
            yield (script[1] or "<anonymous>"), script[2]


def _written(name: str) -> str:
    """Return the name of the method that a lambda was written in."""
    return name.split("$")[1] if name.startswith("lambda$") else name


def _go(lines: list[str]) -> Iterator[_Frame]:
    for before, line in pairwise(lines):
        place = _GO_PLACE.match(line)
        function = _GO.match(before) if place else None
        if place and function:
            yield function[1].rpartition("/")[2], place[1]


def _is_own(path: str) -> bool:
    path = path.replace("\\", "/")
    return not _LANGUAGE.search(path) and not INSTALLED.intersection(path.split("/"))
