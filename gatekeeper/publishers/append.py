"""Append to the files that GitHub Actions reads after a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.errors import DeliveryError

if TYPE_CHECKING:
    from gatekeeper.publishers.base import Delivery


def append(delivery: Delivery, variable: str, text: str) -> None:
    """Add text to the end of the file that an environment variable names."""
    path = delivery.environ[variable]
    try:
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise DeliveryError(f"{variable} ({path}) cannot be written: {error.strerror}", "let the step run on the runner itself") from error
