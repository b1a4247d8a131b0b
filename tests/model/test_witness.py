from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gatekeeper.model import Shard, Witness

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("text", ["1/1", "2/3", "99999/99999", "linux", "py3.11", "a_b", "x" * 32])
def test_a_shard_is_written_as_it_was_read(text: str) -> None:
    assert str(Shard.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "0/3", "4/3", "1/0", "01/3", "1/3/5", "-a", "a-b", "a/b", "a.json", "3", "x" * 33, "1/3\n", "\u0661/\u0663"]
)
def test_what_is_no_shard(text: str) -> None:
    with pytest.raises(ValueError, match="a shard is written K/N"):
        Shard.parse(text)


def test_why_a_run_did_not_come_to_its_own_end() -> None:
    usual = {"category": "unit", "argv": ("x",), "started": NOW, "ended": NOW}
    said = [
        Witness(**usual, **more).cut_short  # type: ignore[arg-type]
        for more in (
            {"code": 1},
            {"signal": "SIGSEGV"},
            {"timed_out": True, "timeout": 5, "signal": "SIGTERM"},
            {"interrupted": True},
            {"unstarted": "no"},
        )
    ]
    assert said == [
        "",
        "SIGSEGV ended the command",
        "the command was stopped after its timeout of 5 s",
        "the command was interrupted",
        "the command was not started: no",
    ]
