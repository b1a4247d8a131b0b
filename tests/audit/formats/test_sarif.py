"""SARIF against the rules of its standard and of code scanning, as far as a report uses them."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from audits import STATUS, document, evidence, report
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.finding import State
from gatekeeper.audit.formats import formatted

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.audit.audit import Report

_TEXT = f"{STATUS}Unit tests: 17 of 37 passed.\n\nCoverage: 72%\n\n51 of 61 tests passed (90%)\n\nResponse time: 5ms\n\nCoverage: 72%\n"


def _object(*required: str, **properties: Any) -> dict[str, Any]:
    names = {name.replace("schema_", "$schema"): rule for name, rule in properties.items()}
    return {"type": "object", "properties": names, "required": list(required), "additionalProperties": False}


def _list(items: Any, least: int = 1) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least}


_WORDS = {"type": "string", "minLength": 1}
_MESSAGE = _object("text", text=_WORDS)
_FROM_1 = {"type": "integer", "minimum": 1}
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
_REGION = _object("startLine", "startColumn", startLine=_FROM_1, startColumn=_FROM_1, snippet=_object(text={"type": "string"}))
_URI = {"type": "string", "pattern": r"^(file:///)?([A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+$"}
_PLACE = _object("artifactLocation", "region", artifactLocation=_object("uri", uri=_URI, uriBaseId=_WORDS), region=_REGION)
_RULE = _object(
    "id", "shortDescription", "fullDescription", "help", id=_WORDS, shortDescription=_MESSAGE, fullDescription=_MESSAGE, help=_MESSAGE
)
_VERSION = {"type": "string", "pattern": r"^\d+\.\d+\.\d+"}
_DRIVER = _object("name", "rules", name=_WORDS, version=_WORDS, semanticVersion=_VERSION, rules=_list(_RULE))
_RESULT = _object(
    "ruleId",
    "level",
    "message",
    "locations",
    "partialFingerprints",
    ruleId={"enum": ["unsupported", "stale", "contradicted", "inconsistent"]},
    ruleIndex={"type": "integer", "minimum": 0, "maximum": 3},
    level={"enum": ["none", "note", "warning", "error"]},
    message=_MESSAGE,
    locations=_list(_object("physicalLocation", physicalLocation=_PLACE)),
    partialFingerprints=_TEXTS,
    suppressions=_list(_object("kind", kind={"enum": ["inSource", "external"]}, justification=_WORDS)),
    properties={"type": "object"},
)
_RUN = _object(
    "tool",
    "results",
    tool=_object("driver", driver=_DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={"type": "object", "additionalProperties": _object(uri=_URI, description=_MESSAGE)},
    results=_list(_RESULT, 0),
)
_LOG = _object(
    "$schema", "version", "runs", schema_={"type": "string", "pattern": "sarif-2.1.0"}, version={"const": "2.1.0"}, runs=_list(_RUN)
)


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(_LOG)


def _results(found: Report, *, explain: bool = False) -> list[dict[str, Any]]:
    made = json.loads(formatted("sarif", found, explain=explain))
    _validator().validate(made)
    (run,) = made["runs"]
    rules = [each["id"] for each in run["tool"]["driver"]["rules"]]
    results: list[dict[str, Any]] = run["results"]
    assert all(rules[each["ruleIndex"]] == each["ruleId"] for each in results)
    assert all(
        each["locations"][0]["physicalLocation"]["artifactLocation"].get("uriBaseId") in {None, *run["originalUriBaseIds"]}
        for each in results
    )
    return results


def _uri(result: dict[str, Any]) -> str:
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


@pytest.mark.parametrize("explain", [True, False])
def test_what_blocks_is_an_error_what_warns_a_warning_and_what_is_supported_nothing(*, explain: bool) -> None:
    found = report(_TEXT, held=evidence())
    wrong = [each for each in found.findings if each.state is not State.SUPPORTED]
    assert 0 < len(wrong) < len(found.findings)
    results = _results(found, explain=explain)
    assert [each["level"] for each in results] == ["error" if each.blocking else "warning" for each in wrong]
    assert [each["ruleId"] for each in results] == [str(each.state) for each in wrong]


def test_nothing_found_is_a_run_without_results() -> None:
    assert _results(report("plain")) == []


def test_a_fingerprint_stays_when_lines_move_and_tells_the_same_words_apart() -> None:
    prints = [each["partialFingerprints"]["claim/v1"] for each in _results(report(_TEXT))]
    assert len(set(prints)) == len(prints)
    moved = [each["partialFingerprints"]["claim/v1"] for each in _results(report(_TEXT.replace("\n\n", "\n\n\n")))]
    assert moved == prints


def test_what_is_accepted_is_a_note_that_is_suppressed() -> None:
    found = report(_TEXT)
    accepted = replace(found, findings=tuple(replace(each, blocking=False, accepted=True) for each in found.findings))
    assert {(each["level"], each["suppressions"][0]["kind"]) for each in _results(accepted)} == {("note", "external")}


_NAMES = st.text(st.characters(blacklist_characters="/\0", blacklist_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda name: name not in {".", ".."}
)


@given(st.lists(_NAMES, min_size=1, max_size=3).map("/".join))
def test_any_path_is_a_relative_uri_that_leads_back_to_it(path: str) -> None:
    (result,) = _results(report(document("# Status\n\nCoverage: 72%\n", path)))
    uri = _uri(result)
    assert not urlsplit(uri).scheme
    assert not uri.startswith("/")
    assert unquote(uri).endswith(path)


def test_a_uri_starts_at_the_top_of_the_repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".git").mkdir()
    (folder / "docs").mkdir()
    monkeypatch.chdir(folder / "docs")
    found = [document("# Status\n\nCoverage: 72%\n", each) for each in ("a b.md", "../b.md", f"{folder}/c.md", "/elsewhere/d#.md", "#7")]
    results = _results(report(found[0], *found[1:]))
    assert [_uri(each) for each in results] == ["docs/a%20b.md", "b.md", "c.md", "file:///elsewhere/d%23.md", "%237"]
