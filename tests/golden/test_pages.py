"""Every status document, whole, for every template and verdict.

The documents stand in tests/golden/pages. After a change that is meant, write them anew and read the difference:
``GATEKEEPER_GOLDEN=write python -m pytest tests/golden && git diff tests/golden``.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from attacks import acting
from ledgers import run
from pages import OURS, page
from stories import MARKDOWN, RELEASE, SCENES, TEMPLATES, document, told

from gatekeeper.documents.page import page as made
from gatekeeper.documents.vocabulary import Word

_FOLDER = Path(__file__).parent / "pages"
_WRITE = os.environ.get("GATEKEEPER_GOLDEN") == "write"
_REFUSED = ("no_evidence", "invalid")
_PLACES = [(name, template) for name in SCENES for template in TEMPLATES]


def _place(name: str, template: str) -> Path:
    stem, ending, _ = template.rsplit(".", 2)
    return _FOLDER / stem / f"{name}.{ending}"


def _written(name: str, template: str, folder: Path) -> str:
    story, digests = told(name, folder)
    text = made(document(template), story, (), RELEASE)
    for digest, instead in digests.items():
        text = text.replace(digest, instead).replace(digest[:12], instead[:12])
    return text


@pytest.mark.parametrize(("name", "template"), _PLACES)
def test_document(name: str, template: str, tmp_path: Path) -> None:
    text = _written(name, template, tmp_path)
    path = _place(name, template)
    if _WRITE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode()


def test_no_document_is_left_over() -> None:
    assert set(_FOLDER.rglob("*.*")) == {_place(*each) for each in _PLACES}


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("template", MARKDOWN)
def test_document_is_well_formed_and_does_nothing(name: str, template: str) -> None:
    text = _place(name, f"{template}.md.j2").read_bytes().decode()
    shown = page(text)
    assert text.startswith(f"## {SCENES[name].verdict}")
    assert (text.endswith("\n"), text.endswith("\n\n"), "\n\n\n\n" in text) == (True, False, False)
    assert acting(text) == []
    assert shown.tags <= OURS | {"a", "details", "h4", "ol", "summary"}
    assert set(shown.links) <= {run(number).url for number in (810, 811, 812)}


@pytest.mark.parametrize("name", _REFUSED)
@pytest.mark.parametrize("template", TEMPLATES)
def test_refused_evidence_brings_no_number(name: str, template: str) -> None:
    text = _place(name, template).read_bytes().decode()
    said = json.loads(text)["message"] if template.endswith(".json.j2") else page(text).prose
    assert re.findall(r"\d+", re.sub(r"run 812 of commit a+|a{7}", "", said)) in ([], ["812"])
    assert not re.search(r"100|41|37", text.replace("a" * 40, ""))


@pytest.mark.parametrize(("name", "template"), _PLACES)
def test_states_come_from_the_closed_vocabulary(name: str, template: str) -> None:
    text = _place(name, template).read_bytes().decode()
    said = re.sub(r"<code>.*?</code>|\bNO BASELINE\b|\bHIGH\b|\bP0\b|\bXML\b", "", text)
    assert set(re.findall(r"\b[A-Z]{2}[A-Z_]+\b", said)) <= set(Word)
