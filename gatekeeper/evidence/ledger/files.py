"""Files of the ledger: read without following links, written whole under a name that is never taken from another one."""

from __future__ import annotations

import os
import stat
from hashlib import file_digest, sha256
from operator import attrgetter
from typing import TYPE_CHECKING

from gatekeeper.errors import RecordError
from gatekeeper.evidence.disk import part, sync, unfollowed
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator
    from io import FileIO
    from pathlib import Path

_BLOCK = 1 << 20


class DamagedError(Exception):
    """A file is not what its name says; the message says why, in our own words."""


def _check(file: FileIO, most: int) -> int:
    """Return how many bytes a regular file has; raises DamagedError for what is none, and for too many."""
    found = os.fstat(file.fileno())
    if not stat.S_ISREG(found.st_mode):
        raise DamagedError("it is no regular file")
    if found.st_size > most:
        raise DamagedError(f"it has {found.st_size} bytes, {most} at most")
    return found.st_size


def read(path: Path, digest: str, most: int) -> bytes:
    """Return the bytes that have this digest; raises OSError or DamagedError."""
    with open(path, "rb", buffering=0, opener=unfollowed) as file:
        data = file.read(_check(file, most) + 1)
    if sha256(data).hexdigest() != digest:
        raise DamagedError("its SHA-256 is not its name")
    return data


def blocks(path: Path, digest: str, most: int) -> Iterator[bytes]:
    """Yield what a file holds, once it has been seen to have this digest; raises FileNotFoundError or DamagedError."""
    try:
        with open(path, "rb", buffering=0, opener=unfollowed) as file:
            _check(file, most)
            if file_digest(file, "sha256").hexdigest() != digest:
                raise DamagedError("its SHA-256 is not the one in the record")
            file.seek(0)
            while block := file.read(_BLOCK):
                yield block
    except FileNotFoundError:
        raise
    except OSError as error:
        raise DamagedError(f"it cannot be read: {error.strerror}") from error


def folders(folder: Path, name: re.Pattern[str]) -> list[Path]:
    """Return the folders in a folder whose name is written like that, the last name first; links are none."""
    return [folder / each.name for each in _scan(folder, name) if each.is_dir(follow_symlinks=False)][::-1]


def regular(folder: Path, name: re.Pattern[str]) -> list[Path]:
    """Return the files in a folder whose name is written like that, in order; links are none."""
    return [folder / each.name for each in _scan(folder, name) if each.is_file(follow_symlinks=False)]


def odd(folder: Path, name: re.Pattern[str], *, folders: bool) -> Iterator[tuple[Path, str]]:
    """Yield what has a name written like that and is neither a folder of ours nor a file of ours, with the reason."""
    for each in _scan(folder, name):
        if each.is_symlink():
            yield folder / each.name, "it is a link"
        elif not (each.is_dir if folders else each.is_file)(follow_symlinks=False):
            yield folder / each.name, "it is no folder" if folders else "it is no regular file"
        elif each.name != each.name.lower():
            yield folder / each.name, "its name is not in small letters"


def _scan(folder: Path, name: re.Pattern[str]) -> list[os.DirEntry[str]]:
    """Return what has such a name, in order; a folder that is not there holds nothing, one that cannot be read nobody knows what."""
    try:
        with os.scandir(folder) as found:
            return sorted((each for each in found if name.fullmatch(each.name)), key=attrgetter("name"))
    except FileNotFoundError:
        return []
    except OSError as error:
        shown = printable(str(folder))
        raise RecordError(f"the ledger {shown} cannot be read: {error.strerror}", "let this user read it, or name another one") from error


def put(path: Path, content: Iterable[bytes], digest: str | None = None) -> bool:
    """Write a new file whole, or leave the one that stands there and return False. Raises OSError, and DamagedError for another digest."""
    if os.path.lexists(path):
        return False
    with part(path) as made:
        if _write(made, content) != digest and digest is not None:
            raise DamagedError("it changed while it was read")
        return _name(made, path)


def _write(made: Path, content: Iterable[bytes]) -> str:
    """Write to the disk, and return the digest."""
    digest = sha256()
    with open(made, "xb") as file:
        for block in content:
            digest.update(block)
            file.write(block)
        sync(file)
    return digest.hexdigest()


def _name(made: Path, path: Path) -> bool:
    try:
        os.link(made, path)
    except FileExistsError:
        return False
    except OSError:
        # No hard links on this file system. Who takes the name meanwhile writes the same bytes: the name is their digest.
        if os.path.lexists(path):
            return False
        os.rename(made, path)
    return True
