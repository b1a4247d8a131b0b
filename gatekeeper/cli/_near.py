"""The commit that was tested, where the one that is asked about only added pages to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gatekeeper.config.find import repository_root
from gatekeeper.evidence.git import changed, first_parents
from gatekeeper.evidence.question import concerns

if TYPE_CHECKING:
    from collections.abc import Collection

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.named import Named
    from gatekeeper.evidence.record import Subject

_MOST = 20


def nearest(config: Config, about: Named, known: Collection[Subject]) -> str:
    """Return the nearest of the first parents that has a record and differs in documents alone, or an empty text."""
    written = _pages(config)
    if not written or about.tree is None:
        return ""
    for commit, tree in first_parents(config.base, about.commit, _MOST):
        paths = changed(config.base, tree, about.tree)
        if paths is None or not written.issuperset(paths):
            return ""
        if any(concerns(each, commit, tree) for each in known):
            return commit
    return ""


def _pages(config: Config) -> frozenset[str]:
    """Return every file that documents are written into, relative to the repository's root."""
    root = repository_root(config.base.absolute()) or config.base
    written = (path for each in config.documents for path in each.paths)
    return frozenset(os.path.relpath(config.base / path, root).replace(os.sep, "/") for path in written)
