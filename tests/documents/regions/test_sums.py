from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gatekeeper.config.document import Document
from gatekeeper.documents.regions.files import Files
from gatekeeper.documents.regions.marks import Begin
from gatekeeper.documents.regions.sheet import Sheet, open_sheet
from gatekeeper.documents.regions.sums import DIGITS, checksum

# before: documents of ours between texts of people, one from a record full of markup, and one of plain Markdown; after and
# wrapped: the same after prettier 3.10.1 with its own settings, and with --prose-wrap always --tab-width 4.
_FORMATTED = Path(__file__).parent / "formatted"
_NAMES = sorted(each.name for each in (_FORMATTED / "before").iterdir() if not each.name.endswith(".gatekeeper"))
_BEGIN = Begin(id="a", evidence="1" * 64, commit="abc1234")


def _sheet(folder: Path, name: str) -> Sheet:
    whole = name.startswith("page.")
    document = Document(path=name, name="page" if whole else "status", region=None if whole else "status")
    return open_sheet(document, Files(root=folder), folder)


@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize("folder", ["before", "after", "wrapped"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_formatter_and_line_ends_do_not_count(tmp_path: Path, folder: str, name: str, ending: str) -> None:
    for each in (_FORMATTED / folder).glob(f"{name}*"):
        (tmp_path / each.name).write_bytes(each.read_bytes().replace(b"\n", ending.encode()))
    sheet = _sheet(tmp_path, name)
    assert sheet.region is not None
    assert not sheet.edited
    assert sheet.region.sum == getattr(_sheet(_FORMATTED / "before", name).region, "sum", "")


def test_the_formatter_did_something() -> None:
    changed = {name for name in _NAMES if (_FORMATTED / "before" / name).read_bytes() != (_FORMATTED / "wrapped" / name).read_bytes()}
    assert {"plain.md", "page.html"} <= changed
    inner = {_sheet(_FORMATTED / each, "plain.md").body for each in ("before", "after", "wrapped")}
    assert len(inner) == 3


@pytest.mark.parametrize("name", [name for name in _NAMES if name != "page.json"])
def test_every_edit_of_a_digit_counts(tmp_path: Path, name: str) -> None:
    text = (_FORMATTED / "before" / name).read_text(encoding="utf-8")
    region = _sheet(_FORMATTED / "before", name).region
    assert region
    begin = text.index(region.inner)
    places = [place for place in range(begin, begin + len(region.inner)) if text[place].isdigit()][::7]
    assert places
    for place in places:
        if text[place - 1 : place + 2] in {"\n1.", "\n1)", " 2)", " 3)"}:  # a browser counts the items of a list itself
            continue
        changed = text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
        (tmp_path / name).write_text(changed, encoding="utf-8", newline="")
        assert _sheet(tmp_path, name).edited, text[place - 20 : place + 20]


@pytest.mark.parametrize(
    "change", [{"id": "b"}, {"evidence": "2" * 64}, {"commit": "abc1235"}, {"superseded": "1" * 64}], ids=lambda change: next(iter(change))
)
def test_the_words_of_the_marker_count(change: dict[str, str]) -> None:
    assert checksum(_BEGIN, "x", "md") != checksum(replace(_BEGIN, **change), "x", "md")
    assert len(checksum(_BEGIN, "x", "md")) == DIGITS


def test_hostile_text_has_a_checksum() -> None:
    assert checksum(_BEGIN, "\ud800 \0 \u2028", "md") != checksum(_BEGIN, "\ud801 \0 \u2028", "md")
