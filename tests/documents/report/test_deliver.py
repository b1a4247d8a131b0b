from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import hostile
import pytest
import showcase
from hypothesis import HealthCheck, given, settings
from ledgers import accepted, made
from msgspec import structs
from stories import CRITERIA, SCENES, document, hostile_story, told

from gatekeeper.config.document import Release
from gatekeeper.documents.report.deliver import deliver, page
from gatekeeper.documents.report.folder import Folder
from gatekeeper.documents.story import tell
from gatekeeper.errors import RecordError
from gatekeeper.evidence.accept import accept
from gatekeeper.evidence.cases import Missing, ask

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.settings import Config


class _Tags(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return showcase.config(tmp_path)


def test_the_record_and_its_inventory_stand_beside_the_page_and_hold_together(tmp_path: Path, config: Config) -> None:
    story, _ = told("failed", tmp_path / "work", entire=True)
    deliver(story, config, Folder(tmp_path / "out", tmp_path))
    again = accept(tmp_path / "out" / "record.json", tmp_path)
    assert again.digest == story.digest
    assert not isinstance(ask(tmp_path / "out" / "record.json", again.record.inventory, [("*",)]), Missing)
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    inventory = (tmp_path / "out" / "record.cases.jsonl.gz").read_bytes()
    assert all(each in html for each in (f"sha256:{story.digest}", f"sha256:{sha256(inventory).hexdigest()}"))


def test_the_same_record_and_ledger_give_the_same_bytes(tmp_path: Path, config: Config) -> None:
    story = showcase.red(tmp_path / "work")
    for name in ("one", "two"):
        deliver(story, config, Folder(tmp_path / name, tmp_path))
    assert (tmp_path / "one" / "index.html").read_bytes() == (tmp_path / "two" / "index.html").read_bytes()


def test_an_inventory_of_an_earlier_page_does_not_stay_beside_a_record_without_one(tmp_path: Path, config: Config) -> None:
    story, _ = told("failed", tmp_path / "work", entire=True)
    deliver(story, config, Folder(tmp_path / "out", tmp_path))
    assert story.path
    story.path.with_name("record.cases.jsonl.gz").unlink()
    deliver(tell(accept(story.path, tmp_path), None), config, Folder(tmp_path / "out", tmp_path))
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["index.html", "record.json"]
    assert "the inventory cannot be used, it is not beside the record" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_the_bytes_are_those_of_the_digest_even_where_the_record_was_changed_after_reading(tmp_path: Path, config: Config) -> None:
    kept = accepted(made(), tmp_path / "record.json")
    later = replace(kept, record=structs.replace(kept.record, created=made(-5).created))
    deliver(tell(later, None), config, Folder(tmp_path / "out", tmp_path))
    assert sha256((tmp_path / "out" / "record.json").read_bytes()).hexdigest() == kept.digest
    with pytest.raises(RecordError, match="has changed since it was read"):
        deliver(tell(replace(later, digest="0" * 64), None), config, Folder(tmp_path / "out", tmp_path))


@pytest.mark.parametrize("name", SCENES)
def test_every_verdict_has_a_page_that_says_it_first(tmp_path: Path, config: Config, name: str) -> None:
    story, _ = told(name, tmp_path)
    html = page(story, config, [])
    heading = html.partition("<h1>")[2].partition("</h1>")[0]
    assert heading.endswith(str(SCENES[name].verdict))
    assert ("Why there is no usable evidence" in html) == (name in ("invalid", "no_evidence"))
    assert html.endswith("</html>\n")


def test_criteria_of_the_release_and_of_the_documents_stand_there_once(tmp_path: Path, config: Config) -> None:
    story, _ = told("passed", tmp_path)
    both = replace(config, release=Release(criteria=CRITERIA[:2]), documents=(document("status.md.j2", criteria=CRITERIA[1:]),))
    html = page(story, both, [])
    assert [html.count(f">{each.text}<") for each in CRITERIA] == [1] * len(CRITERIA)
    assert "signed off by octo-lead" in html


def _same_shape(loud: str, quiet: str, folder: Path, config: Config) -> None:
    seen, expected = (_Tags(page(hostile_story(each, folder / str(len(each))), config, [])) for each in (loud, quiet))
    assert seen.tags.count("script") == 1
    assert set(seen.tags) <= set(expected.tags) | {"option", "code", "a", "pre"}
    assert seen.names <= expected.names | {"download"}
    assert not set("\u202e\u200b\x9b\x85\u2028") & set("".join(seen.text))


@pytest.mark.parametrize("text", hostile.NAMES.values(), ids=list(hostile.NAMES))
def test_a_hostile_text_becomes_no_tag(text: str, tmp_path: Path, config: Config) -> None:
    _same_shape(text[:5000], "quiet", tmp_path, config)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=hostile.texts.filter(bool))
def test_any_text_becomes_no_tag(text: str, tmp_path: Path, config: Config) -> None:
    _same_shape(text, "quiet", tmp_path, config)
