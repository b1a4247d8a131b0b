from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from audits import STATUS, document, evidence, report
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.formats import FORMATS, formatted

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_TEXT = f"""{STATUS}Unit tests: 17 of 37 passed.

Coverage: 72%

51 of 61 tests | passed (90%)

Response time: 5ms

$1M of ARR and $2M of ARR
"""
_REPORT = report(_TEXT, held=evidence())


def test_text_has_place_kind_finding_claim_evidence_and_remedy_in_80_columns() -> None:
    lines = formatted("text", _REPORT).splitlines()
    assert "STATUS.md:5:11  coverage  unsupported" in lines
    place = lines.index("STATUS.md:5:11  coverage  unsupported")
    assert lines[place + 1] == "  claim:    Coverage: 72%"
    assert lines[place + 2] == "  evidence: nothing in a record speaks about coverage"
    assert lines[place + 3].startswith("  next:     leave it out")
    assert any(each.endswith("performance  unsupported  (warns)") for each in lines)
    assert max(map(len, lines)) <= 80
    assert lines[-1].endswith("block")
    assert "note:       STATUS.md:11: $1m here" in "\n".join(lines)


def test_supported_claims_are_shown_where_all_is_explained() -> None:
    assert "STATUS.md:3:13  test_count  supported" not in formatted("text", _REPORT)
    whole = formatted("text", _REPORT, explain=True)
    assert "STATUS.md:3:13  test_count  supported" in whole
    assert "claim by:" in whole
    assert "held:" in whole


def test_json_lists_every_claim_once_by_line_and_kind() -> None:
    made = json.loads(formatted("json", _REPORT))
    assert set(made) == {"claims", "notes", "gone", "evidence", "summary"}
    keys = {"path", "line", "column", "text", "kind", "blocking", "accepted", "finding", "evidence", "remedy"}
    assert all(set(each) == keys for each in made["claims"])
    places = [(each["line"], each["kind"]) for each in made["claims"]]
    assert len(places) == len(set(places))
    assert (3, "test_count") in places
    assert made["summary"]["blocking"] == sum(each["blocking"] for each in made["claims"]) > 0
    assert sum(made["summary"]["findings"].values()) == made["summary"]["claims"] == len(made["claims"])
    explained = json.loads(formatted("json", _REPORT, explain=True))["claims"][0]
    assert explained["why"]
    assert explained["held"]


def test_sarif_has_what_the_standard_asks_for() -> None:
    made: dict[str, Any] = json.loads(formatted("sarif", _REPORT))
    assert made["version"] == "2.1.0"
    (run,) = made["runs"]
    rules = [each["id"] for each in run["tool"]["driver"]["rules"]]
    assert rules == ["unsupported", "stale", "contradicted", "inconsistent"]
    assert run["results"]
    for each in run["results"]:
        assert rules[each["ruleIndex"]] == each["ruleId"]
        assert each["level"] in ("error", "warning")
        assert each["message"]["text"]
        place = each["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "STATUS.md", "uriBaseId": "SRCROOT"}
        assert place["region"]["startLine"] >= 3
        assert place["region"]["startColumn"] >= 1
        assert all(isinstance(value, str) for value in each["partialFingerprints"].values())
    assert {each["level"] for each in run["results"]} == {"error", "warning"}


def test_sarif_writes_a_path_as_a_uri_and_keeps_what_is_accepted_apart() -> None:
    found = report(document("# Status\n\nCoverage: 72%\n", "a b/\u00e4#.md"))
    accepted = replace(found, findings=tuple(replace(each, blocking=False, accepted=True) for each in found.findings))
    (result,) = json.loads(formatted("sarif", accepted))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b/%C3%A4%23.md"
    assert result["suppressions"][0]["kind"] == "external"


def test_github_shows_what_blocks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    lines = formatted("github", _REPORT).splitlines()
    assert lines[0].startswith("::error file=STATUS.md,line=5,col=11,title=coverage unsupported::Coverage: 72%25: nothing in a record")
    levels = [each.partition(" ")[0] for each in lines[:-1]]
    assert levels == sorted(levels)
    assert "::warning" in levels
    assert not lines[-1].startswith("::")


def test_github_says_how_many_are_not_shown() -> None:
    many = report(STATUS + "\n\n".join(f"Coverage of part {'x' * number}: 72%" for number in range(1, 60)))
    assert "9 more findings are not shown here" in formatted("github", many)


def test_markdown_is_a_table_of_claim_evidence_finding() -> None:
    lines = formatted("markdown", _REPORT).splitlines()
    assert lines[0].startswith("**")
    assert "| claim | evidence | finding |" in lines
    row = next(each for each in lines if "STATUS.md:5:11" in each)
    assert "<code>Coverage: 72%</code>" in row
    assert "coverage **unsupported**" in row
    assert "17 of 37" not in "\n".join(lines)
    assert "17 of 37" in formatted("markdown", _REPORT, explain=True)


def test_nothing_found_is_said() -> None:
    assert formatted("text", report("plain")).splitlines()[-1] == "0 claims in 1 document; nothing blocks"
    assert "| claim |" not in formatted("markdown", report("plain"))
    assert json.loads(formatted("json", report("plain")))["claims"] == []


_PIECES = ("Coverage: 72%", "##[error]x", "::error::x", "\x1b[31m", "|", "<script>", "@team", "`", "\u202e", "%0A", "![x](http://e)")
_HOSTILE = st.lists(st.sampled_from(_PIECES), max_size=6)


@given(_HOSTILE.map(" ".join), st.sampled_from(sorted(FORMATS)), st.booleans())
def test_hostile_words_stay_words(words: str, style: str, explain: bool) -> None:
    found = report(document(f"# Status\n\nCoverage: 72% {words}\n", "::x.md"))
    text = formatted(style, found, explain=explain)
    assert "\x1b" not in text
    assert not any(line.startswith("::") and style != "github" for line in text.splitlines())
    if style in ("text", "github", "markdown"):
        assert "##[" not in text
        assert "\u202e" not in text
    if style == "markdown":
        assert "<script>" not in text
        rows = [each for each in text.splitlines() if each.startswith("| <code>")]
        assert all(each.replace("\\|", "").count("|") == 4 for each in rows)
    if style == "github":
        assert all(line.startswith(("::error file=", "::warning file=")) for line in text.splitlines()[:-1])


def test_markdown_shows_what_blocks_first_and_says_what_is_not_shown() -> None:
    many = report(
        STATUS + "".join(f"Response time {'x' * number}: {number}ms\n\nCoverage of {'y' * number}: 72%\n\n" for number in range(1, 130))
    )
    lines = formatted("markdown", many).splitlines()
    states = ["(warns)" in each for each in lines if each.startswith("| <code>")]
    assert (len(states), states) == (200, sorted(states))
    assert f"{len(many.findings) - 200} more are not shown here." in lines


def test_github_takes_paths_from_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert formatted("github", _REPORT).startswith("::error file=sub/STATUS.md,")
