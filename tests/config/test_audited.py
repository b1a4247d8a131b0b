from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gatekeeper.audit.claim import Kind
from gatekeeper.config.audit import BLOCKING, Audit
from gatekeeper.config.find import open_file
from gatekeeper.config.load import load
from gatekeeper.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str], Path]

_UNIT = '[categories.unit]\nreports = ["*.xml"]\n'


def _audit(write: Write, text: str) -> Audit:
    return load(open_file(write("gatekeeper.toml", _UNIT + text)), date(2026, 1, 2)).audit


def test_without_the_table_everything_is_read_and_numbers_block(write: Write) -> None:
    assert _audit(write, "") == Audit()
    assert Audit().block == BLOCKING == ("pass_rate", "test_count", "coverage", "health_pct", "readiness")


def test_every_key_arrives(write: Write) -> None:
    text = '[audit]\npaths = ["docs/**/*.md"]\nexclude = ["docs/x.md"]\nblock = ["status_word"]\nhistory = ["docs/old/**"]\n'
    text += '[audit.words]\nreadiness = ["good to go"]\n[audit.categories]\n"Browser  Checks" = "unit"\n'
    assert _audit(write, text) == Audit(
        paths=("docs/**/*.md",),
        exclude=("docs/x.md",),
        block=("status_word",),
        words={"readiness": ("good to go",)},
        history=("docs/old/**",),
        categories={"browser checks": "unit"},
    )


def test_what_only_warns_blocks_no_more(write: Write) -> None:
    assert _audit(write, '[audit]\nwarn = ["coverage", "performance"]\n').block == ("pass_rate", "test_count", "health_pct", "readiness")


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ('paths = ["../x/*.md"]', "audit.paths[0]", "leaves the repository"),
        ('exclude = ["/etc/*"]', "audit.exclude[0]", "leaves the repository"),
        ('history = ["!x"]', "audit.history[0]", "holds a !"),
        ('paths = ["a\\\\b"]', "audit.paths[0]", "a backslash"),
        ("paths = []", "audit.paths", "the value is empty"),
        ('block = ["numbers"]', "audit.block[0]", 'is "pass_rate" or'),
        ('block = ["coverage"]\nwarn = ["coverage"]', "audit.warn", "stands in block too"),
        ('path = ["x"]', "audit.path", "did you mean"),
        ('[audit.words]\nreadines = ["x"]', "audit.words.readines", "did you mean 'readiness'?"),
        ('[audit.categories]\n"e2e" = "unti"', 'audit.categories."e2e"', "did you mean 'unit'?"),
        ('[audit.categories]\n"--" = "unit"', 'audit.categories."--"', "there is no word in it"),
    ],
)
def test_what_is_wrong_is_named(write: Write, text: str, where: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        _audit(write, f"[audit]\n{text}\n")
    assert where in caught.value.message
    assert words in caught.value.message


def test_a_key_in_the_wrong_table_is_sent_home(write: Write) -> None:
    with pytest.raises(ConfigError, match=r"did you mean it in \[audit\]"):
        _audit(write, 'history = ["x"]\n')


def test_the_kinds_are_those_of_claims() -> None:
    from typing import get_args

    from gatekeeper.config.audit_tables import Kind as Named

    assert set(get_args(Named)) == set(Kind)
