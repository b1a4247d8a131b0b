"""Push and pull between clones of one repository on disk."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import ledgers
import pytest
from clones import BRANCH, Team, bare_configuration, committed, git, make_team

from gatekeeper.errors import DeliveryError, UsageError
from gatekeeper.evidence.ledger import sync as module
from gatekeeper.evidence.ledger.attestation import Attestation
from gatekeeper.evidence.ledger.branch import Branch
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder
from gatekeeper.evidence.ledger.sync import Moved, pull, push

if TYPE_CHECKING:
    from pathlib import Path

SIGNED = Attestation(
    criterion="docs", text="The docs are right", tree="a" * 40, commit=None, by="ann", note="read", created="2026-01-02T03:04:05+00:00"
)


@pytest.fixture
def team(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    bare_configuration(monkeypatch)
    return make_team(folder)


def _never(seconds: float) -> None:
    raise AssertionError(f"waited {seconds} s")


def _state(clone: Path) -> dict[str, object]:
    """Return all of a clone that belongs to its people: references but ours, HEAD, index and work tree."""
    refs = git(clone, "for-each-ref", "--format=%(objectname) %(refname)").splitlines()
    return {
        "refs": [line for line in refs if "refs/gatekeeper/" not in line and BRANCH not in line],
        "head": (clone / ".git/HEAD").read_bytes(),
        "index": (clone / ".git/index").read_bytes(),
        "files": {path: path.read_bytes() for path in sorted(clone.iterdir()) if path.is_file()},
        "config": (clone / ".git/config").read_bytes(),
    }


def _ledger(clone: Path, *minutes: int) -> Ledger:
    return ledgers.ledger(clone, *(ledgers.made(each) for each in minutes))


def test_what_one_pushes_another_one_pulls(team: Team) -> None:
    a, b = team.clone("a"), team.clone("b")
    ours = _ledger(a, 1, 60 * 24 * 40)
    ours.put(ledgers.kept(a / "reports", ledgers.made(2), [("unit", "c::t", "passed")]))
    ours.sign(SIGNED)
    assert push(ours, a, wait=_never) == Moved(records=3, sign_offs=1)
    theirs = _ledger(b)
    assert pull(theirs, b) == Moved(records=3, sign_offs=1)
    found = {path.relative_to(ours.folder): path.read_bytes() for path in sorted(ours.folder.rglob("*")) if path.is_file()}
    assert {path.relative_to(theirs.folder): path.read_bytes() for path in sorted(theirs.folder.rglob("*")) if path.is_file()} == found
    assert len(team.files()) == 5 == len(found) - 1
    assert pull(theirs, b) == push(theirs, b, wait=_never) == push(ours, a, wait=_never) == Moved()
    assert git(team.bare, "rev-list", "--count", BRANCH) == "1"
    assert str(Moved(records=1, sign_offs=2)) == "1 record and 2 sign-offs"


def test_nothing_to_pull_and_nothing_to_push(team: Team) -> None:
    clone = team.clone("a")
    assert pull(_ledger(clone), clone) == push(_ledger(clone), clone, wait=_never) == Moved(there=False)
    assert git(team.bare, "branch", "--list", BRANCH) == ""


def test_an_empty_remote(team: Team, folder: Path) -> None:
    git(folder, "init", "--quiet", "--bare", "empty.git")
    clone = team.clone("a")
    assert push(_ledger(clone, 1), clone, str(folder / "empty.git"), "other/name", _never) == Moved(records=1)
    assert git(folder / "empty.git", "for-each-ref", "--format=%(refname)") == "refs/heads/other/name"


@pytest.mark.parametrize("depth", [[], ["--depth=1"]])
def test_ci_keeps_nothing_and_adds_to_what_is_there(team: Team, depth: list[str]) -> None:
    for minute in range(3):
        runner = team.clone(f"runner{minute}", *depth)
        ledger = _ledger(runner, minute)
        assert push(ledger, runner, wait=_never) == Moved(records=1)
        assert pull(ledger, runner) == Moved(records=minute)
    assert git(team.bare, "rev-list", "--count", BRANCH) == "3"


def test_the_work_of_people_is_not_touched(team: Team) -> None:
    clone = team.clone("a")
    for name in ("staged", "changed", "both"):
        (clone / name).write_text("1", "utf-8")
    committed(clone)
    for name in ("staged", "both"):
        (clone / name).write_text("2", "utf-8")
        git(clone, "add", name)
    (clone / "changed").write_text("3", "utf-8")
    (clone / "new").write_text("4", "utf-8")
    git(clone, "status", "--short")
    before, status = _state(clone), git(clone, "status", "--short")
    team.plant({"README.md": b"about it"})
    push(_ledger(clone, 1), clone, wait=_never)
    pull(_ledger(clone), clone)
    assert _state(clone) == before
    assert git(clone, "status", "--short") == status
    assert "README.md" in team.files()


def test_a_checkout_without_a_branch_or_of_the_ledgers_own(team: Team) -> None:
    clone = team.clone("a")
    git(clone, "checkout", "--quiet", "--detach")
    assert push(_ledger(clone, 1), clone, wait=_never) == Moved(records=1)
    git(clone, "checkout", "--quiet", BRANCH)
    head = git(clone, "rev-parse", "HEAD")
    assert push(_ledger(clone, 2), clone, wait=_never) == Moved(records=1)
    assert git(clone, "rev-parse", "HEAD") == head != git(team.bare, "rev-parse", BRANCH)


def _overtaking(team: Team, monkeypatch: pytest.MonkeyPatch, times: int) -> list[float]:
    """Let somebody else push before each of the first pushes; return where the waits go."""
    asked = Branch.push
    waits: list[float] = []

    def push_late(branch: Branch, old: str | None, new: str) -> bool:
        if len(waits) < times:
            team.plant({f"2026/01/{len(waits):064x}.json": b"{}"})
        return asked(branch, old, new)

    monkeypatch.setattr(Branch, "push", push_late)
    return waits


def test_who_is_overtaken_tries_again(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = team.clone("a")
    waits = _overtaking(team, monkeypatch, 3)
    assert push(_ledger(clone, 1, 2), clone, wait=waits.append) == Moved(records=2)
    assert len(team.files()) == 5
    assert len(waits) == 3
    assert all(0.1 * 2**number <= wait <= 0.2 * 2**number for number, wait in enumerate(waits))


def test_who_is_always_overtaken_gives_up(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = team.clone("a")
    waits = _overtaking(team, monkeypatch, 99)
    assert module._TRIES == 12
    monkeypatch.setattr(module, "_TRIES", 3)
    with pytest.raises(DeliveryError, match="the branch gatekeeper-evidence kept moving: 3 tries were all overtaken"):
        push(_ledger(clone, 1), clone, wait=waits.append)
    assert len(waits) == 3
    assert not [ref for ref in git(clone, "for-each-ref", "--format=%(refname)").splitlines() if len(ref) > 50]


_WRITER = """
import sys
from pathlib import Path
import ledgers
from gatekeeper.evidence.ledger.sync import push
clone, first = Path(sys.argv[1]), int(sys.argv[2])
for minute in range(first, first + 3):
    push(ledgers.ledger(clone, ledgers.made(minute)), clone, wait=lambda _: None)
