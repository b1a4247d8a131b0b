"""Append to the files that GitHub Actions reads after a step."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gatekeeper.errors import DeliveryError

if TYPE_CHECKING:
    from gatekeeper.publishers.base import Delivery


def append(delivery: Delivery, variable: str, text: str) -> None:
    """Add text to the end of the file that an environment variable names."""
    path = delivery.environ[variable]
    if os.path.exists(path) and not os.path.isfile(path):
        raise _failure(variable, path, "it is no regular file")  # a pipe would be waited for
    try:
        with open(path, "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as error:
        raise _failure(variable, path, error.strerror) from error


def _failure(variable: str, path: str, reason: str | None) -> DeliveryError:
    return DeliveryError(f"{variable} ({path}) cannot be written: {reason}", "let the step run on the runner itself")
