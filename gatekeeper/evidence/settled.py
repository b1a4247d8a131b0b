"""Is the configuration at hand the one of the commit that is asked about? Anybody can write a weaker one into a working tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.config.find import FILE, PROJECT, repository_root
from gatekeeper.evidence.elsewhere import extended
from gatekeeper.evidence.git import Answer, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gatekeeper.config.settings import Config


def unsettled(source: Path | None, commit: str, start: Path | None) -> str:
    """Return in words why a configuration is not that of a commit which git knows, or an empty text.

    ``start`` is the folder from which the configuration was looked for, None where somebody named it.
    """
    nearer = next(_nearer(source, commit, start), "") if start else ""
    return nearer or (_differs(source, commit) if source else "")


def unsettled_shared(config: Config, commit: str) -> str:
    """Return in words why the shared policy of a configuration is not that of a commit, where it stands in the same repository."""
    path, root = extended(config), repository_root(config.base.absolute())
    return _differs(path, commit) if path and root and path.is_relative_to(root) else ""


def is_elsewhere(source: Path, start: Path) -> bool:
    """Say whether a configuration stands outside the repository that somebody is in."""
    root = repository_root(start)
    return root is not None and root not in source.parents


def _differs(source: Path, commit: str) -> str:
    if source.is_symlink():
        return f"{source.name} is a link, not the file of the commit"
    committed = _blob(source.parent, source.name, commit)
    if committed.code is None:
        return f"git cannot tell whether {source.name} is that of the commit: {committed.complaint}"
    if committed.code != 0:
        return f"{source.name} is not in the commit"
    try:
        same = _lines(source.read_bytes()) == _lines(committed.out)
    except OSError:
        same = False
    return "" if same else f"{source.name} is not as in the commit"


def _nearer(source: Path | None, commit: str, start: Path) -> Iterator[str]:
    """Yield every configuration of the commit that would have been found before the one at hand."""
    last = repository_root(start) or start
    home = source and (source.parent.parent if source.parent.name == ".github" else source.parent)
    for folder in (start, *start.parents):
        if folder == home:
            return
        for name in (FILE, f".github/{FILE}", PROJECT):
            found = _blob(folder, name, commit)
            if found.code == 0 and (name != PROJECT or _is_ours(found.out)):
                yield f"the commit has a {name} that is not here"
        if folder == last:
            return


def _blob(folder: Path, name: str, commit: str) -> Answer:
    return run(folder, "cat-file", "blob", f"{commit}:./{name}")


def _is_ours(data: bytes) -> bool:
    import tomli  # noqa: PLC0415 - only without a configuration there is anything to parse

    try:
        return b"gatekeeper" in data and "gatekeeper" in tomli.loads(data.decode("utf-8-sig")).get("tool", {})
    except (ValueError, RecursionError, TypeError, AttributeError):
        return True


def _lines(data: bytes) -> bytes:
    """Return a text as git may have changed it for another system: a configuration says the same with either line end."""
    return data.replace(b"\r\n", b"\n")
