"""Inputs of the action as an attacker would choose them, or as a careless person names a file."""

from __future__ import annotations

HOSTILE = {
    "command": "$(touch executed).xml",
    "old command": "`touch executed`.xml",
    "several": "a.xml; touch executed",
    "blanks": "my  report (1).xml",
    "quotes": 'it\'s "quoted".xml',
    "backslash": "a\\nb.xml",
    "dollar": "$HOME.xml",
    "option": "--help",
    "short option": "-h",
    "end of options": "--",
    "record": "--no-record",
    "expression": "${{ github.token }}.xml",
    "redirection": ">executed",
    "outputs": "verdict=PASSED",
    "heredoc": "verdict<<EOF",
}
