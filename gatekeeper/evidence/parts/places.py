"""Where partial records stand: known without loading what reads one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gatekeeper.config.find import FOLDER

if TYPE_CHECKING:
    from gatekeeper.model.witness import Shard

RUNS = Path(FOLDER, "runs")
INVENTORY = ".cases.jsonl.gz"


def category_of(path: str | Path) -> str:
    """Return which category the file of a part is of, as its name says: the last dash splits."""
    return Path(path).name.removesuffix(INVENTORY).removesuffix(".json").rpartition("-")[0]


def place_of(base: Path, category: str, shard: Shard | None) -> Path:
    """Return where the part of a category's shard stands."""
    return base / RUNS / f"{category}-{shard.name if shard else 1}.json"
