"""The text of a starter gatekeeper.toml: what was found, live; what a team decides, commented."""

from __future__ import annotations

from dataclasses import dataclass

from gatekeeper.config.advice import advice

_HEAD = """\
# What must be true before anybody says that the tests passed: gatekeeper check judges by this file.
# Patterns are relative to this folder, and ! excludes. Rules that are always on need no line here;
# gatekeeper rules lists them all, gatekeeper rules RULE explains one.

# [gate]
# name = "What documents and messages call this gate"
"""
_CHOICES = """\
# pass_rate = "100%"       # the default: every test passes; looser is written "> 90%"
# target = "100%"          # shown beside the pass rate, never judged
# max_skipped = "5%"       # at most so many skipped tests, as a share or as a count
# required_tests = ["*"]   # globs over test ids: what must have run and passed
# max_age = "24h"          # refuse a report of an earlier day
"""
_SPECIAL = {'"': '\\"', "\\": "\\\\"}
_FOUR_DIGITS = 0xFFFF


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One category to be. ``files`` are the paths it was made from, ``counted`` how many of them count."""

    name: str
    runner: str
    reports: tuple[str, ...]
    files: tuple[str, ...]
    counted: int = 0
    executed: int = 0
    skipped: int = 0


def starter(parts: tuple[Part, ...]) -> str:
    """Return the whole file."""
    return "\n".join([_HEAD, *map(_category, parts)])


def quoted(text: str) -> str:
    """Return a TOML string; whatever cannot be seen is written as its code. Lone surrogates have no TOML."""
    return '"' + "".join(_SPECIAL.get(each) or (each if each.isprintable() else _code(each)) for each in text) + '"'


def found(part: Part) -> str:
    """Say what a category was made from."""
    files = "1 report file" if len(part.files) == 1 else f"{len(part.files)} report files"
    tests = "1 test" if part.executed == 1 else f"{part.executed} tests"
    return f"{files}{'' if part.runner == 'other' else f' of {part.runner}'}, {tests} executed, {part.skipped} skipped."


def _category(part: Part) -> str:
    lines = [f"# {line}\n" for line in (found(part), *advice(part.runner))]
    lines += [f"[categories.{quoted(part.name) if '.' in part.name else part.name}]\n", _reports(part.reports)]
    if part.executed:
        lines.append(f"# min_executed = {part.executed}  # so many ran when this was written: fewer are INCOMPLETE\n")
    if part.counted > 1:
        lines.append(f"# expected_files = {part.counted}  # a module that wrote no report leaves no other trace\n")
    return "".join([*lines, _CHOICES])


def _reports(patterns: tuple[str, ...]) -> str:
    if len(patterns) == 1:
        return f"reports = [{quoted(patterns[0])}]\n"
    return "".join(["reports = [\n", *(f"    {quoted(pattern)},\n" for pattern in patterns), "]\n"])


def _code(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04X}" if number <= _FOUR_DIGITS else f"\\U{number:08X}"
