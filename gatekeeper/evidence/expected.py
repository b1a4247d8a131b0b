"""The tests that should run, listed by a command before the run: kept beside the partial record, and named in it."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from gatekeeper.errors import why
from gatekeeper.evidence.expected_lines import UnlistedError, complaint, ids, pack
from gatekeeper.rules.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from subprocess import Popen
    from typing import BinaryIO

    from gatekeeper.config.settings import CategoryConfig

SECONDS = 600
_LOOK = 1.0
_MOST = 1 << 30
_OURS = "GATEKEEPER_OUT"  # in a folder of reports a list of tests has nothing to say


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the list is, beside its part, what it digests to, and how many lines it has; or why there is none, and what to do then."""

    path: str | None = None
    sha256: str | None = None
    tests: int = 0
    missing: str = ""
    remedy: str = ""


def command_of(category: CategoryConfig) -> tuple[str, ...]:
    """Return the command that lists the tests of a category before a witnessed run, or nothing where none is set."""
    source = category.setting("inventory")
    return source.command if isinstance(source, Source) else ()


def list_beside(part: Path) -> Path:
    """Return where the list of a partial record stands."""
    return part.with_name(f"{part.name.removesuffix('.json')}.expected.txt.gz")


def collect(argv: Sequence[str], folder: Path, part: Path, timeout: float | None = None) -> Expected:
    """Run a command that prints test ids, and keep them beside the partial record that will stand at ``part``.

    For whoever witnesses a run: call it where ``command_of(category)`` is not empty, before what the patterns match is remembered,
    since a runner that only lists may write a report too; in the folder that the tests run in; and hand what it returns to the part
    as ``Part.expected``. It never raises for what the command does: where that fails, is stopped after ``timeout`` seconds (None is
    600) or prints no ids, ``missing`` says why, and rule ``inventory`` is inconclusive. An exception from outside, such as
    KeyboardInterrupt, ends the command with all that it started. Reads nothing from the terminal and prints nothing.
    """
    from tempfile import TemporaryFile  # noqa: PLC0415 - whoever only reads a part does not pay for it

    target = list_beside(part)
    try:
        with suppress(FileNotFoundError):
            os.unlink(target)
        with TemporaryFile() as out, TemporaryFile() as err:
            _run(argv, folder, out, err, SECONDS if timeout is None else timeout)
            digest, tests = pack(target, ids(out, is_pytest=_is_pytest(argv)))
    except UnlistedError as error:
        return Expected(missing=str(error), remedy=error.remedy)
    except (OSError, ValueError) as error:
        return Expected(missing=f"it cannot be run: {why(error)}", remedy="correct the command of inventory, or the place that it needs")
    return Expected(path=target.name, sha256=digest, tests=tests)


def _is_pytest(argv: Sequence[str]) -> bool:
    """Say whether pytest itself is named, so that its own last line must be there."""
    names = [os.path.basename(each).removesuffix(".exe") for each in argv]
    return any(each in ("pytest", "py.test") for each in names)


def _run(argv: Sequence[str], folder: Path, out: BinaryIO, err: BinaryIO, seconds: float) -> None:
    """Run the command to its end; raises UnlistedError where it fails, takes too long or says too much."""
    environ = {name: value for name, value in os.environ.items() if name != _OURS} | {"PYTHONIOENCODING": "utf-8"}
    end = monotonic() + seconds
    with _started(argv, folder, environ, out, err) as process:
        while (code := _ended(process, min(_LOOK, end - monotonic()))) is None:
            if monotonic() >= end:
                raise UnlistedError(f"it was stopped after {seconds:g} s", "make it faster, or give gatekeeper run a longer --timeout")
            if os.fstat(out.fileno()).st_size + os.fstat(err.fileno()).st_size > _MOST:
                raise UnlistedError("it printed more than 1 GiB")
    if code:
        ended = f"ended with exit code {code}" if code > 0 else f"was ended by signal {-code}"
        raise UnlistedError(f"it {ended}: {complaint(out) or complaint(err) or 'it printed nothing'}")


@contextmanager
def _started(argv: Sequence[str], folder: Path, environ: dict[str, str], out: BinaryIO, err: BinaryIO) -> Iterator[Popen[bytes]]:
    from subprocess import DEVNULL, Popen  # noqa: PLC0415 - a check without a command to run does not pay for it

    process = Popen(list(argv), cwd=folder, env=environ, stdin=DEVNULL, stdout=out, stderr=err, start_new_session=True)
    try:
        yield process
    finally:
        _end(process)
        process.wait()


def _ended(process: Popen[bytes], seconds: float) -> int | None:
    from subprocess import TimeoutExpired  # noqa: PLC0415

    try:
        return process.wait(max(seconds, 0))
    except TimeoutExpired:
        return None


def _end(process: Popen[bytes]) -> None:
    """End the command, and whatever it left running."""
    if hasattr(os, "killpg"):
        import signal  # noqa: PLC0415

        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
