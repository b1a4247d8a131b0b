from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import reports
from readings import category

from gatekeeper.config.settings import CategoryConfig, Config
from gatekeeper.errors import ConfigError, UsageError
from gatekeeper.junit.find import named, printable, search
from gatekeeper.policy import CategoryPolicy, Policy

if TYPE_CHECKING:
    from pathlib import Path

REPORT = reports.report(reports.case())


@pytest.fixture
def tree(folder: Path) -> Path:
    """Return a folder with a few reports, which is the working directory."""
    for name in ("a.xml", "b.XML", "sub/c.xml", "sub/deep/d.xml", "notes.txt", "odd[1].xml"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REPORT)
    return folder


def config(base: Path, *categories: tuple[str, tuple[str, ...], tuple[str, ...]], source: str | None = "gatekeeper.toml") -> Config:
    made = tuple(
        CategoryConfig(policy=CategoryPolicy(name=name, rules=()), reports=globs, tests=tests) for name, globs, tests in categories
    )
    policy = Policy(name="", categories=tuple(each.policy for each in made))
    return Config(base=base, gate="", categories=made, policy=policy, source=base / source if source else None)


def found_by(base: Path, *patterns: str) -> list[str]:
    return list(search(config(base, ("t", patterns, ())))["t"].files.values())


def given(base: Path, *paths: str) -> list[str]:
    return list(named(paths, config(base, ("t", (), ())), direct=True)["t"].files.values())


