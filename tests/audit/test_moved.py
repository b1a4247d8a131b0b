from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gatekeeper.audit.moved import alike
from gatekeeper.config.audit import Audit
from gatekeeper.config.default import default_config

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("old", "new", "policy", "says"),
    [
        ("a.md", "docs/b.md", Audit(), True),
        ("a.MARKDOWN", "b.md", Audit(), True),
        ("a.txt", "b.md", Audit(), False),
        ("node_modules/a.md", "b.md", Audit(), False),
        ("vendor/a.md", "b.md", Audit(exclude=("vendor/**",)), False),
        ("reports/a.md", "b.md", Audit(history=("reports/**",)), False),
        ("reports/a.md", "reports/b.md", Audit(history=("reports/**",)), True),
        ("a.md", "reports/b.md", Audit(history=("reports/**",)), False),
        ("notes/a.md", "docs/b.md", Audit(paths=("docs/**/*.md",)), False),
        ("docs/a.md", "docs/b.md", Audit(paths=("docs/**/*.md",)), True),
    ],
)
def test_a_place_is_like_another_where_the_policy_says_the_same(folder: Path, old: str, new: str, policy: Audit, *, says: bool) -> None:
    config = replace(default_config(folder, {}), audit=policy)
    assert alike(folder / old, folder / new, config) is says
