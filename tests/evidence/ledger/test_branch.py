"""The branch of a remote: found, fetched and moved, without a trace anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clones import BRANCH, Team, bare_configuration, git, make_team

from gatekeeper.errors import DeliveryError, UsageError
from gatekeeper.evidence.git import is_shallow
from gatekeeper.evidence.ledger import branch as module
from gatekeeper.evidence.ledger.branch import Branch, without_password

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def team(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    bare_configuration(monkeypatch)
    return make_team(folder)


def _refs(clone: Path) -> list[str]:
    return git(clone, "for-each-ref", "--format=%(refname)").splitlines()


@pytest.mark.parametrize("remote", ["", "-x", "--upload-pack=touch x", "ext::sh -c touch% x", "a\nb"])
def test_what_is_no_remote(folder: Path, remote: str) -> None:
    with pytest.raises(UsageError, match="is no remote"):
        Branch(folder, remote)


def test_what_is_no_branch(team: Team) -> None:
    for branch in ["", "-x", "a b", "a..b", "a:b", "a~1", "x.lock", "a\nb", "@{1}", "*", "refs/heads/main", "refs/x"]:
        with pytest.raises(UsageError, match="is no branch"):
            Branch(team.view, "origin", branch)


def test_outside_a_repository(folder: Path) -> None:
    with pytest.raises(DeliveryError, match="there is no git repository here"):
        Branch(folder)


def test_a_remote_that_is_not_there(team: Team) -> None:
    with pytest.raises(DeliveryError, match="git cannot read gatekeeper-evidence of elsewhere: ") as caught:
        Branch(team.clone("a"), "elsewhere").fetch()
    assert "git remote -v" in caught.value.remedy


def test_no_error_repeats_a_password(team: Team) -> None:
    with pytest.raises(DeliveryError) as caught:
        Branch(team.clone("a"), "http://me:secret@127.0.0.1:1/x").fetch()
    assert "127.0.0.1" in caught.value.message
    assert "secret" not in caught.value.message
    assert without_password("fatal: https://me:a@b@host/x and https://token@host") == "fatal: https://host/x and https://host"


def test_no_branch_and_an_empty_remote_have_no_commit(team: Team, folder: Path) -> None:
    assert Branch(team.clone("a")).fetch() is None
    git(folder, "init", "--quiet", "--bare", "empty.git")
    assert Branch(team.clone("b"), str(folder / "empty.git")).fetch() is None


def test_a_name_that_only_ends_like_the_branch_is_another_one(team: Team) -> None:
    team.plant({"x": b""}, branch=f"other/refs/heads/{BRANCH}")
    assert Branch(team.clone("a")).fetch() is None


def test_what_is_fetched_is_here_and_only_under_our_own_name(team: Team) -> None:
    clone = team.clone("a")
    before = _refs(clone)
    team.plant({"x": b"1"})
    tip = Branch(clone).fetch()
    assert tip == git(team.bare, "rev-parse", BRANCH)
    assert git(clone, "show", f"{tip}:x") == "1"
    (new,) = set(_refs(clone)) - set(before)
    assert new.startswith("refs/gatekeeper/")
    assert not (clone / ".git/FETCH_HEAD").exists()


def test_what_is_here_is_not_fetched_again(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = team.clone("a")
    team.plant({"x": b"1"})
    tip = Branch(clone).fetch()
    monkeypatch.setattr(module, "_FETCH", ("--no-such-option",))
    assert Branch(clone).fetch() == tip
    team.plant({"y": b"2"})
    with pytest.raises(DeliveryError, match="no-such-option"):
        Branch(clone).fetch()


@pytest.mark.parametrize("depth", ["--depth=1", "--no-local"])
def test_a_clone_stays_as_deep_as_it_was(team: Team, depth: str) -> None:
    team.plant({"second": b""}, branch="main")
    team.plant({"x": b"1"})
    team.plant({"y": b"2"})
    clone = team.clone("a", depth, "--single-branch")
    shallow, count = is_shallow(clone), git(clone, "rev-list", "--count", "HEAD")
    tip = Branch(clone).fetch()
    assert (is_shallow(clone), git(clone, "rev-list", "--count", "HEAD")) == (shallow, count)
    assert git(clone, "rev-list", "--count", tip or "") == ("1" if shallow else "2")


def test_a_partial_clone_fetches_whole_files(team: Team) -> None:
    git(team.bare, "config", "uploadpack.allowFilter", "true")
    clone = team.clone("a", "--filter=blob:none")
    team.plant({"x": b"1"})
    Branch(clone).fetch()
    team.bare.rename(team.folder / "gone")
    assert git(clone, "cat-file", "blob", f"{git(team.folder / 'gone', 'rev-parse', BRANCH)}:x") == "1"


def _commit(clone: Path, old: str | None, message: str) -> str:
    parent = ["-p", old] if old else []
    return git(clone, "commit-tree", git(clone, "rev-parse", "HEAD^{tree}"), *parent, "-m", message)


def test_it_moves_only_from_where_it_was_thought_to_be(team: Team) -> None:
    clone = team.clone("a")
    branch = Branch(clone)
    first = _commit(clone, None, "first")
    assert branch.push(None, first)
    assert not branch.push(None, _commit(clone, None, "made at the same time"))
    second = _commit(clone, first, "second")
    assert branch.push(first, second)
    assert not branch.push(first, _commit(clone, first, "late"))
    assert git(team.bare, "rev-parse", BRANCH) == second == branch.fetch()


def test_no_hook_here_is_started_and_no_tag_follows(team: Team) -> None:
    clone = team.clone("a")
    for hook in ("pre-push", "reference-transaction"):
        (clone / ".git/hooks").mkdir(exist_ok=True)
        (clone / ".git/hooks" / hook).write_text(f"#!/bin/sh\ntouch {clone / 'started'}\nexit 1\n", "utf-8")
        (clone / ".git/hooks" / hook).chmod(0o755)
    commit = _commit(clone, None, "first")
    git(clone, "config", "push.followTags", "true")
    git(clone, "-c", "core.hooksPath=/dev/null", "tag", "--annotate", "--message=x", "v1", commit)
    assert Branch(clone).push(None, commit)
    assert not (clone / "started").exists()
    assert git(team.bare, "tag") == ""


def test_a_remote_that_declines_is_not_asked_again(team: Team) -> None:
    hook = team.bare / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no pushes here\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    clone = team.clone("a")
    with pytest.raises(DeliveryError, match=r"cannot write to .*pre-receive hook declined.*no pushes here"):
        Branch(clone).push(None, _commit(clone, None, "first"))


def test_a_remote_that_is_gone_is_not_asked_again(team: Team) -> None:
    clone = team.clone("a")
    team.bare.rename(team.folder / "gone")
    with pytest.raises(DeliveryError, match="cannot write to"):
        Branch(clone).push(None, _commit(clone, None, "first"))


def test_an_own_reference_is_removed_whatever_happens(team: Team) -> None:
    clone = team.clone("a")
    before = _refs(clone)

    def act() -> None:
        with Branch(clone).own_ref() as ref:
            git(clone, "update-ref", ref, "HEAD")
            assert Branch(clone).resolve(ref) == git(clone, "rev-parse", "HEAD")
            raise KeyError

    with pytest.raises(KeyError):
        act()
    assert _refs(clone) == before
    with pytest.raises(DeliveryError, match="it is no commit"):
        Branch(clone).resolve("refs/none")
