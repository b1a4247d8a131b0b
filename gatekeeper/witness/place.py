"""The folder of a run: made anew, not reached through a link, and for one run at a time."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gatekeeper.errors import UsageError, why
from gatekeeper.evidence.ledger.linked import refuse_links
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WAIT = "wait for it to end, or give this one a name of its own with --shard"


@contextmanager
def held(part: Path, base: Path) -> Iterator[None]:
    """Hold the place of a partial record, or raise UsageError where another run holds it. It is free again however this one ends."""
    _sound(part, base)
    lock = part.with_name(f".{part.stem}.lock")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as error:
        raise _unusable(part, error) from error
    try:
        if not _locks(file):
            raise UsageError(
                f"another run of {part.stem} is going on{_whose(file)}",
                "wait for it to end, or give this one a name of its own with --shard",
            )
        os.truncate(file, 0)
        os.write(file, str(os.getpid()).encode())
        yield
    finally:
        os.close(file)


def make_anew(part: Path, base: Path) -> Path:
    """Return the empty folder for the reports of a run. What an earlier run of the same name left is gone then."""
    _sound(part, base)
    out = part.with_suffix("")
    try:
        for path in (part, *_beside(part)):
            with suppress(FileNotFoundError):
                os.unlink(path)
        if os.path.lexists(out):
            shutil.rmtree(out)  # says so where it is no folder
        out.mkdir()
    except RecursionError as error:
        raise _unusable(out, OSError("its folders are nested too deep")) from error
    except OSError as error:
        raise _unusable(out, error) from error
    return out


def _sound(part: Path, base: Path) -> None:
    """Refuse a place that a link leads to: whoever may commit one could have us remove, or believe, what is somewhere else."""
    for path in (part, *_beside(part), part.with_suffix("")):
        try:
            refuse_links(path, base)
        except OSError as error:
            raise _unusable(path, error) from error


def _beside(part: Path) -> list[Path]:
    """Return what stands beside a partial record: its inventory, and the list of the tests that should run."""
    return [part.with_name(part.name.removesuffix(".json") + ending) for ending in (".cases.jsonl.gz", ".expected.txt.gz")]


def _unusable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{printable(str(path))} cannot be used: {why(error)}", "remove what stands in its way, and start the run again")


def _locks(file: int) -> bool:
    """Take the lock; the system frees it when its holder ends, whatever ends it."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415 - Windows has none

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _whose(file: int) -> str:
    try:
        number = os.read(file, 20)
    except OSError:
        return ""
    return f" in process {int(number)}" if number.isdigit() else ""
