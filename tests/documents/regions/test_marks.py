from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.config.places import NAME
from gatekeeper.documents.regions.marks import Begin, End, read

_DIGEST = "0123456789abcdef" * 4
_IDS = st.from_regex(NAME, fullmatch=True)
_HEX = st.text("0123456789abcdef", min_size=64, max_size=64)


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (Begin(id="a"), "<!-- gatekeeper:begin id=a -->"),
        (
            Begin(id="a.b-c_1", evidence=_DIGEST, commit="abc1234"),
            f"<!-- gatekeeper:begin id=a.b-c_1 evidence=sha256:{_DIGEST} commit=abc1234 -->",
        ),
        (
            Begin(id="a", evidence=_DIGEST, commit="unknown", superseded=_DIGEST),
            f"<!-- gatekeeper:begin id=a evidence=sha256:{_DIGEST} commit=unknown superseded=sha256:{_DIGEST} -->",
        ),
        (End(id="a"), "<!-- gatekeeper:end id=a -->"),
        (End(id="a", sum="0" * 32), f"<!-- gatekeeper:end id=a sum={'0' * 32} -->"),
    ],
)
def test_both_ways(mark: Begin | End, text: str) -> None:
    assert str(mark) == text
    assert read(f"  {text}\r\n") == mark


@settings(max_examples=40)
@given(_IDS, _HEX, _HEX | st.just(""), st.sampled_from(["unknown", "a" * 40, "0" * 64]))
def test_what_is_written_is_read(name: str, evidence: str, superseded: str, commit: str) -> None:
    begin = Begin(id=name, evidence=evidence, commit=commit, superseded=superseded)
    assert read(str(begin)) == begin
    assert read(str(End(id=name, sum=evidence[:32]))) == End(id=name, sum=evidence[:32])


@pytest.mark.parametrize(
    "text",
    [
        "<!-- gatekeeper:begin -->",
        "<!-- gatekeeper:begin id= -->",
        "<!-- gatekeeper:begin id=a-->",
        "<!--gatekeeper:begin id=a -->",
        "<!-- gatekeeper: begin id=a -->",
        "<!-- Gatekeeper:begin id=a -->".replace("Gate", "gate").replace("begin", "BEGIN"),
        "<!-- gatekeeper:begn id=a -->",
        "<!-- gatekeeper:start id=a -->",
        "<!-- gatekeeper:begin id=a evidence=sha256:12 commit=abc1234 -->",
        f"<!-- gatekeeper:begin id=a evidence=sha256:{_DIGEST} -->",
        f"<!-- gatekeeper:begin id=a commit=abc1234 evidence=sha256:{_DIGEST} -->",
        f"<!-- gatekeeper:begin id=a evidence=sha256:{_DIGEST} commit=main -->",
        "<!-- gatekeeper:begin id=a x=y -->",
        "<!-- gatekeeper:begin id=a --> text",
        "<!-- gatekeeper:begin\nid=a -->",
        "<!-- gatekeeper:begin id=a --><!-- gatekeeper:end id=a -->",
        "<!-- gatekeeper:end id=a sum=12 -->",
        "<!-- gatekeeper:ends id=a -->",
        "<!-- gatekeeper:end id=a sum=" + "g" * 32 + " -->",
    ],
)
def test_what_was_meant_to_be_a_marker_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not as it has to be"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!-- a comment -->",
        "<!-- a gatekeeper:begin id=a -->",
        '<!-- gatekeeper:comment {"key":"unit"} -->',
        '<!-- gatekeeper:guard {"key":"unit"} -->',
        "<!-- gatekeeper: unit.pass_rate > 90% -->",
        "<!-- gatekeeper:end.pass_rate > 90% -->",
        "<!-- gatekeeper:begin.min_executed >= 3 -->",
    ],
)
def test_what_is_something_else_is_no_marker(text: str) -> None:
    assert read(text) is None
