from __future__ import annotations

import hostile
from hypothesis import given, settings

from gatekeeper.cli._diff import difference


def test_a_change() -> None:
    assert list(difference("a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n", "x.md")) == [
        "--- x.md as it is",
        "+++ x.md as it would be",
        "@@ -1,3 +1,3 @@",
        "|a",
        "-b",
        "+B",
        "|c",
    ]


def test_a_new_file_and_no_change() -> None:
    assert list(difference(None, "a\n", "x.md"))[2:] == ["@@ -0,0 +1 @@", "+a"]
    assert list(difference("a\n", "a\n", "x.md")) == []


@settings(max_examples=40)
@given(hostile.texts, hostile.texts)
def test_no_line_is_obeyed(before: str, after: str) -> None:
    assert not hostile.obeyed("\n".join(difference(before, after, "x.md")))
