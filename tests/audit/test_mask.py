"""What people do not read as words is masked, and every character keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.audit.mask import masked


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("**all** tests *pass*", "all tests pass"),
        ("run `all tests pass` now", "run now"),
        ('it says "all tests pass" now', "it says now"),
        ("it says \u201call pass\u201d now", "it says now"),
        ("don't say 'all pass' now", "don't say now"),
        ("[status](https://example.org/100-complete) now", "status now"),
        ("<!-- all pass --> now", "now"),
        ("~~all pass~~ now", "now"),
        ("https://example.org/all-pass now", "now"),
        ("src/all/pass.py:12 now", "now"),
        ("test_all_pass now", "now"),
        ("__all__ pass", "all pass"),
        ("3/4 pass", "3/4 pass"),
        ("passed/failed", "passed/failed"),
    ],
)
def test_masks_all_but_the_words(content: str, words: str) -> None:
    found = masked(content)
    assert " ".join(found.replace("\u00a4", " ").replace("\u00b6", " ").split()) == words
    assert len(found) == len(content)


@settings(max_examples=40)
@given(st.text(alphabet="ab`*_~<>[]()!\"' \n\\-", max_size=60))
def test_keeps_every_place_and_line(content: str) -> None:
    found = masked(content)
    assert [len(line) for line in found.split("\n")] == [len(line) for line in content.split("\n")]
