from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.documents.regions.errors import RegionError
from gatekeeper.documents.regions.find import Region, regions

_A, _END_A = "<!-- gatekeeper:begin id=a -->", "<!-- gatekeeper:end id=a -->"
_B, _END_B = "<!-- gatekeeper:begin id=b -->", "<!-- gatekeeper:end id=b -->"


def _one(text: str) -> Region:
    (found,) = regions(text, "x.md")
    return found


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("lead", ["", "\ufeff", "# Title\n\n", "\ufeff---\ntitle: x\n---\n\n", "text\n", "- item\n", "|a|\n|-|\n|b|\n"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\nmore", "  \n"])
def test_a_region_and_its_place(ending: str, lead: str, tail: str) -> None:
    lead, tail = lead.replace("\n", ending), tail.replace("\n", ending)
    inner = f"{ending}*text*{ending}{ending}"
    text = f"{lead}{_A}{ending}{inner}{_END_A}{tail}"
    found = _one(text)
    assert (found.inner, found.ending, text[: found.start], text[found.end :]) == (inner, ending, lead, tail)
    assert (found.begin.id, found.written) == ("a", False)
    assert found.line == lead.count(ending) + 1


def test_an_indent_and_blanks_behind_a_marker() -> None:
    text = f"   {_A}  \nx\n  {_END_A} \t\n"
    found = _one(text)
    assert text[found.start : found.end] == text.strip()
    assert found.inner == "x\n"


def test_several_regions() -> None:
    assert [each.begin.id for each in regions(f"{_A}\n{_END_A}\n\n{_B}\nx\n{_END_B}\n", "x.md")] == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{_A}\n{_END_A}\n```",
        f"~~~\n{_A}\n\n{_END_A}",
        f"    {_A}\n    {_END_A}",
        f"- {_A}\n- {_END_A}",
        f"- text\n\n  {_A}\n\n  {_END_A}",
        f"> {_A}\n> {_END_A}",
        f"<!-- not now\n{_A}\n",
        f"<pre>\n{_A}\n{_END_A}\n</pre>",
        f"<div>\n{_A}\n</div>",
        f"text {_A} text {_END_A}",
        f"`{_A}`\n\n`{_END_A}`",
        f"\\{_A}\n\n\\{_END_A}",
        "gatekeeper",
        "",
    ],
)
def test_what_is_text_is_no_marker(text: str) -> None:
    assert regions(text, "x.md") == ()


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (_A, 1, "region a, which begins in line 1, has no end"),
        (f"x\n\n{_END_A}", 3, "region a ends, but does not begin"),
        (f"{_A}\n{_B}\n{_END_B}\n{_END_A}", 2, "region b begins inside region a, which begins in line 1"),
        (f"{_A}\n{_A}\n{_END_A}", 2, "region a begins inside region a, which begins in line 1"),
        (f"{_A}\n{_END_B}\n{_END_A}", 2, "region b ends inside region a, which begins in line 1"),
        (f"{_A}\n{_END_A}\n{_END_A}", 3, "region a ends, but does not begin"),
        (f"{_A}\n{_END_A}\n\n{_A}\n{_END_A}", 4, "region a stands there twice, first in line 1"),
        (f"{_A}\n```\n{_END_A}", 1, "region a, which begins in line 1, has no end"),
        (f"{_A}\n<!-- x\n{_END_A}", 1, "region a, which begins in line 1, has no end"),
        (f"{_A} {_END_A}", 1, "there is a marker that is not as it has to be"),
        ("\r\n<!-- gatekeeper:begn id=a -->\r\n", 2, "there is a marker that is not as it has to be"),
        ("<!-- GATEKEEPER:begin id=a -->".replace("GATEKEEPER", "gatekeeper ") + f"\n{_END_A}", 1, "there is a marker"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_what_to_do(text: str, line: int, problem: str) -> None:
    with pytest.raises(RegionError) as caught:
        regions(text, "docs/x.md")
    assert caught.value.message.startswith(f"docs/x.md, line {line}: {problem}")
    assert (bool(caught.value.remedy), caught.value.exit_code) == (True, 2)


def test_a_file_that_would_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gatekeeper.documents.markdown.MOST", 20)
    with pytest.raises(RegionError, match="too long or too deep"):
        regions(f"{'a' * 9}\n\n" * 40 + f"{_A}\n{_END_A}\n", "x.md")


_PIECES = [*"ab \n\r`~>-<!|#*", _A, _END_A, f"{_A}\n", f"\r\n{_END_A}", "\n\n", "\r\n", "```", "    ", "<!--", "-->", "\ufeff", "\0"]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_places_fit_whatever_stands_around(text: str) -> None:
    try:
        found = regions(text, "x.md")
    except RegionError:
        return
    for each in found:
        assert text[each.start :].startswith(_A)
        assert text[: each.end].endswith(_END_A)
        assert each.inner in text[each.start : each.end]
