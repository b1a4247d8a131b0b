"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from gatekeeper.evidence.disk import hidden, part, regular, unfollowed, unwaiting

if TYPE_CHECKING:
    from pathlib import Path


def test_a_hidden_name_is_a_new_one_in_the_same_folder_and_never_too_long(tmp_path: Path) -> None:
    made = [hidden(tmp_path / ("x" * 250)) for _ in range(2)]
    assert made[0] != made[1]
    assert {each.parent for each in made} == {tmp_path}
    assert all(each.name.startswith(".x") and len(each.name) < 130 for each in made)


def test_a_part_is_removed_unless_it_took_its_place(tmp_path: Path) -> None:
    with part(tmp_path / "a") as made:
        made.write_text("whole")
        os.replace(made, tmp_path / "a")
    with suppress(KeyboardInterrupt), part(tmp_path / "b") as made:
        made.write_text("half")
        raise KeyboardInterrupt
    with part(tmp_path / "c"):
        pass
    assert os.listdir(tmp_path) == ["a"]


def test_a_link_is_not_followed_and_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("elsewhere")
    (tmp_path / "elsewhere").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="symbolic"):
        unfollowed(str(tmp_path / "link"), os.O_RDONLY)
    with open(tmp_path / "pipe", "rb", buffering=0, opener=unfollowed) as file:
        assert file.read(1) in (b"", None)


def test_a_regular_file_of_at_most_so_many_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"123")
    with open(tmp_path / "a", "rb") as file:
        assert [regular(file, most) for most in (2, 3, 4)] == [False, True, True]
    with open(os.devnull, "rb") as device:
        assert not regular(device, 3)


def test_a_pipe_is_not_waited_for_and_a_link_only_followed_where_that_is_asked(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    with open(tmp_path / "link", "rb", opener=unwaiting) as file:
        assert not regular(file, 3)
    with pytest.raises(OSError, match="link"), open(tmp_path / "link", "rb", opener=unfollowed):
        pass
