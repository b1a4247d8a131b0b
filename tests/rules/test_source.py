from __future__ import annotations

import pytest

from gatekeeper.rules.source import Source


@pytest.mark.parametrize(
    ("raw", "command", "file", "written", "words"),
    [
        (
            ["pytest", "--collect-only", "-q"],
            ("pytest", "--collect-only", "-q"),
            "",
            '["pytest", "--collect-only", "-q"]',
            "pytest --collect-only -q",
        ),
        (["base"], ("base",), "", '["base"]', "base"),
        ("base", (), "", "base", "the base record"),
        ("./tests/all.txt", (), "tests/all.txt", "tests/all.txt", "tests/all.txt"),
        (["x" * 70], ("x" * 70,), "", f'["{"x" * 70}"]', f"{'x' * 60}..."),
    ],
)
def test_three_ways_to_write_it(raw: object, command: tuple[str, ...], file: str, written: str, words: str) -> None:
    source = Source.parse(raw)
    assert (source.command, source.file, str(source), source.words) == (command, file, written, words)
    assert source.base is (raw == "base")


@pytest.mark.parametrize(
    "raw",
    ["", [], [""], [1], ["a\0"], 3, True, {}, "/etc/passwd", "../a.txt", "a/../../b", "a\\b", "pytest --collect-only -q", "a\nb", "a\x07b"],
)
def test_what_is_none_says_how_it_is_written(raw: object) -> None:
    with pytest.raises(ValueError, match='such as \\["pytest", "--collect-only", "-q"\\], "base", or a file'):
        Source.parse(raw)
