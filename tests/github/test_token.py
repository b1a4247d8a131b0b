from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gatekeeper.errors import UsageError
from gatekeeper.github.token import find_token

if TYPE_CHECKING:
    from pathlib import Path

_BAD = [
    "",
    " \n\t",
    "ghp_SECRET\nghp_OTHER",
    "ghp_SECRET other",
    "ghp_SECR\u00c9T",
    "ghp_SECRET\x00x",
    "ghp_SECRET" * 1000,
    "ghp_SECRET\u2028x",
]


def test_from_the_environment() -> None:
    assert find_token({"GITHUB_TOKEN": " ghp_x\n"}, None).reveal() == "ghp_x"


def test_the_file_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("ghp_file\r\n")
    assert find_token({"GITHUB_TOKEN": "ghp_x"}, path).reveal() == "ghp_file"


@pytest.mark.parametrize("text", _BAD)
def test_what_is_no_token_is_refused_and_not_shown(tmp_path: Path, text: str) -> None:
    path = tmp_path / "token"
    path.write_text(text, encoding="utf-8")
    for environ, file, where in (({"GITHUB_TOKEN": text}, None, "GITHUB_TOKEN"), ({}, path, str(path))):
        with pytest.raises(UsageError) as caught:
            find_token(environ, file)
        assert where in caught.value.message
        assert "SECR" not in caught.value.message + caught.value.remedy


def test_none_is_found() -> None:
    with pytest.raises(UsageError, match="GITHUB_TOKEN holds no token"):
        find_token({}, None)


@pytest.mark.parametrize("name", ["missing", ".", "pipe", "bytes"])
def test_files_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "bytes").write_bytes(b"ghp_\xff\xfe")
    with pytest.raises(UsageError) as caught:
        find_token({"GITHUB_TOKEN": "ghp_x"}, tmp_path / name)
    assert str(tmp_path) in caught.value.message


def test_a_file_of_several_lines_is_told_so() -> None:
    with pytest.raises(UsageError, match="more than one line"):
        find_token({"GITHUB_TOKEN": "ghp_x\nghp_y"}, None)
