from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import ledgers
import pytest
from configs import settle
from msgspec import structs
from sheets import EMPTY, README, put, region_of, rendered, whole

from gatekeeper.documents.regions.errors import RegionError
from gatekeeper.documents.regions.files import Files
from gatekeeper.documents.regions.fresh import Distance
from gatekeeper.documents.regions.outdated import later
from gatekeeper.documents.regions.verify import Finding, State, Verifier
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.document import Document


@pytest.fixture
def base(tmp_path: Path) -> Path:
    put(tmp_path / "README.md", README)
    return tmp_path


def _verifier(base: Path, *documents: Document, distance: Distance | None = None, most: int | None = None) -> Verifier:
    config = replace(settle(base, '[categories.unit]\nreports = ["*.xml"]\n'), documents=documents)
    told = distance or Distance(behind=0)
    ledger = Ledger(ledger_folder(base))
    return Verifier(config=config, files=Files(root=base), ledger=ledger, distance=lambda _: told, later=later(ledger), most=most)


def _found(base: Path, document: Document | None = None, **more: object) -> Finding:
    document = document or region_of()
    return _verifier(base, document, **more).document(document)  # type: ignore[arg-type]


def test_fresh(base: Path) -> None:
    record = ledgers.made()
    rendered(base, record, region_of())
    digest = ledgers.accepted(record).digest
    said = f"record {digest[:12]} of commit aaaaaaa"
    assert _found(base) == Finding(path="README.md", id="status", state=State.FRESH, detail=said, digest=digest, commit="a" * 40, behind=0)


@pytest.mark.parametrize(
    ("place", "instead"),
    [("100.0%", "100.1%"), ("PASSED", "PASSEd"), ("commit=a", "commit=b"), ("evidence=sha256:", None), ("id=status sum=", None)],
)
def test_edited(base: Path, place: str, instead: str | None) -> None:
    rendered(base, ledgers.made(), region_of())
    lead, _, tail = (base / "README.md").read_text().partition(place)
    put(base / "README.md", f"{lead}{instead}{tail}" if instead else f"{lead}{place}{'1' if tail[0] == '0' else '0'}{tail[1:]}")
    found = _found(base)
    assert (found.state, found.remedy) == (State.EDITED, "run gatekeeper render, which writes it anew")


def test_a_marker_that_agrees_with_itself_but_not_with_its_record(base: Path) -> None:
    from gatekeeper.documents.regions.sheet import open_sheet

    rendered(base, ledgers.made(), region_of())
    files = Files(root=base)
    sheet = open_sheet(region_of(), files, base)
    assert sheet.region
    sheet.put(files, replace(sheet.region.begin, commit="b" * 40), sheet.body)
    put(base / "README.md", next(files.changed())[2])
    assert _found(base).detail == "its marker names another commit than its record"


def test_line_ends_do_not_count(base: Path) -> None:
    rendered(base, ledgers.made(), region_of())
    put(base / "README.md", (base / "README.md").read_text().replace("\n", "\r\n"))
    assert _found(base).state is State.FRESH


@pytest.mark.parametrize("damaged", [True, False])
def test_unknown_where_the_ledger_does_not_hold_it(base: Path, damaged: bool) -> None:
    rendered(base, ledgers.made(), region_of())
    for path in (base / ".gatekeeper/ledger").rglob("*.json"):
        path.write_bytes(path.read_bytes() + b" ") if damaged else path.unlink()
    found = _found(base)
    assert found.state is State.UNKNOWN
    assert "gatekeeper ledger pull" in found.remedy


@pytest.mark.parametrize(
    ("behind", "most", "given", "state"),
    [
        (1, 0, None, State.STALE),
        (2, 2, None, State.FRESH),
        (3, 2, None, State.STALE),
        (3, 2, 3, State.FRESH),
        (1, 2, 0, State.STALE),
        (None, 9, 9, State.STALE),
    ],
)
def test_how_many_commits_behind(base: Path, behind: int | None, most: int, given: int | None, state: State) -> None:
    rendered(base, ledgers.made(), region_of())
    found = _found(base, region_of(max_behind=most), distance=Distance(behind=behind), most=given)
    assert (found.state, found.behind, bool(found.remedy)) == (state, behind, state is State.STALE)
    words = "which is not in the history of HEAD" if behind is None else f"{behind} commit{'s' * (behind > 1)} behind"
    assert found.detail.endswith(f", {words}")


def test_a_commit_that_nobody_knows(base: Path) -> None:
    rendered(base, ledgers.made(), region_of())
    found = _found(base, distance=Distance(problem="commit aaaaaaa is unknown to git here", remedy="fetch it"))
    assert (found.state, found.detail, found.remedy) == (State.UNKNOWN, "commit aaaaaaa is unknown to git here", "fetch it")


def test_dirty(base: Path) -> None:
    rendered(base, structs.replace(ledgers.made(), subject=ledgers.about(dirty=True)), region_of())
    found = _found(base)
    assert (found.state, found.detail) == (State.DIRTY, "its record was made with local changes")
    changes = ("a.py", "b\n.py", "c.py", "d.py", "e.py")
    found = replace(_verifier(base, region_of()), changes=lambda: changes).document(region_of())
    assert found.detail == "its record was made with local changes; changed here now: a.py, b\\n.py, c.py and 2 more"


