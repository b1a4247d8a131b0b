"""From the arguments of ``policy diff`` to what differs."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from gatekeeper.cli._here import here
from gatekeeper.config.basis import OVERRULED
from gatekeeper.config.difference import changes
from gatekeeper.config.find import open_file, repository_root
from gatekeeper.config.load import load
from gatekeeper.config.terms import seen_from, terms_of
from gatekeeper.documents.escapes import log_line
from gatekeeper.errors import UsageError
from gatekeeper.evidence.at_commit import at_ref, is_ref
from gatekeeper.evidence.canonical import canonical
from gatekeeper.evidence.elsewhere import place, where
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gatekeeper.config.basis import Change
    from gatekeeper.config.settings import Config

_LOOSENED = 1
_WIDTH = 80
_BOTH = "./{0} for the file, or the ref in full, such as refs/remotes/{0}"
_REMEDY = "name a file, or a branch, tag or commit that git knows here"


def show_difference(options: Mapping[str, Any]) -> int:
    """Print what differs between two policies, and return the exit code."""
    base, head = (_config(options[side], options["config"]) for side in ("base", "head"))
    if not any(Path(options[side]).is_file() for side in ("base", "head")):
        base = seen_from(base, head.base)  # the folder of a file says nothing: it may be a copy
    found = changes(terms_of(base), terms_of(head))
    if options["style"] == "json":
        sys.stdout.write(canonical({"changes": msgspec.to_builtins(found)}).decode())
    else:
        for line in _lines(found):
            click.echo(line)
    return _LOOSENED if any(each.change in OVERRULED for each in found) else 0


def _config(name: str, named: Path | None) -> Config:
    """Return the configuration in a file, or on the commit that a ref names."""
    today = datetime.now(UTC).date()
    folder = here()
    root = repository_root(folder) or folder
    if Path(name).is_file():
        if not name.startswith(("./", "/")) and is_ref(root, name):
            raise UsageError(f"{printable(name)} is a file, and a ref that git knows here", f"write {_BOTH.format(printable(name))}")
        return load(open_file(Path(name)), today)
    if not is_ref(root, name):
        raise UsageError(f"{printable(name)} is no file, and no ref that git knows here", _REMEDY)
    at = at_ref(root, name)
    source = named and (folder / named).parent.resolve() / named.name
    found = place(at, where(at, source, folder), today)
    if found.config is None:
        raise UsageError(f"{printable(name)} has no configuration", "name a commit that has one, or its file with --config")
    return found.config


def _lines(found: Sequence[Change]) -> Iterator[str]:
    """Yield the differences by category, and their sum."""
    for category in dict.fromkeys(each.category for each in found):
        yield log_line(category or "the gate", _WIDTH)
        for each in (each for each in found if each.category == category):
            yield from _line(each)
    counted = Counter(str(each.change) for each in found)
    yield ", ".join(f"{number} {change}" for change, number in counted.items()) or "no difference"


def _line(change: Change) -> Iterator[str]:
    """Yield a difference on one line, or on three where it is too long for that."""
    start = f"  {change.change:<9}  {change.setting or 'the category'}"
    if change.base is None and change.head is None:
        yield start
        return
    values = [log_line("not given" if each is None else each, 400) for each in (change.base, change.head)]
    whole = f"{start}: {values[0]} -> {values[1]}"
    if len(whole) <= _WIDTH:
        yield whole
        return
    yield log_line(f"{start}:", _WIDTH)
    yield from (log_line(f"             {side} {value}", _WIDTH) for side, value in zip(("from", "to  "), values, strict=True))
