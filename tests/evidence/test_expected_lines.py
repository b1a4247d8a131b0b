from __future__ import annotations

import gzip
import io
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.evidence.expected_lines import UnlistedError, complaint, ids, pack
from gatekeeper.evidence.lines import MOST_LINE

if TYPE_CHECKING:
    from pathlib import Path

_WARNINGS = """
=============================== warnings summary ===============================
tests/test_b.py:2
tests/test_b.py::test_w
  /srv/shop/tests/test_b.py:2: UserWarning: a::b
    warnings.warn("a::b")

-- Docs: https://docs.pytest.org/en/stable/how-to/capture-warnings.html
"""
_LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")
_LINE = st.text(_LETTERS, min_size=1, max_size=20).filter(lambda line: line == line.rstrip())


def _ids(text: str, *, is_pytest: bool = False) -> list[str]:
    return list(ids(io.BytesIO(text.encode()), is_pytest=is_pytest))


@pytest.mark.parametrize(
    "summary",
    [
        "2 tests collected in 0.71s",
        "2/15 tests collected (13 deselected) in 0.59s",
        "\x1b[32m\x1b[32m2 tests collected\x1b[0m\x1b[32m in 0.89s\x1b[0m\x1b[0m",
        "========== 2 tests collected in 0.71s ==========",
        "no tests ran in 0.12s",
        "2 tests collected in 65.20s (0:01:05)\nbye from atexit",
    ],
)
@pytest.mark.parametrize("between", ["\n", _WARNINGS])
def test_of_pytest_only_the_ids_count(summary: str, between: str) -> None:
    text = f"conftest says hello\ntests/test_a.py::test_x\ntests/test_a.py::TestX::test_y[a b]\n{between}{summary}\n"
    assert _ids(text) == ["tests/test_a.py::test_x", "tests/test_a.py::TestX::test_y[a b]"]
    assert _ids(text.replace("\n", "\r\n"), is_pytest=True) == _ids(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a.py::x\n\n2 tests collected in 0.1s\n", "pytest says that it collected 2, but 1 lines are ids"),
        ("a.py::x\nnoise::y\n\n1 test collected in 0.1s\n", "pytest says that it collected 1, but 2 lines are ids"),
        ("<Module a.py>\n  <Function x[a::b]>\n\n1 test collected in 0.1s\n", "it lists no test"),
        ("a.py::x\n\n1 test collected, 1 error in 0.1s\n", "pytest could not collect everything: 1 test collected, 1 error in 0.1s"),
        ("\nno tests collected (3 deselected) in 0.1s\n", "it lists no test"),
        ("tests/test_a.py: 14\n", "pytest did not say how many tests it collected"),
        ("", "pytest did not say how many tests it collected"),
    ],
)
def test_a_list_of_pytest_that_is_not_whole_is_none(text: str, reason: str) -> None:
    with pytest.raises(UnlistedError) as caught:
        _ids(text, is_pytest=True)
    assert str(caught.value) == reason
    assert caught.value.remedy


def test_of_any_other_command_every_line_counts() -> None:
    assert _ids("shop.Cart::adds\n\n  \n  indented \nshop.Cart::adds\n") == ["shop.Cart::adds", "  indented", "shop.Cart::adds"]
    with pytest.raises(UnlistedError, match="it lists no test"):
        _ids("\n \n")
    with pytest.raises(UnlistedError, match="too long"):
        _ids("x" * MOST_LINE)


@settings(max_examples=40)
@given(st.lists(_LINE, min_size=1))
def test_whatever_it_prints_is_kept(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    target = tmp_path_factory.getbasetemp() / "kept.gz"
    assert _ids("\n".join(lines)) == lines
    digest, number = pack(target, lines)
    data = target.read_bytes()
    assert (digest, number) == (sha256(data).hexdigest(), len(lines))
    assert gzip.decompress(data).decode().split("\n") == [*lines, ""]
    assert data[4:8] == bytes(4), "no time is in it: the same list has the same bytes"


def test_bytes_that_are_no_text_are_shown_as_such() -> None:
    assert list(ids(io.BytesIO(b"a\xff\n"))) == ["a\\xff"]


def test_where_it_does_not_come_to_its_end_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(UnlistedError):
        pack(tmp_path / "list.gz", ids(io.BytesIO(b"a::b\n\n2 tests collected in 1s\n")))
    assert not list(tmp_path.iterdir())


def test_what_went_wrong_is_told_in_a_few_words() -> None:
    assert complaint(io.BytesIO(b"one\n\ntwo\x07\nthree\nfour\n")) == "one | two | three"
    assert complaint(io.BytesIO(b"a::b\nE   ModuleNotFoundError: nope\nmore\nERROR tests/test_b.py\n")) == (
        "E   ModuleNotFoundError: nope | ERROR tests/test_b.py"
    )
    assert len(complaint(io.BytesIO(b"x" * 500))) == 160
    assert complaint(io.BytesIO(b"x" * MOST_LINE)) == ""


def test_a_mark_of_its_encoding_is_no_part_of_the_first_id() -> None:
    assert _ids("\ufeffc::a\r\nc::\ufeffb\r\n") == ["c::a", "c::\ufeffb"]
    assert _ids("\ufefftests/a.py::test_a\n\n1 test collected in 0.1s\n", is_pytest=True) == ["tests/a.py::test_a"]
