from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sheets import EMPTY, put, region_of, whole

from gatekeeper.documents.regions.errors import RegionError
from gatekeeper.documents.regions.files import Files
from gatekeeper.documents.regions.find import regions
from gatekeeper.documents.regions.marks import Begin
from gatekeeper.documents.regions.sheet import Sheet, kind_of, open_sheet
from gatekeeper.documents.templates import RenderError

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.document import Document

_BEGIN = Begin(id="status", evidence="1" * 64, commit="abc1234")


def _put(base: Path, document: Document, body: str, begin: Begin = _BEGIN) -> Sheet:
    """Write a body, and return the document as it stands then."""
    files = Files(root=base)
    open_sheet(document, files, base).put(files, begin, body)
    for place, _, text in files.changed():
        put(place, text)
    return open_sheet(document, Files(root=base), base)


_AROUND = st.lists(
    st.sampled_from(
        ["# A\n", "a\r\n", "\n", "\r", "\r\n\r\n", "- x\n", "> y\n", "| a |\n|-|\n", " ", "\t", "☃", "\0", "z  \n", "\u2028", "---\n"]
    ),
    max_size=8,
).map("".join)
_BODIES = st.lists(
    st.sampled_from(["## B", "\n", "\n\n", "* x\n", "`a`", "<b>", "| a |\n|-|\n", "1. y\n", " ", "&lt;", "ü"]), max_size=8
).map("".join)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_AROUND, _AROUND, st.tuples(_BODIES, _BODIES), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_no_byte_outside_ever_changes(tmp_path: Path, lead: str, tail: str, bodies: tuple[str, str], ending: str, bom: str) -> None:
    lead, tail = f"{bom}{lead}{ending * 2}", f"{ending * 2}{tail}"
    path = put(tmp_path / "README.md", lead + EMPTY.replace("\n", ending) + tail)
    try:
        assume(regions(path.read_bytes().decode(), ""))
    except RegionError:
        return
    for body in (*bodies, bodies[1]):
        sheet = _put(tmp_path, region_of(), body)
        data = path.read_bytes()
        assert data.startswith(lead.encode())
        assert data.endswith(tail.encode())
        inside = data[len(lead.encode()) : len(data) - len(tail.encode())].decode()
        assert set(re.findall(r"\r\n|\r|\n", inside)) == {ending}
        assert not sheet.edited
        assert sheet.body.strip("\n") == body.strip("\n")


@pytest.mark.parametrize(
    "body",
    [
        "```\nnot ended",
        "<!-- not ended",
        "<!-- gatekeeper:end id=status -->",
        "<!-- gatekeeper:begin id=other -->",
        "<!-- gatekeeper:begin id=other -->\n<!-- gatekeeper:end id=other -->",
        "<!-- gatekeeper:begn id=other -->",
        "<pre>",
        "<?",
    ],
)
@pytest.mark.parametrize("region", [True, False])
def test_a_body_that_would_hide_its_markers_is_not_written(tmp_path: Path, body: str, region: bool) -> None:
    document = region_of() if region else whole("README.md")
    if region:
        put(tmp_path / "README.md", f"a\n\n{EMPTY}\n\nb\n")
    with pytest.raises(RenderError, match="hide its own markers"):
        _put(tmp_path, document, body)
    assert not region or (tmp_path / "README.md").read_text() == f"a\n\n{EMPTY}\n\nb\n"


def test_a_fence_of_people_stays_theirs(tmp_path: Path) -> None:
    text = f"```\n{EMPTY}\n```\n\n{EMPTY}\n\n```\n{EMPTY}\n```\n"
    put(tmp_path / "README.md", text)
    _put(tmp_path, region_of(), "x")
    written = (tmp_path / "README.md").read_text()
    assert (written.startswith(f"```\n{EMPTY}\n```\n\n"), written.endswith(f"\n\n```\n{EMPTY}\n```\n")) == (True, True)


