from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from configs import UNIT

from gatekeeper.config.find import find, open_file, repository_root
from gatekeeper.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = '[tool.gatekeeper.categories.unit]\nreports = ["*.xml"]\n'


@pytest.fixture
def repository(folder: Path) -> Path:
    """Return a repository with a folder a/b."""
    (folder / "repo" / ".git").mkdir(parents=True)
    (folder / "repo" / "a" / "b").mkdir(parents=True)
    return folder / "repo"


def test_looks_upwards_to_the_root_of_the_repository(repository: Path) -> None:
    (repository / "gatekeeper.toml").write_text(UNIT)
    for start in (repository / "a" / "b", repository / "a", repository):
        found = find(start)
        assert found
        assert (found.source, found.base, found.root) == (repository / "gatekeeper.toml", repository, repository)


def test_the_nearest_one_counts(repository: Path) -> None:
    (repository / "gatekeeper.toml").write_text(UNIT)
    (repository / "a" / "gatekeeper.toml").write_text(UNIT)
    found = find(repository / "a" / "b")
    assert found
    assert (found.source, found.base, found.root) == (repository / "a" / "gatekeeper.toml", repository / "a", repository)


def test_never_looks_above_the_repository(repository: Path) -> None:
    (repository.parent / "gatekeeper.toml").write_text(UNIT)
    assert find(repository / "a") is None


def test_outside_a_repository_only_the_folder_itself_is_looked_at(folder: Path) -> None:
    (folder / "gatekeeper.toml").write_text(UNIT)
    (folder / "sub").mkdir()
    assert find(folder / "sub") is None
    found = find(folder)
    assert found
    assert (found.base, found.root) == (folder, folder)


def test_a_worktree_has_a_file_named_git(folder: Path) -> None:
    (folder / ".git").write_text("gitdir: elsewhere")
    assert repository_root(folder) == folder


@pytest.mark.parametrize("where", [".github", "a/.github"])
def test_in_a_github_folder_patterns_start_at_the_root_of_the_repository(repository: Path, where: str) -> None:
    (repository / where).mkdir()
    (repository / where / "gatekeeper.toml").write_text(UNIT)
    found = find(repository / "a" / "b")
    assert found
    assert (found.source, found.base, found.root) == (repository / where / "gatekeeper.toml", repository, repository)


def test_a_github_folder_outside_a_repository_belongs_to_the_folder_around_it(folder: Path) -> None:
    (folder / ".github").mkdir()
    (folder / ".github" / "gatekeeper.toml").write_text(UNIT)
    for found in (find(folder), open_file(folder / ".github" / "gatekeeper.toml")):
        assert found
        assert (found.base, found.root) == (folder, folder)


def test_reads_the_table_in_pyproject(repository: Path) -> None:
    (repository / "pyproject.toml").write_text(PROJECT)
    found = find(repository / "a")
    assert found
    assert (found.source, found.table) == (repository / "pyproject.toml", {"categories": {"unit": {"reports": ["*.xml"]}}})


@pytest.mark.parametrize(
    "text", ["[project]\nname = 'x'\n", "[project]\ndependencies = ['evidence-gatekeeper']", "tool = 3  # gatekeeper", "this is [no toml"]
)
def test_a_pyproject_that_is_not_about_us_is_passed_by(repository: Path, text: str) -> None:
    (repository / "gatekeeper.toml").write_text(UNIT)
    (repository / "a" / "pyproject.toml").write_text(text)
    found = find(repository / "a")
    assert found
    assert found.source == repository / "gatekeeper.toml"


def test_a_broken_pyproject_that_may_be_about_us_is_refused(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.gatekeeper\n")
    with pytest.raises(ConfigError, match=r"pyproject\.toml is not valid TOML: .*line 1"):
        find(folder)


@pytest.mark.parametrize(
    ("one", "two"),
    [("gatekeeper.toml", ".github/gatekeeper.toml"), ("gatekeeper.toml", "pyproject.toml"), (".github/gatekeeper.toml", "pyproject.toml")],
)
def test_two_in_one_place_are_refused_and_both_are_named(write: Callable[[str, str], Path], folder: Path, one: str, two: str) -> None:
    for name in (one, two):
        write(name, PROJECT if name == "pyproject.toml" else UNIT)
    with pytest.raises(ConfigError) as caught:
        find(folder)
    assert caught.value.message == f"two configurations in one place: {folder / one} and {folder / two}"
    assert caught.value.remedy == "keep one of them"


def test_a_named_pyproject_needs_our_table(write: Callable[[str, str], Path]) -> None:
    path = write("pyproject.toml", "[project]\nname = 'x'")
    with pytest.raises(ConfigError, match=r"has no table \[tool\.gatekeeper\]"):
        open_file(path)


def test_a_named_file_may_have_any_name_and_lie_anywhere(write: Callable[[str, str], Path], folder: Path) -> None:
    write("conf/strict.toml", UNIT)
    (folder / "here").mkdir()
    for path in (Path("conf/strict.toml"), Path("here/../conf/strict.toml"), folder / "conf" / "strict.toml"):
        found = open_file(path)
        assert (found.source, found.base, found.root) == (folder / "conf" / "strict.toml", folder / "conf", folder / "conf")


@pytest.mark.parametrize(
    "text", ["a = ", "[categories.unit", "a = 1\na = 2", "expires = 2027-13-45", "x = " + "[" * 5000, "n = " + "9" * 5000]
)
def test_broken_toml_is_refused_with_the_file_and_what_is_wrong(write: Callable[[str, str], Path], text: str) -> None:
    path = write("gatekeeper.toml", text)
    with pytest.raises(ConfigError) as caught:
        find(path.parent)
    assert caught.value.message.startswith(f"{path} is not valid TOML: ")


def test_a_byte_order_mark_and_windows_line_ends_are_fine(folder: Path) -> None:
    (folder / "gatekeeper.toml").write_bytes(b"\xef\xbb\xbf" + UNIT.replace("\n", "\r\n").encode())
    found = find(folder)
    assert found
    assert found.table == {"categories": {"unit": {"reports": ["*.xml"]}}}


def test_bytes_that_are_no_utf8_are_refused(folder: Path) -> None:
    (folder / "gatekeeper.toml").write_bytes("# Grüße\n".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"is not UTF-8: .* at byte 4"):
        find(folder)


def test_what_stands_in_the_place_of_a_configuration_is_never_passed_by(folder: Path) -> None:
    path = folder / "gatekeeper.toml"
    path.mkdir()
    with pytest.raises(ConfigError, match="is no regular file"):
        find(folder)
    path.rmdir()
    path.symlink_to("nowhere")
    with pytest.raises(ConfigError, match="is no regular file"):
        find(folder)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(ConfigError, match="is no regular file"):
        find(folder)


def test_a_named_file_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"other\.toml does not exist"):
        open_file(folder / "other.toml")


def test_without_any_configuration_nothing_is_found(repository: Path) -> None:
    assert find(repository / "a") is None
