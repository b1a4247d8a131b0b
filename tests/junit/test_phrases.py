from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.junit.phrases import Phrases, Search, squeezed

TEXTS = ["falling back to", "b a", "aa", "Straße", "x"]
STREAMS = st.lists(
    st.sampled_from(["falling", "BACK", "to", " ", "\n", " \t ", "a", "b", "x", "STRASSE", "ß", "\u00a0", " " * 70]), max_size=25
)
CUTS = st.lists(st.integers(0, 120), max_size=8)


def found(texts: list[str], *pieces: str) -> dict[str, int]:
    search = Search(Phrases(texts))
    for piece in pieces:
        search.feed(piece)
    return search.found


def simple_count(texts: list[str], stream: str) -> dict[str, int]:
    folded = re.sub(r"\s+", " ", stream.casefold())
    counts = {text: len(re.findall(f"(?={re.escape(text.casefold())})", folded)) for text in texts}
    return {text: number for text, number in counts.items() if number}


@settings(max_examples=40)
@given(STREAMS, CUTS)
def test_however_the_stream_is_cut_the_same_is_found(words: list[str], cuts: list[int]) -> None:
    stream = "".join(words)
    places = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    pieces = [stream[begin:end] for begin, end in pairwise(places)]
    assert found(TEXTS, *pieces) == found(TEXTS, stream) == found(TEXTS, *stream) == simple_count(TEXTS, stream)


@pytest.mark.parametrize("printed", ["Falling back to mock", "FALLING\n\t BACK  to", "so: falling back\u00a0to it"])
def test_case_and_white_space_do_not_matter(printed: str) -> None:
    assert found(["falling  back to"], printed) == {"falling  back to": 1}


def test_letters_that_fold_into_several_are_the_same_too() -> None:
    assert found(["strasse"], "Straße") == {"strasse": 1}
    assert found(["Straße"], "STRASSE", " stra", "ße") == {"Straße": 2}


@pytest.mark.parametrize("printed", ["falling back", "fallingback to", "falling.back.to", "falling-back to", ""])
def test_anything_else_does(printed: str) -> None:
    assert found(["falling back to"], printed) == {}


def test_a_pattern_is_no_pattern() -> None:
    assert found(["a.c", "[x]", "*"], "abc x") == {}
    assert found(["a.c", "[x]", "*"], "A.C [X] *") == {"a.c": 1, "[x]": 1, "*": 1}


def test_a_blank_text_is_nowhere() -> None:
    assert found([" \n"], "a b") == {}


def test_white_space_of_any_length_between_two_words_is_one_space() -> None:
    assert found(["falling back"], "falling", *[" " * 1000] * 50, "back") == {"falling back": 1}


def test_little_is_remembered() -> None:
    search = Search(Phrases(["falling back to"]))
    for _ in range(50):
        search.feed("falling " * 1000)
    assert len(search._before) + len(search._head) < 9000


@given(st.text(max_size=40))
def test_squeezing_twice_is_squeezing_once(text: str) -> None:
    assert squeezed(squeezed(text)) == squeezed(text)
    assert squeezed(text).split() == text.split()


@pytest.mark.parametrize("escape", ["#x1B", "&#27;", "&amp#27;", "&#x1B;", "\u241b"])
def test_colours_do_not_matter_as_runners_write_them(escape: str) -> None:
    printed = f"{escape}[33mWARN falling{escape}[0m {escape}[1;31mback to{escape}[m"
    for size in range(1, len(printed) + 1):
        pieces = [printed[begin : begin + size] for begin in range(0, len(printed), size)]
        assert found(["falling back to"], *pieces) == {"falling back to": 1}
