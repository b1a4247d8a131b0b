from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from branches import Branches, branches
from clones import git

from gatekeeper.evidence.at_commit import at_branch
from gatekeeper.evidence.workflow import edits

if TYPE_CHECKING:
    from pathlib import Path

_CI = ".github/workflows/ci.yml"
_GATE = "run: Gatekeeper check\n"


@pytest.fixture
def made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Branches:
    return branches(folder, monkeypatch)


def _edited(made: Branches) -> list[tuple[str | None, str | None]]:
    found = edits(at_branch(made.folder, "main"), [made.folder / "gatekeeper.toml", made.folder.parent / "shared.toml"])
    return [(each.setting, each.head) for each in found.changes] if found else []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({_CI: _GATE}, {_CI: "run: true\n"}, [("workflow", _CI)]),
        ({_CI: "run: true\n"}, {_CI: _GATE}, [("workflow", _CI)]),
        ({_CI: _GATE}, {_CI: None}, [("workflow", _CI)]),
        ({}, {".github/actions/gate/action.yml": _GATE}, [("workflow", ".github/actions/gate/action.yml")]),
        ({}, {"action.yml": _GATE}, [("workflow", "action.yml")]),
        ({}, {".github/workflows/[a]*.yml": _GATE}, [("workflow", ".github/workflows/[a]*.yml")]),
        ({}, {".github/workflows/a\nb.yml": _GATE}, [("workflow", ".github/workflows/a?b.yml")]),
        ({_CI: "run: true\n"}, {_CI: "run: false\n"}, []),
        ({_CI: _GATE}, {"src/a.yml": _GATE, "sub/action.yml": _GATE}, []),
        ({"gatekeeper.toml": "a"}, {"gatekeeper.toml": "b"}, [("configuration", "gatekeeper.toml")]),
        ({"gatekeeper.toml": "a"}, {"gatekeeper.toml": None}, [("configuration", "gatekeeper.toml")]),
    ],
)
def test_what_a_pull_request_edits_of_the_gate(
    made: Branches, before: dict[str, str | None], after: dict[str, str | None], expected: list[tuple[str, str]]
) -> None:
    made.base({"other": "", **before})
    made.put(after)
    assert [(what, (path or "").replace("\\n", "?").replace("\ufffd", "?")) for what, path in _edited(made)] == expected


def test_what_only_the_base_has_changed_since_is_no_edit(made: Branches) -> None:
    start = made.base({_CI: _GATE})
    made.put({"a": "1"})
    git(made.folder, "checkout", "--quiet", "--detach", start)
    newer = made.put({_CI: "run: gatekeeper check --verbose\n"})
    git(made.folder, "update-ref", "refs/remotes/origin/main", newer)
    git(made.folder, "checkout", "--quiet", "change")
    assert _edited(made) == []


def test_lines_without_a_common_start_are_compared_as_they_are(made: Branches) -> None:
    made.base({_CI: _GATE})
    git(made.folder, "checkout", "--quiet", "--orphan", "alone")
    made.put({_CI: "run: true\n"})
    assert _edited(made) == [("workflow", _CI)]
