from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import parted
import pytest

from gatekeeper.junit.want import Want
from gatekeeper.junit.wanted import as_asked, differing, want_of

if TYPE_CHECKING:
    from pathlib import Path


def test_everything_a_configuration_asks_of_its_files(folder: Path) -> None:
    text = 'tests = ["c::*"]\nreruns = true\nforbid_output = ["oops"]\ncanary = ["c::canary"]\nrequire_properties = ["ci.run=8*"]\n'
    config = parted.configured(folder, text)
    want = want_of(config.categories[0], config)
    assert (want.category, want.tests, want.reruns, want.forbid, want.canary) == ("unit", ("c::*",), True, ("oops",), ("c::canary",))
    assert {"ci.run", "git.commit", "gatekeeper.*"} <= set(want.properties)
    assert "category" not in as_asked(want)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ({}, {}, ""),
        ({"reruns": True}, {}, "reruns"),
        ({}, {"tests": ("a",), "canary": ("b",)}, "canary, tests"),
        ({"canary": ("b",)}, {}, "canary"),
        ({"forbid": ("a", "b")}, {"forbid": ("b",)}, ""),
        ({"forbid": ("b",)}, {"forbid": ("a", "b")}, "forbid"),
        ({"keep": 3}, {"keep": 4}, ""),
    ],
)
def test_what_was_not_asked_then(before: dict[str, Any], now: dict[str, Any], expected: str) -> None:
    want = Want(category="unit")
    assert differing(as_asked(replace(want, **before)), replace(want, **now)) == expected


def test_what_a_later_version_asks_was_not_asked() -> None:
    asked = as_asked(Want(category="unit"))
    del asked["canary"]
    assert differing(asked, Want(category="unit")) == "canary"
    assert differing({**asked, "canary": [], "colour": 1}, Want(category="unit")) == "colour"
