"""Where templates come from: a folder of the user's, never anything outside it, and then ours."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from jinja2 import BaseLoader
from jinja2.exceptions import TemplateNotFound, TemplateRuntimeError

from gatekeeper.errors import why

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2 import Environment

_MOST_BYTES = 1_000_000
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0")


class FolderLoader(BaseLoader):
    """Loads templates by their path below a folder. A name that leads out of it is an error, not a template of ours."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 - jinja's signature
        """Return the text, its file, and whether that is still so."""
        path = os.path.join(self._folder, template)
        if _OUTSIDE.search(template):
            raise TemplateRuntimeError("a template is named by a path below the configuration's folder, without ..")
        if not os.path.lexists(path):
            raise TemplateNotFound(template)
        if not self._holds(path):
            raise TemplateRuntimeError("the template is a link that leads out of the configuration's folder")
        try:
            text, changed = _read(path)
        except (OSError, ValueError) as error:
            raise TemplateRuntimeError(f"the template is not a readable file of UTF-8 text: {_kind(error)}") from error
        return text, path, lambda: os.path.isfile(path) and os.stat(path).st_mtime_ns == changed

    def _holds(self, path: str) -> bool:
        root = os.path.realpath(self._folder)
        return os.path.commonpath([root, os.path.realpath(path)]) == root


def _read(path: str) -> tuple[str, int]:
    if not os.path.isfile(path):
        raise OSError("no regular file")
    with open(path, "rb") as file:
        data = file.read(_MOST_BYTES + 1)
        changed = os.fstat(file.fileno()).st_mtime_ns
    if len(data) > _MOST_BYTES:
        raise ValueError("more than a million bytes")
    return data.decode("utf-8").replace("\r\n", "\n"), changed


def _kind(error: Exception) -> str:
    return error.reason if isinstance(error, UnicodeDecodeError) else why(error)
