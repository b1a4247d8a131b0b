"""tests/end_to_end/test_streams.py shows the same through the command, with streams that are closed from the start."""

from __future__ import annotations

import os
import sys

import pytest

from gatekeeper.cli._tell import silence, tell


def test_a_line_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    tell("a")
    assert capsys.readouterr() == ("", "a\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_stream_that_is_full_is_silenced(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stderr", full)
        tell("a")
        assert os.path.samestat(os.fstat(full.fileno()), os.stat(os.devnull))
        silence()
