from __future__ import annotations

import re
import unicodedata

import hostile
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gatekeeper.documents.escapes import command_data, command_property, fence, log_line, plain, plain_lines


@given(hostile.texts | st.text())
def test_plain_is_one_visible_line(text: str) -> None:
    shown = plain(text, 50)
    assert len(shown) <= 50
    assert not any(unicodedata.category(each) in {"Cc", "Cf", "Zl", "Zp", "Cs"} for each in shown)


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=50))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    visible = "".join(each for each in text if each not in "\u115f\u1160\u3164\uffa0\ufffc\ufffd")
    assert plain(visible) == visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred\x1b[0mb", "aredb"),
        ("a\x1b]8;;https://evil.example\x07link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x1b]0;title never ended", "a"),
        ("a\x9b31mb", "ab"),
        ("a\x1bcb", "ab"),
        ("a\x1b", "a"),
        ("a\r\n\tb", "a b"),
        ("x" * 301, "x" * 297 + "..."),
        ("x" * 300, "x" * 300),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_long_text_is_cut_in_bounded_time() -> None:
    assert len(plain("\x1b]" * 5_000_000)) <= 300


@given(hostile.texts)
def test_a_log_line_obeys_nothing_once_something_stands_before_it(text: str) -> None:
    assert hostile.obeyed(f"failed {log_line(text)}") == []


@pytest.mark.parametrize("text", ["##[error]", "#\u200b#[error]", "###[error]", "#\x1b[0m#[error]", "##\x00[error]"])
def test_what_is_taken_out_does_not_make_a_command(text: str) -> None:
    assert "##[" not in log_line(text)


@given(hostile.texts | st.text())
def test_command_data_is_what_the_runner_gives_back(text: str) -> None:
    data = command_data(text)
    assert not re.search(r"[\r\n]", data)
    assert data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%") == text


@given(hostile.texts | st.text())
def test_command_property_neither_ends_nor_begins_another(text: str) -> None:
    value = command_property(text)
    assert not re.search(r"[\r\n:,]", value)
    assert value.replace("%2C", ",").replace("%3A", ":").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%") == text


@given(hostile.texts | st.text())
@example("```\r`")
@example("``\u200b``")
def test_nothing_closes_a_fence(text: str) -> None:
    first, *lines, last = fence(text).split("\n")
    assert (first, set(first)) == (last, {"`"})
    assert all(line.startswith("    ") for line in lines)
    assert first not in "\n".join(lines)
    assert "##[" not in "\n".join(lines)


@given(hostile.texts | st.text())
def test_plain_lines_keep_only_line_feeds(text: str) -> None:
    shown = plain_lines(text, 100)
    assert len(shown) <= 100
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]", shown)