def test_two_regions_of_one_file(tmp_path: Path) -> None:
    put(tmp_path / "README.md", f"{EMPTY}\n\n{EMPTY.replace('status', 'other')}\n")
    other = region_of(name="other", region="other")
    files = Files(root=tmp_path)
    for document, body in ((region_of(), "one\n\nmore"), (other, "two"), (region_of(), "three")):
        open_sheet(document, files, tmp_path).put(files, Begin(id=document.id, evidence="1" * 64, commit="unknown"), body)
    ((_, _, text),) = files.changed()
    assert [each.inner.strip() for each in regions(text, "")] == ["three", "two"]


@pytest.mark.parametrize("path", ["docs/STATUS.md", "docs/STATUS.markdown", "page.html", "badge.json"])
def test_a_whole_file(tmp_path: Path, path: str) -> None:
    body = {"html": "<!doctype html>\n<p>x</p>", "json": '{\n  "a": 1\n}'}.get(kind_of(path), "# x\n\ny")
    sheet = _put(tmp_path, whole(path), body)
    assert (sheet.edited, sheet.body) == (False, f"{body}\n")
    text = (tmp_path / path).read_text()
    if path.endswith(".json"):
        assert text == f"{body}\n"
        text = (tmp_path / f"{path}.gatekeeper").read_text()
    assert text.startswith(f"{_BEGIN}\n")
    assert text.splitlines()[-1].startswith("<!-- gatekeeper:end id=status sum=")
    assert text.endswith(" -->\n")
    put(tmp_path / path, (tmp_path / path).read_text().replace("x", "y").replace("1", "2"))
    assert open_sheet(whole(path), Files(root=tmp_path), tmp_path).edited


def test_a_whole_file_keeps_its_line_ends_and_its_mark(tmp_path: Path) -> None:
    put(tmp_path / "STATUS.md", "\ufeff" + EMPTY.replace("\n", "\r\n"))
    _put(tmp_path, whole(), "a\nb")
    text = (tmp_path / "STATUS.md").read_bytes().decode()
    assert text.startswith("\ufeff<!--")
    assert re.findall("\r?\n", text) == ["\r\n"] * 5
    assert text.endswith("-->")


@pytest.mark.parametrize("path", ["STATUS.md", "page.html", "badge.json"])
@pytest.mark.parametrize(
    "text", ["people's text\n", f"text\n\n{EMPTY}\n", f"{EMPTY}\n\ntext\n", EMPTY.replace("status", "other") + "\n", "{}\n", EMPTY[:-3]]
)
def test_what_people_wrote_is_never_replaced(tmp_path: Path, path: str, text: str) -> None:
    put(tmp_path / path, text)
    with pytest.raises(RegionError) as caught:
        _put(tmp_path, whole(path), "x")
    assert ((tmp_path / path).read_text(), os.listdir(tmp_path)) == (text, [path])
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["", "\n", "\ufeff\r\n"])
def test_an_empty_file_is_free(tmp_path: Path, text: str) -> None:
    put(tmp_path / "STATUS.md", text)
    assert _put(tmp_path, whole(), "x").body == "x\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "is not there"),
        ("# x\n", "has no region status"),
        (f"```\n{EMPTY}\n```\n", "has no region status"),
        (f"{EMPTY}\n\n{EMPTY}\n", "stands there twice"),
    ],
)
def test_a_region_that_is_not_there(tmp_path: Path, text: str | None, problem: str) -> None:
    if text is not None:
        put(tmp_path / "README.md", text)
    with pytest.raises(RegionError, match=problem) as caught:
        open_sheet(region_of(), Files(root=tmp_path), tmp_path)
    assert caught.value.remedy


def test_a_link_inside_is_written_at_its_target(tmp_path: Path) -> None:
    put(tmp_path / "docs/real.md", f"{EMPTY}\n")
    (tmp_path / "README.md").symlink_to("docs/real.md")
    _put(tmp_path, region_of(), "x")
    assert (tmp_path / "README.md").is_symlink()
    assert "x" in (tmp_path / "docs/real.md").read_text()


def test_json_whose_text_was_removed_is_edited(tmp_path: Path) -> None:
    _put(tmp_path, whole("badge.json"), "{}")
    (tmp_path / "badge.json").unlink()
    assert open_sheet(whole("badge.json"), Files(root=tmp_path), tmp_path).edited
    assert not _put(tmp_path, whole("badge.json"), '{"a": 1}').edited
