from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gatekeeper.witness.small import read_small

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("data", "expected"), [(b"[1,2]", [1, 2]), (b"[1,2]  ", [1, 2]), (b"[1,2]   ", None), (b"[1,", None), (b"{}", None), (b"[" * 8, None)]
)
def test_a_value_of_that_kind_in_at_most_so_many_bytes(tmp_path: Path, data: bytes, expected: list[int] | None) -> None:
    (tmp_path / "a").write_bytes(data)
    assert read_small(tmp_path / "a", list[int], 7) == expected


def test_what_is_no_file_of_its_own_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"[]")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    os.mkfifo(tmp_path / "pipe")
    assert [read_small(tmp_path / name, list[int], 9) for name in ("a", "link", "pipe", "none", "")] == [[], None, None, None, None]
