"""What a failure is about, as a fingerprint: the same cause in many tests is one."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from gatekeeper.evidence.frames import own_function
from gatekeeper.evidence.normal import normal
from gatekeeper.evidence.trace import is_vague, thrown

if TYPE_CHECKING:
    from gatekeeper.evidence.trace import Thrown
    from gatekeeper.model import Case

_DIGITS = 16
# What is missing says where the cause is; who asked for it does not.
_MISSING = re.compile(r"(?:ModuleNotFound|Import|NoClassDefFound)Error|ClassNotFoundException")
_NOT_FOUND = re.compile(r"(?:Error: )?(?:Cannot find (?:module|package)|No module named|Failed to resolve import)\b")
_PLAIN = re.compile(r"(?i:.*(?:assert|expectation|comparison).*|error|fail(?:ure|ed|)|exception|default|)")
_COMPARING = """
    actual and are array assert assertion assertionerror assertions but cases condition content contents deep dict dicts differ
    differs do does empty equal equality equals error exactly expect expected expecting expression fail failed failure failures false
    file first following found got has have in instead is it items lists match matches matching nil none not null number object of on
    one or path received result same second set sets should string that the these time to true tuples undefined unexpectedly value
    values was were which
"""
_WORDS = frozenset(_COMPARING.split())


def cause(case: Case) -> str:
    """Return the fingerprint of a failure: sixteen hexadecimal digits."""
    found = thrown(case)
    message = normal(found.message)
    told = (found.type, message, _where(case, found, message))
    return sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def headline(case: Case) -> str:
    """Return what a failure says in one line: the runner's message, or the exception where that is only "failure"."""
    if not is_vague(case.message):
        return case.message
    found = thrown(case)
    return ": ".join(filter(None, (found.type, found.message))) if found.lines else case.message


def _where(case: Case, found: Thrown, message: str) -> str:
    """Return the own function that it happened in. A test's own does not count, unless nothing else tells two failures apart."""
    if _MISSING.fullmatch(found.type) or _NOT_FOUND.match(message):
        return ""
    function = own_function(found.lines)
    if function and not _is_test(function, case):
        return function
    return _test(case) if _PLAIN.fullmatch(found.type) and _says_nothing(message) else ""


def _is_test(function: str, case: Case) -> bool:
    name = function.rpartition(".")[2]
    return name.lower().startswith("test") or name in re.split(r"\W", case.id)


def _says_nothing(message: str) -> bool:
    """Say whether a message is nothing but a comparison: many have the same one, each for reasons of its own."""
    if message.startswith("expect("):
        return True
    words = re.findall(r"[^\W\d_]{2,}", message.replace("<path>", "").lower())
    return _WORDS.issuperset(words)


def _test(case: Case) -> str:
    """Return the test without its parameters."""
    owner, _, name = case.id.rpartition("::")
    bare = re.split(r"[\[(/]| with data set ", name, maxsplit=1)[0].rstrip()
    return f"{owner}::{bare or name}"
