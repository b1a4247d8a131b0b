from __future__ import annotations

import os
from pathlib import Path

from showcase import status

_EXAMPLE = Path(__file__).parents[2] / "docs" / "example" / "status.md"


def test_the_example_is_what_is_rendered() -> None:
    if os.environ.get("GATEKEEPER_GOLDEN") == "write":
        _EXAMPLE.write_text(status(), encoding="utf-8", newline="")
    assert _EXAMPLE.read_bytes().decode() == status()
