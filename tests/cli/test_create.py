"""A new file, whole, and never over another one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gatekeeper.cli._create import create
from gatekeeper.errors import DeliveryError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_create_refuses_what_appeared_meanwhile(folder: Path) -> None:
    path = folder / "gatekeeper.toml"
    create(path, "one")
    with pytest.raises(UsageError, match="appeared meanwhile"):
        create(path, "two")
    assert (path.read_text(), os.listdir(folder)) == ("one", ["gatekeeper.toml"])


def test_create_where_nothing_can_be_written(folder: Path) -> None:
    with pytest.raises(DeliveryError, match="cannot be written"):
        create(folder / "missing" / "gatekeeper.toml", "one")


def test_create_without_hard_links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    create(folder / "a.toml", "one")
    with pytest.raises(UsageError):
        create(folder / "a.toml", "two")
    assert (folder / "a.toml").read_text() == "one"
