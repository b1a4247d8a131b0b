from __future__ import annotations

import pytest

from gatekeeper.documents.regions.errors import RegionError
from gatekeeper.documents.regions.whole import ends

_A, _END = "<!-- gatekeeper:begin id=a -->", "<!-- gatekeeper:end id=a -->"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("lead", ["", "\ufeff"])
@pytest.mark.parametrize("tail", ["", "\n", "\r\n\n "])
def test_the_first_and_the_last_line(ending: str, lead: str, tail: str) -> None:
    text = f"{lead}{_A}{ending}<p>{ending}{_A}{ending}{_END}{tail}"
    found = ends(text, "x.html")
    assert found
    assert (found.inner, found.ending, found.line) == (f"<p>{ending}{_A}{ending}", ending, 1)
    assert text[found.start : found.end] == text.strip("\ufeff\r\n ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        _A,
        f"{_A}\n",
        _END,
        f"{_A}{_END}",
        f"x\n{_A}\n{_END}",
        f"{_A}\n{_END}\nx",
        f"{_A}\n<!-- gatekeeper:end id=b -->",
        f"{_END}\n{_A}",
    ],
)
def test_what_is_not_ours(text: str) -> None:
    try:
        assert ends(text, "x.html") is None
    except RegionError:
        assert text == f"{_A}{_END}"


def test_a_marker_that_somebody_broke() -> None:
    with pytest.raises(RegionError, match=r"x\.html: its first or last line is a marker that is not as it has to be"):
        ends(f"{_A}\nx\n<!-- gatekeeper:end a -->", "x.html")
