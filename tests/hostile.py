"""Names as an attacker would choose them, and what must never come of them."""

from __future__ import annotations

import re

from hypothesis import strategies

NAMES = {
    "command": "\n::error file=x::injected",
    "command after blanks": "x\n  \t::set-output name=verdict::PASSED",
    "carriage return": "x\r::error::injected",
    "other breaks": "x\x85::error::a\u2028::error::b\u2029::error::c",
    "old command": "##[error]injected ##[[x]] ###[group]",
    "broken old command": "#\u200b#[error]x #\u200d\u200b#[error]",
    "ansi": "\x9b31m red \x9b0m",
    "bidi": "\u202egnp.exe\u202c \u2066x\u2069",
    "html": "</code></td></table><h1>PASSED</h1><img src=x onerror=alert(1)><script>x</script><!--",
    "markdown": "[a](https://evil.example) ![b](https://evil.example/p.png) **b** `c` | d\n\n# PASSED\n```\n@everyone #1 www.evil.example",
    "output": "x\nverdict=PASSED\nverdict<<EOF\nPASSED\nEOF",
    "percent": "%0A::error::injected%0D%25",
    "long": "x" * (1 << 20) + "\n::error::tail",
}

_PIECES = (
    "\n",
    "\r",
    "::error::",
    "##",
    "[",
    "#",
    "\u200b",
    "`",
    "```",
    "<b>",
    "&lt;",
    "](",
    "@x",
    "\x85",
    "\u2028",
    "%0A",
    "|",
    " ",
    "\u202e",
)
texts = strategies.lists(strategies.sampled_from(_PIECES) | strategies.text(max_size=5), max_size=30).map("".join)

_OBEYED = re.compile(r"^\s*::|##\[")


def obeyed(log: str) -> list[str]:
    """Return the lines that a runner of GitHub Actions would obey."""
    return [line for line in re.split(r"[\r\n\x85\u2028\u2029\v\f]", log) if _OBEYED.search(line)]
