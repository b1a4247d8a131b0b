from __future__ import annotations

from pathlib import Path

import pytest

from gatekeeper.evidence.parts.places import category_of, place_of
from gatekeeper.model import Shard


@pytest.mark.parametrize(
    ("category", "shard", "name"), [("unit", None, "unit-1"), ("a-b.c", "2/3", "a-b.c-2"), ("e2e", "linux.x", "e2e-linux.x")]
)
def test_the_last_dash_splits(category: str, shard: str | None, name: str) -> None:
    place = place_of(Path("base"), category, Shard.parse(shard) if shard else None)
    assert place == Path("base/.gatekeeper/runs", f"{name}.json")
    assert category_of(place) == category_of(f"{name}.cases.jsonl.gz") == category
