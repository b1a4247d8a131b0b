"""Keep secrets out of what is recorded of a command line and of variables. In doubt something is masked that was no secret."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HIDDEN = "***"
_SHORTEST, _LONGEST = 6, 4000
_LAST_WORD = re.compile(r"\S*\Z")
_NAMES = "TOKEN", "SECRET", "PASSW", "PASSPHRASE", "KEY", "CREDENTIAL", "AUTH", "COOKIE", "PRIVATE", "SIGNATURE", "BEARER"
_WORD = (
    r"(?:token|secret|passw(?:or)?d|passwd|passphrase|pwd|credentials?|private|cookie|signature|bearer"
    r"|(?:(?<![a-z])|(?<=api)|(?<=access))keys?(?![a-z])|(?<![a-z])auth(?!or(?!iz)))"
)
_NAME = rf"[\w.-]{{0,100}}?{_WORD}[\w.-]{{0,100}}"
_VALUE = r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'&;]+)"
_OPTION = re.compile(rf"--?{_NAME}", re.IGNORECASE)
_OPTIONS = re.compile(rf"((?<![\w-])--?{_NAME}\s+)(?!-)({_VALUE})", re.IGNORECASE)
_ASSIGNED = re.compile(rf"({_NAME}[\"']?\s*(?:=|:(?!//))\s*(?:(?:Bearer|Basic|Token)\s+)?)({_VALUE})", re.IGNORECASE)
_WHOLE = re.compile(rf"((?:--?)?{_NAME}(?:=|:\s*))(.+)", re.IGNORECASE | re.DOTALL)
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,30}://)[^/?#\s\"']*@")
_SHAPES = re.compile(
    r"gh[a-z]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|xox[a-z]-[\w-]{10,}|AKIA[0-9A-Z]{12,}|[sr]k_(?:live|test)_\w{10,}"
    r"|eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)",
    re.DOTALL,
)


def is_secret(name: str) -> bool:
    """Say whether a variable of this name is taken for a secret."""
    return any(each in name.upper() for each in _NAMES)


class Masks:
    """Hides the values of secret variables wherever they stand, and what looks like a secret by where it stands."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        values = {each for name, value in environ.items() if is_secret(name) for each in _forms(value)}
        self._values = sorted(values, key=lambda each: (-len(each), each))

    def text(self, text: str) -> str:
        """Return a text without secrets."""
        for value in self._values:
            text = text.replace(value, HIDDEN)
        if len(text) > _LONGEST:
            text = _LAST_WORD.sub("", text[:_LONGEST]) + "..."  # half a secret would not be known for one
        text = _SHAPES.sub(HIDDEN, text)
        text = _URL.sub(rf"\1{HIDDEN}@", text)
        text = _OPTIONS.sub(rf"\1{HIDDEN}", text)
        return _ASSIGNED.sub(rf"\1{HIDDEN}", text)

    def arguments(self, argv: Iterable[str]) -> list[str]:
        """Return the arguments of a command without secrets: also those that follow an option such as ``--password``."""
        made: list[str] = []
        named = False
        for each in argv:
            whole = _WHOLE.fullmatch(each[:_LONGEST])
            if named and not each.startswith("-"):
                made.append(HIDDEN)
            else:
                made.append(whole[1] + HIDDEN if whole else self.text(each))
            named = bool(_OPTION.fullmatch(each))
        return made

    def variable(self, name: str, value: str) -> str:
        """Return the value of a variable as it may be recorded."""
        return HIDDEN if is_secret(name) else self.text(value)


def _forms(value: str) -> Iterable[str]:
    """Return how a value may be written: also each line of a long one, and as it stands in a URL."""
    for each in (value, *value.splitlines()):
        if len(each.strip()) >= _SHORTEST:
            yield each.strip()
            yield quote(each.strip(), safe="", errors="surrogateescape")