"""


@pytest.mark.parametrize("clones", [("a", "b"), ("a", "a")], ids=["two clones", "one clone"])
def test_two_processes_at_the_same_time_lose_nothing(team: Team, clones: tuple[str, str]) -> None:
    for name in set(clones):
        team.clone(name)
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    started = [
        subprocess.Popen([sys.executable, "-c", _WRITER, team.folder / name, str(first)], env=environ, stderr=subprocess.PIPE)
        for name, first in zip(clones, (0, 100), strict=True)
    ]
    ended = [(each.communicate(timeout=60)[1].decode(), each.returncode) for each in started]
    assert [code for _, code in ended] == [0, 0], ended
    assert len(team.files()) == 6
    reader = team.clone("reader")
    assert pull(_ledger(reader), reader) == Moved(records=6)
    git(reader, "fsck", "--strict")


@pytest.mark.parametrize("move", [push, pull])
def test_a_branch_that_is_used_for_something_else_is_left_alone(team: Team, move: object) -> None:
    team.plant({"A/a\x1b.py": b"1"}, branch="main")
    clone = team.clone("a")
    before = git(team.bare, "rev-parse", "main")
    with pytest.raises(UsageError, match=r"the branch main is no ledger: it holds A/a\\x1b.py"):
        move(_ledger(clone, 1), clone, branch="main")  # type: ignore[operator] # one of two functions
    assert git(team.bare, "rev-parse", "main") == before


def test_what_was_left_out_is_named_on_one_line(team: Team) -> None:
    clone = team.clone("a")
    team.plant({'"2026/01/a\\nb"': b"1"})
    assert pull(_ledger(clone), clone) == Moved(left_out=(r"2026/01/a\nb: no file of a ledger is called that",))
    assert push(_ledger(clone, 1), clone, wait=_never) == Moved(records=1)


def test_what_was_pruned_from_the_branch_is_gone_until_somebody_pushes_it(team: Team) -> None:
    clone = team.clone("a")
    ledger = _ledger(clone, 1)
    push(ledger, clone, wait=_never)
    git(team.bare, "branch", "--delete", "--force", BRANCH)
    reader = team.clone("b")
    assert pull(_ledger(reader), reader) == Moved(there=False)
    assert push(ledger, clone, wait=_never) == Moved(records=1)


def test_a_clone_below_a_folder_with_an_odd_name(team: Team) -> None:
    clone = team.clone("a b\nc")
    assert push(_ledger(clone, 1), clone, wait=_never) == Moved(records=1)
    assert pull(Ledger(ledger_folder(clone / "deep")), clone) == Moved(records=1)
