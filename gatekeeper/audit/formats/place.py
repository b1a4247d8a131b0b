"""Where a finding is for GitHub: a path from the top of the checkout or repository, wherever the audit was started."""

from __future__ import annotations

import os
import re


def is_issue(path: str) -> bool:
    """Say whether a path is the number of an issue, whose text is no file."""
    return re.fullmatch(r"#[1-9][0-9]*", path) is not None


def from_top(path: str, top: str) -> str:
    """Return a path of a report, relative to ``top`` where it is below, with slashes; else absolute."""
    place = os.path.join(os.path.realpath(os.curdir), path)
    inside = os.path.relpath(os.path.realpath(os.path.dirname(place)), os.path.realpath(top))
    if inside == os.pardir or inside.startswith(os.pardir + os.sep):
        return os.path.normpath(place).replace(os.sep, "/")
    return os.path.normpath(os.path.join(inside, os.path.basename(place))).replace(os.sep, "/")
