"""Damage is undone where it is certain, and other text stays as it is."""

from __future__ import annotations

import pytest

from gatekeeper.audit.mojibake import repair


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", ["\u2705 done", "don\u2019t", "caf\u00e9", "\U0001f389", "\u26a1 fast"])
def test_repairs_what_was_read_as_another_encoding(encoding: str, text: str) -> None:
    assert repair(text.encode().decode(encoding)).text == text


def test_repairs_a_byte_that_stands_for_no_character() -> None:
    assert repair("\u00e2\x9d\u0152 broken").text == "\u274c broken"


@pytest.mark.parametrize(
    "text", ["plain", "caf\u00e9 \u00c3\u00a0 la carte"[:4], "\u2705 fine \u274c", "\u00dcber na\u00efve \u20ac 5", "\u221a2 \u00a9 2026"]
)
def test_leaves_other_text_alone(text: str) -> None:
    assert repair(text).text == text


def test_says_where_a_character_was_before() -> None:
    mended = repair("x \u2705 y".encode().decode("cp1252", errors="ignore"))
    assert [mended.shift.before(index) for index in range(len(mended.text))] == [0, 1, 2, 5, 6]
    assert (mended.name, mended.count) == ("Windows-1252", 1)


def test_repairs_what_was_read_as_turkish() -> None:
    assert repair("\U0001f680 done".encode().decode("cp1254")).text == "\U0001f680 done"
