"""The page of every scene, whole but for its style and script; written anew as the documents beside it."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from stories import RELEASE, SCENES, document, told

from gatekeeper.documents.page import page

_FOLDER = Path(__file__).parent / "reports"
_WRITE = os.environ.get("GATEKEEPER_GOLDEN") == "write"
_ASSETS = re.compile(r"(<style>).*?(</style>)|(<script>).*?(</script>)|(sha256-)[\w+/=]+|(href=\"data:)[^\"]*", re.DOTALL)


def _written(name: str, folder: Path) -> str:
    story, digests = told(name, folder)
    text = page(replace(document("report.html.j2"), path="docs/report.html"), story, (), RELEASE)
    for digest, instead in digests.items():
        text = text.replace(digest, instead).replace(digest[:12], instead[:12])
    return _ASSETS.sub(_dots, text)


def _dots(found: re.Match[str]) -> str:
    """Return what stands around a style, a script, a digest or an icon."""
    opening, *closing = filter(None, found.groups())
    return "...".join([opening, *closing]) if closing else f"{opening}..."


@pytest.mark.parametrize("name", SCENES)
def test_page(name: str, tmp_path: Path) -> None:
    text = _written(name, tmp_path)
    path = _FOLDER / f"{name}.html"
    if _WRITE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode()


def test_no_page_is_left_over() -> None:
    assert {path.stem for path in _FOLDER.iterdir()} == set(SCENES)
