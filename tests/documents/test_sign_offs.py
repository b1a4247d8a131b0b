from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from stories import signed

from gatekeeper.config.settings import Config
from gatekeeper.config.targets import Guard, Publishing
from gatekeeper.documents.sign_offs import counting
from gatekeeper.policy import Policy

_NOW = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("guard", "by", "created", "counts"),
    [
        (None, "anybody", "2026-01-02T11:00:00+00:00", True),
        (Guard(), "anybody", "2026-01-02T11:00:00+00:00", True),
        (Guard(trusted=("Octo-Lead",)), "octo-lead", "2026-01-02T11:00:00+00:00", True),
        (Guard(trusted=("octo-lead",)), "mallory", "2026-01-02T11:00:00+00:00", False),
        (None, "anybody", "2026-01-02T12:09:00+00:00", True),
        (None, "anybody", "2026-01-02T13:30:00+01:00", False),
        (Guard(trusted=("octo-lead",)), "octo-lead", "2099-01-01T00:00:00+00:00", False),
    ],
)
def test_a_sign_off_counts(guard: Guard | None, by: str, created: str, counts: bool) -> None:
    config = Config(base=Path(), gate="", categories=(), policy=Policy(name="", categories=()), publishing=Publishing(guard=guard))
    assert counting(config, _NOW)(signed(by=by, created=created)) is counts


@pytest.mark.parametrize(
    ("gate", "signed_for", "counts"), [("", "", True), ("a", "a", True), ("a", "b", False), ("a", "", False), ("", "a", False)]
)
def test_a_sign_off_counts_for_its_own_gate(gate: str, signed_for: str, counts: bool) -> None:
    config = Config(base=Path(), gate=gate, categories=(), policy=Policy(name=gate, categories=()))
    assert counting(config, _NOW)(signed(gate=signed_for, created="2026-01-02T11:00:00+00:00")) is counts