def test_where_git_said_nothing_of_local_changes(base: Path) -> None:
    rendered(base, structs.replace(ledgers.made(), subject=ledgers.about(dirty=None)), region_of())
    found = _found(base)
    assert (found.state, "git did not say whether there were local changes" in found.detail) == (State.DIRTY, True)


@pytest.mark.parametrize("document", [region_of(), whole(), whole("page.html"), whole("badge.json")], ids=lambda document: document.path)
def test_unwritten_where_the_markers_were_deleted(base: Path, document: Document) -> None:
    put(base / document.path, "# Widgets\n\n100.0%\n")
    found = list(_verifier(base, document).file(base / document.path, document.path))
    assert [(each.path, each.id, each.state, bool(each.remedy)) for each in found] == [(document.path, "status", State.UNWRITTEN, True)]


def test_a_copy_of_a_region_is_no_document(base: Path) -> None:
    rendered(base, ledgers.made(), region_of())
    put(base / "copy.md", (base / "README.md").read_text())
    (found,) = _verifier(base, region_of()).file(base / "copy.md", "copy.md")
    assert (found.path, found.state, found.detail) == ("copy.md", State.UNKNOWN, "belongs to README.md")
    own = [region_of(), region_of("copy.md", name="copy")]
    assert [each.state for each in _verifier(base, *own).file(base / "copy.md", "copy.md")] == [State.FRESH]


@pytest.mark.parametrize("document", [region_of(), whole("new.md"), whole("badge.json"), whole("page.html")])
def test_unwritten(base: Path, document: Document) -> None:
    found = _found(base, document)
    assert found.state is State.UNWRITTEN
    assert "it is written for a verdict of passed" in found.remedy


def test_superseded_is_as_fresh_as_what_superseded_it(base: Path) -> None:
    rendered(base, ledgers.made(), region_of())
    record = ledgers.made(1, Verdict.FAILED, subject=ledgers.about("b"))
    rendered(base, record, region_of())
    found = _found(base)
    digest = ledgers.accepted(record).digest
    assert (found.state, found.detail) == (State.FRESH, f"superseded by record {digest[:12]} of commit bbbbbbb")
    assert found.commit == "b" * 40
    Ledger(ledger_folder(base)).find(digest).unlink()  # type: ignore[union-attr]
    assert _found(base).state is State.UNKNOWN


@pytest.mark.parametrize("keep", [True, False])
def test_outdated_where_a_newer_record_of_the_commit_says_something_else(base: Path, keep: bool) -> None:
    rendered(base, ledgers.made(), region_of(keep=keep))
    newer = ledgers.made(1, Verdict.FAILED)
    ledgers.ledger(base, newer)
    found = _found(base)
    said = f"record {ledgers.accepted(newer).digest[:12]} of the same commit is FAILED"
    assert (found.state, found.detail, found.remedy.startswith("run gatekeeper render")) == (State.OUTDATED, said, True)
    assert _found(base, distance=Distance(behind=1)).state is State.STALE
    rendered(base, newer, region_of(keep=keep))
    assert _found(base).state is (State.OUTDATED if keep else State.FRESH)


def test_files_that_nobody_configured(base: Path) -> None:
    rendered(base, ledgers.made(), region_of())
    put(base / "more.md", f"{EMPTY}\n")
    put(base / "none.md", "text\n")
    (base / "latin.md").write_bytes(b"caf\xe9\n")
    verifier = _verifier(base)
    states = {name: [each.state for each in verifier.file(base / name, name)] for name in ("README.md", "more.md", "none.md", "latin.md")}
    assert states == {"README.md": [State.FRESH], "more.md": [State.UNWRITTEN], "none.md": [], "latin.md": []}


def test_a_page_that_nobody_configured(base: Path) -> None:
    put(base / "p.html.j2", "<!doctype html>\n<p>{{ record.verdict }}</p>\n")
    rendered(base, ledgers.made(), whole("page.html", template="p.html.j2"))
    assert [each.state for each in _verifier(base).file(base / "page.html", "page.html")] == [State.FRESH]
    put(base / "page.html", (base / "page.html").read_text().replace("<p>PASSED", "<p>Passed"))
    assert [each.state for each in _verifier(base).file(base / "page.html", "page.html")] == [State.EDITED]
    put(base / "other.html", "<p>gatekeeper</p>\n")
    assert list(_verifier(base).file(base / "other.html", "other.html")) == []


def test_a_configured_file_by_another_path_and_all_that_is_in_it(base: Path) -> None:
    rendered(base, ledgers.made(), region_of())
    put(base / "README.md", (base / "README.md").read_text() + "\n" + EMPTY.replace("status", "more") + "\n")
    (base / "link.md").symlink_to("README.md")
    found = _verifier(base, region_of(max_behind=3), distance=Distance(behind=2)).file(base / "link.md", "link.md")
    assert [(each.path, each.id, each.state) for each in found] == [
        ("README.md", "status", State.FRESH),
        ("link.md", "more", State.UNWRITTEN),
    ]


@pytest.mark.parametrize("text", ["gatekeeper \xff".encode("latin-1"), b"<!-- gatekeeper:begin id=a -->\n"])
def test_what_cannot_be_read_or_is_broken(base: Path, text: bytes) -> None:
    (base / "x.md").write_bytes(text)
    with pytest.raises(RegionError):
        list(_verifier(base).file(base / "x.md", "x.md"))
