from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import attacks
import pytest
from msgspec.structs import replace
from pages import page
from views import hostile_record, made

from gatekeeper.documents.regions.withdrawn import withdrawn
from gatekeeper.model import Verdict


@pytest.mark.parametrize("failed", [True, False])
@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("kind", ["md", "html", "json"])
def test_no_number_and_nothing_green(kind: str, verdict: Verdict, failed: bool) -> None:
    text = withdrawn(kind, made(verdict), ("passed", "stale"), failed=failed)
    assert verdict in text
    assert "green" not in text
    shown = re.sub('abc1234|815|utf-8|</?h1>|schemaVersion": 1', "", text)
    assert not re.search(r"\d", shown)
    if kind != "json":
        assert ("passed or stale" in text) is not failed
        assert ("could not be written" in text) is failed


def test_the_badge_is_one_that_the_badge_service_reads() -> None:
    badge = json.loads(withdrawn("json", made(Verdict.FAILED), ("passed",), failed=False))
    assert badge == {"schemaVersion": 1, "label": "gatekeeper", "message": "FAILED", "color": "red", "isError": True}


@pytest.mark.parametrize("text", attacks.TEXTS)
def test_hostile_text_stays_text(text: str) -> None:
    record = replace(hostile_record(text), policy=replace(hostile_record(text).policy, name=text))
    attacks.harmless(withdrawn("md", record, ("passed",), failed=False))
    assert page(withdrawn("md", record, ("passed",), failed=False)).tags <= {"p", "strong"}
    json.loads(withdrawn("json", record, ("passed",), failed=False))
    tags: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]  # noqa: ARG005
    reader.feed(withdrawn("html", record, ("passed",), failed=False))
    assert tags == ["html", "meta", "meta", "meta", "title", "h1", "p"]
