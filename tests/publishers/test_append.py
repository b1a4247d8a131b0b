from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from deliveries import delivery
from records import record

from gatekeeper.errors import DeliveryError
from gatekeeper.publishers.append import append

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_text_is_added_to_the_end(write: Callable[[str, str], Path]) -> None:
    path = write("output", "before\n")
    append(delivery(record(), {"GITHUB_OUTPUT": str(path)}), "GITHUB_OUTPUT", "größe\n")
    assert path.read_bytes() == "before\ngröße\n".encode()


def test_a_place_that_cannot_be_written_is_named(folder: Path) -> None:
    with pytest.raises(DeliveryError, match=r"GITHUB_OUTPUT .* cannot be written: it is no regular file") as caught:
        append(delivery(record(), {"GITHUB_OUTPUT": str(folder)}), "GITHUB_OUTPUT", "x")
    assert caught.value.remedy


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with pytest.raises(DeliveryError, match="it is no regular file"):
        append(delivery(record(), {"GITHUB_OUTPUT": str(folder / "pipe")}), "GITHUB_OUTPUT", "x")


def test_bytes_that_are_no_unicode_are_written_in_ascii(folder: Path) -> None:
    append(delivery(record(), {"GITHUB_OUTPUT": str(folder / "output")}), "GITHUB_OUTPUT", "\udcff")
    assert (folder / "output").read_bytes() == rb"\udcff"
