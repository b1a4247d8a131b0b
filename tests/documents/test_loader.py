from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from records import record

from gatekeeper.documents.templates import RenderError, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def base(write: Callable[[str, str], Path]) -> Path:
    write("secret.md.j2", "secret")
    write("base/sub/good.md.j2", "good")
    return write("base/good.md.j2", "good").parent


@pytest.mark.parametrize("name", ["good.md.j2", "sub/good.md.j2", "./good.md.j2"])
def test_a_file_below_the_folder(name: str, base: Path) -> None:
    assert render(name, record(), (base,)) == "good"


@pytest.mark.parametrize(
    "name", ["../secret.md.j2", "sub/../../secret.md.j2", "..\\secret.md.j2", "/etc/passwd", "\\etc", "C:x", "a\0b", ".."]
)
def test_a_name_that_leads_out_of_the_folder(name: str, base: Path) -> None:
    with pytest.raises(RenderError, match="below the configuration's folder"):
        render(name, record(), (base,))


def test_an_absolute_path_into_the_folder_is_none(base: Path) -> None:
    with pytest.raises(RenderError, match="below the configuration's folder"):
        render(str(base / "good.md.j2"), record(), (base,))


@pytest.mark.parametrize("name", ["link.md.j2", "linked/secret.md.j2", "bare.md.j2"])
def test_a_link_out_of_the_folder_is_refused_even_where_ours_has_the_name(name: str, base: Path) -> None:
    for link, target in (("link.md.j2", "../secret.md.j2"), ("bare.md.j2", "../secret.md.j2"), ("linked", "..")):
        os.symlink(target, base / link)
    with pytest.raises(RenderError, match="a link that leads out"):
        render(name, record(), (base,))


def test_a_link_inside_the_folder_and_a_linked_folder(base: Path) -> None:
    os.symlink("good.md.j2", base / "link.md.j2")
    os.symlink(base, base.parent / "other")
    assert render("link.md.j2", record(), (base.parent / "other",)) == "good"


def test_an_include_cannot_lead_out_either(base: Path) -> None:
    (base / "a.md.j2").write_text('{% include "../secret.md.j2" %}')
    with pytest.raises(RenderError, match="below the configuration's folder"):
        render("a.md.j2", record(), (base,))


def test_what_is_nowhere(base: Path) -> None:
    with pytest.raises(RenderError, match=r"gone\.md\.j2: there is no such template"):
        render("gone.md.j2", record(), (base,))


@pytest.mark.parametrize(
    ("data", "reason"), [(b"\xff", "invalid start byte"), (b"x" * 1_000_001, "more than a million bytes"), (None, "no regular file")]
)
def test_what_is_no_text(data: bytes | None, reason: str, base: Path) -> None:
    path = base / "a.md.j2"
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    with pytest.raises(RenderError, match=f"not a readable file of UTF-8 text: {reason}"):
        render("a.md.j2", record(), (base,))


def test_line_ends_are_ours(base: Path) -> None:
    (base / "a.md.j2").write_bytes(b"a\r\n{{ record.verdict }}\r\n")
    assert render("a.md.j2", record(), (base,)) == "a\nPASSED\n"