def test_patterns_find_files_below_the_base(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_by(tree, "**/*.xml") == ["a.xml", "odd[1].xml", "sub/c.xml", "sub/deep/d.xml"]
    assert found_by(tree, "./sub/*.xml") == ["sub/c.xml"]
    monkeypatch.chdir(tree / "sub")
    assert found_by(tree, "**/c.xml") == ["c.xml"]


def test_excludes_take_away_whatever_their_place(tree: Path) -> None:
    assert found_by(tree, "!sub/deep/**", "**/*.xml") == ["a.xml", "odd[1].xml", "sub/c.xml"]


def test_every_pattern_says_how_many_it_found_and_a_file_counts_once(tree: Path) -> None:
    found = search(config(tree, ("t", ("*.xml", "a.*", "none/*.xml"), ())))["t"]
    assert found.patterns == {"*.xml": 2, "a.*": 1, "none/*.xml": 0}
    assert len(found.files) == 2


def test_a_folder_named_like_a_report_is_found_to_be_refused(tree: Path) -> None:
    (tree / "dir.xml").mkdir()
    (tree / "dir.xml" / "inside.xml").write_text(REPORT)
    assert "dir.xml" in found_by(tree, "*.xml")
    assert {str(tree / "dir.xml"), str(tree / "dir.xml" / "inside.xml")} <= set(given(tree, str(tree)))


def test_a_folder_given_by_name_is_searched_whatever_the_case(tree: Path) -> None:
    assert given(tree, ".") == ["./a.xml", "./b.XML", "./odd[1].xml", "./sub/c.xml", "./sub/deep/d.xml"]


def test_an_existing_path_is_literal_and_others_are_globs(tree: Path) -> None:
    assert given(tree, "odd[1].xml") == ["odd[1].xml"]
    assert given(tree, "*.xml") == ["a.xml", "odd[1].xml"]
    assert given(tree, "missing.xml") == ["missing.xml"]
    assert named(("none*.xml",), config(tree, ("t", (), ())), direct=True)["t"].patterns == {"none*.xml": 0}


def test_a_loop_of_links_ends(tree: Path) -> None:
    (tree / "sub" / "loop").symlink_to(tree)
    (tree / "loop").symlink_to("loop")
    (tree / "self.xml").symlink_to("self.xml")
    assert given(tree, ".") == ["./a.xml", "./b.XML", "./odd[1].xml", "./self.xml", "./sub/c.xml", "./sub/deep/d.xml"]
    assert "sub/deep/d.xml" in found_by(tree, "**/*.xml")
    assert not any("loop" in path for path in found_by(tree, "**/*.xml"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_cannot_be_listed_is_returned_to_be_refused(tree: Path) -> None:
    (tree / "sub").chmod(0)
    try:
        assert "./sub" in given(tree, ".")
    finally:
        (tree / "sub").chmod(0o755)


@pytest.mark.parametrize(
    ("path", "shown"),
    [("a.xml", "a.xml"), ("a\nb.xml", "a\\nb.xml"), (os.fsdecode(b"\xff.xml"), "\\xff.xml"), ("h\u00e9.xml", "h\u00e9.xml")],
)
def test_paths_can_always_be_printed(path: str, shown: str) -> None:
    assert printable(path) == shown
    assert printable(path).encode()


def test_no_two_paths_print_the_same() -> None:
    paths = [b"\xff", b"\\xff", b"\\\xff", b"\\\\xff", b"\xc2\x85", b"\x85", b"\n", b"\\n", b"\\", b"\\u0085", "\xff".encode()]
    assert len({printable(os.fsdecode(path)) for path in paths}) == len(paths)
    assert printable("a\\b.xml") == "a\\b.xml"


def test_named_files_go_to_the_categories_whose_patterns_match(tree: Path) -> None:
    two = config(tree, ("unit", ("*.xml",), ()), ("deep", ("sub/**/*.xml", "!sub/c.xml"), ()))
    routed = named(("a.xml", "sub/deep/d.xml"), two, direct=False)
    assert [list(routed[name].files) for name in ("unit", "deep")] == [["a.xml"], ["sub/deep/d.xml"]]


@pytest.mark.parametrize("lost", ["sub/c.xml", "notes.txt", "missing.xml"])
def test_a_named_file_that_fits_no_category_is_wrong_usage(tree: Path, lost: str) -> None:
    two = config(tree, ("unit", ("a.xml",), ()), ("deep", ("sub/deep/*.xml",), ()))
    with pytest.raises(UsageError, match="matches the patterns of no category"):
        named((lost,), two, direct=False)


def test_a_file_in_two_categories_is_refused_unless_both_select_tests(tree: Path) -> None:
    (tree / "link.xml").symlink_to("a.xml")
    with pytest.raises(ConfigError, match=r"link\.xml belongs to two categories: one and two"):
        search(config(tree, ("one", ("a.xml",), ()), ("two", ("link.xml",), ("x",))))
    both = search(config(tree, ("one", ("a.xml",), ("x",)), ("two", ("a.xml",), ("y",))))
    assert [len(both[name].files) for name in ("one", "two")] == [1, 1]


def test_a_category_made_by_hand_finds_the_same(tree: Path) -> None:
    own = category(reports=("a.xml",))
    made = Config(base=tree, gate="", categories=(own,), policy=Policy(name="", categories=(own.policy,)))
    assert list(search(made)["t"].files.values()) == ["a.xml"]


def test_one_file_under_two_names_is_read_once(tree: Path) -> None:
    assert given(tree, "a.xml", "./a.xml", str(tree / "a.xml")) == ["a.xml"]


def test_patterns_find_one_file_under_two_names_once(tree: Path) -> None:
    (tree / "z.xml").symlink_to("a.xml")
    assert found_by(tree, "z.xml", "a*.xml") == ["a.xml"]


def test_folders_behind_links_are_searched_once(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "far.xml").write_text(REPORT)
    (outside / "back").symlink_to(tree)
    for name in ("sub/link", "also", "again.xml"):
        (tree / name).symlink_to(outside)
    (tree / "a_sub").symlink_to("sub")
    assert [path for path in given(tree, ".") if path.endswith("far.xml")] == ["./again.xml/far.xml"]
    assert [path for path in given(tree, ".") if path.endswith("c.xml")] == ["./sub/c.xml"]
    assert "./again.xml" in given(tree, ".")


def test_a_glob_that_matches_nothing_is_missed_by_every_category(tree: Path) -> None:
    two = config(tree, ("unit", ("*.xml",), ()), ("deep", ("sub/**/*.xml",), ()))
    routed = named(("a.xml", "shards/*.xml"), two, direct=False)
    assert [routed[name].patterns for name in ("unit", "deep")] == [{"a.xml": 1, "shards/*.xml": 0}, {"shards/*.xml": 0}]


@pytest.mark.parametrize("direct", [True, False])
def test_an_empty_path_is_wrong_usage(tree: Path, direct: bool) -> None:
    with pytest.raises(UsageError, match="a report path is empty"):
        named(("a.xml", ""), config(tree, ("t", ("*.xml",), ())), direct=direct)
