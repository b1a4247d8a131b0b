from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from branches import ORIGIN, Branches, branches
from clones import git
from configs import UNIT, WAIVER

from gatekeeper.cli._request import load_config
from gatekeeper.config.basis import OVERRULED
from gatekeeper.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.basis import Basis
    from gatekeeper.config.settings import Config

FILE = "gatekeeper.toml"
ASKS = '[gate]\npolicy_ref = "base"\n'
_WAIVER = WAIVER.replace("2026-06-01", f"{datetime.now(UTC).date()}")
STRICT = UNIT + 'pass_rate = "90%"\n'
LAX = UNIT + 'pass_rate = "50%"\n'


@pytest.fixture
def made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Branches:
    return branches(folder, monkeypatch)


def _rate(config: Config) -> str:
    return str(config.categories[0].setting("pass_rate"))


def _held(config: Config) -> list[Basis]:
    return [each for each in config.bases if each.kind != "pull-request"]


def _refused(path: Path | None = None) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert caught.value.remedy
    return caught.value


def test_the_base_of_a_pull_request_holds(made: Branches) -> None:
    commit = made.base({FILE: ASKS + STRICT})
    made.put({FILE: ASKS + LAX + "min_executed = 3\n"})
    made.pull_request()
    config = load_config(None)
    assert (_rate(config), str(config.categories[0].setting("min_executed"))) == (">= 90%", "3")
    (basis,) = _held(config)
    digest = sha256((ASKS + STRICT).encode()).hexdigest()
    assert (basis.kind, basis.ref, basis.commit, basis.sha256) == ("base", ORIGIN, commit, digest)
    assert [(str(each.change), each.setting) for each in basis.changes] == [("added", "min_executed"), ("loosened", "pass_rate")]


def test_elsewhere_the_policy_is_that_of_the_commit(made: Branches) -> None:
    made.base({FILE: ASKS + STRICT})
    made.put({FILE: ASKS + LAX})
    config = load_config(None)
    assert (_rate(config), [(each.kind, each.ref) for each in config.bases]) == (">= 50%", [("base", None)])


def test_without_policy_ref_a_pull_request_decides_for_itself(made: Branches) -> None:
    made.base({FILE: STRICT})
    made.put({FILE: LAX})
    made.pull_request()
    config = load_config(None)
    assert (_rate(config), _held(config)) == (">= 50%", [])
    assert [each.head for basis in config.bases for each in basis.changes] == [FILE]


@pytest.mark.parametrize(
    "files",
    [
        {FILE: LAX},
        {FILE: '[gate]\npolicy_ref = "HEAD"\n' + LAX},
        {FILE: None, ".github/gatekeeper.toml": LAX},
        {FILE: None, "pyproject.toml": "[tool.gatekeeper.categories.unit]\nreports = ['*.xml']\npass_rate = '50%'\n"},
    ],
    ids=["removed", "changed", "moved", "moved-into-the-project"],
)
def test_what_the_base_asks_for_cannot_be_taken_away(made: Branches, files: dict[str, str | None]) -> None:
    made.base({FILE: ASKS + STRICT})
    made.put(files)
    made.pull_request()
    assert _rate(load_config(None)) == ">= 90%"


def test_nor_by_another_file_that_is_nearer_or_that_is_left(made: Branches, monkeypatch: pytest.MonkeyPatch) -> None:
    made.base({FILE: LAX, "a/gatekeeper.toml": ASKS + STRICT, "a/b/x": ""})
    made.put({"a/b/gatekeeper.toml": LAX})
    made.pull_request()
    monkeypatch.chdir(made.folder / "a/b")
    assert _rate(load_config(None)) == ">= 90%"
    made.put({"a/b/gatekeeper.toml": None, "a/gatekeeper.toml": None})
    assert load_config(None).source == made.folder / FILE
    assert _rate(load_config(None)) == ">= 90%"


def test_a_file_that_is_named_is_held_against_the_same_one(made: Branches) -> None:
    made.base({"ci.toml": ASKS + STRICT, FILE: LAX})
    made.put({"ci.toml": LAX})
    made.pull_request()
    assert _rate(load_config(made.folder / "ci.toml")) == ">= 90%"
    assert _rate(load_config(None)) == ">= 50%"
    made.base({FILE: ASKS + STRICT})
    made.put({"new.toml": LAX})
    assert _rate(load_config(made.folder / "new.toml")) == ">= 90%"


def test_a_configuration_that_was_taken_away_is_missed(made: Branches) -> None:
    made.base({FILE: ASKS + STRICT, "other": ""})
    made.put({FILE: None})
    made.pull_request()
    error = _refused()
    assert error.message == f"there is no configuration here, and {ORIGIN}:{FILE} asks to be kept"
    made.put({FILE: ASKS + STRICT})
    made.base({FILE: STRICT})
    made.put({FILE: None})
    assert load_config(None).source is None  # nobody asked


def test_a_base_that_was_not_fetched(made: Branches) -> None:
    made.base({FILE: ASKS + STRICT})
    git(made.folder, "update-ref", "-d", ORIGIN)
    made.pull_request()
    error = _refused()
    assert error.message == "the policy of the base branch main cannot be read: git does not know the branch here"
    assert error.remedy == "let git fetch it first: fetch-depth: 0 for actions/checkout, or git fetch origin main"
    made.put({FILE: LAX})
    assert load_config(None).bases == ()


def test_outside_of_a_repository_the_base_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / FILE).write_text(ASKS + LAX)
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert "cannot be read" in _refused().message


def test_a_base_without_a_configuration(made: Branches) -> None:
    commit = made.base({"other": ""})
    made.put({FILE: ASKS + LAX})
    made.pull_request()
    (basis,) = _held(load_config(None))
    assert (_rate(load_config(None)), basis.ref, basis.commit, basis.sha256, basis.changes) == (">= 50%", ORIGIN, commit, None, ())


_PROJECT = "[tool.gatekeeper.categories.unit]\nreports = ['*.xml']\npass_rate = '{}%'\n"
_NOT_SOUND = [ASKS + UNIT + "oops = 1\n", ASKS + "]", '[gate]\npolicy_ref = ["base"]\n' + UNIT, '[[gate]]\npolicy_ref = "base"\n' + UNIT]


@pytest.mark.parametrize("text", _NOT_SOUND)
def test_a_base_that_is_not_sound(made: Branches, text: str) -> None:
    made.base({FILE: text})
    made.put({FILE: ASKS + LAX})
    made.pull_request()
    error = _refused()
    assert error.message.startswith(f"on {ORIGIN}: ")
    assert "repair it there first" in error.remedy
    made.put({FILE: LAX})
    assert "repair it there first" in _refused().remedy  # it may ask
    made.base({FILE: "]"})
    made.put({FILE: LAX})
    assert _rate(load_config(None)) == ">= 50%"  # it does not
    made.base({FILE: None, "pyproject.toml": "[tool.gatekeeper.gate]\npolicy_ref = 'base'\n]"})
    made.put({FILE: LAX, "pyproject.toml": None})
    assert "repair it there first" in _refused().remedy


@pytest.mark.parametrize("name", [FILE, "pyproject.toml"])
def test_in_a_partial_clone_what_was_not_fetched_may_ask(made: Branches, tmp_path: Path, name: str) -> None:
    """Only a file that the change edits is not there, so that all others go well."""
    lax, strict = (
        (LAX, ASKS + STRICT)
        if name == FILE
        else (_PROJECT.format(50), "[tool.gatekeeper.gate]\npolicy_ref = 'base'\n" + _PROJECT.format(90))
    )
    made.base({name: strict})
    made.put({name: lax})
    git(made.folder, "branch", "main", ORIGIN)
    git(made.folder, "config", "uploadpack.allowFilter", "true")
    part = tmp_path / "part"
    git(made.folder, "clone", "--quiet", "--no-local", "--filter=blob:none", "--branch=change", f"file://{made.folder}", str(part))
    made.pull_request()
    made.monkeypatch.chdir(part)
    error = _refused()
    assert "cannot be read" in error.message
    assert error.remedy.startswith("this clone is partial")
    git(part, "cat-file", "blob", f"{ORIGIN}:{name}")
    assert _rate(load_config(None)) == ">= 90%"


def test_a_base_that_is_a_link(made: Branches) -> None:
    made.put({"ci/policy.toml": ASKS + STRICT})
    (made.folder / FILE).symlink_to("ci/policy.toml")
    made.base({})
    made.pull_request()
    assert _rate(load_config(None)) == ">= 90%"
    (made.folder / FILE).unlink()
    made.put({FILE: LAX})
    assert _rate(load_config(None)) == ">= 90%"
    (made.folder / FILE).unlink()
    (made.folder / FILE).symlink_to("../outside.toml")
    made.base({})
    (made.folder / FILE).unlink()
    made.put({FILE: ASKS + LAX})
    assert "leads out of the repository" in _refused().message


def test_patterns_are_those_of_the_folder_that_the_base_has_them_in(made: Branches, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = UNIT.replace('"*.xml"', '"build/*.xml", "!build/old/*"')
    made.base({"a/gatekeeper.toml": ASKS + reports, "a/x": ""})
    made.put({"a/gatekeeper.toml": None, FILE: reports})
    made.pull_request()
    monkeypatch.chdir(made.folder / "a")
    assert load_config(None).categories[0].reports == ("a/build/*.xml", "build/*.xml")
    made.put({"a/b/gatekeeper.toml": reports, FILE: None})
    monkeypatch.chdir(made.folder / "a/b")
    assert load_config(None).categories[0].reports == ("../build/*.xml", "build/*.xml")
    made.put({"a/b/gatekeeper.toml": None, "a/gatekeeper.toml": ASKS + reports})
    monkeypatch.chdir(made.folder / "a")
    assert load_config(None).categories[0].reports == ("build/*.xml", "!build/old/*")


def test_no_failing_test_becomes_a_canary_in_a_change(made: Branches) -> None:
    made.base({FILE: ASKS + STRICT})
    made.put({FILE: ASKS + STRICT + 'canary = ["a"]\n[categories.unit.env.staging]\ncanary = ["b"]\n'})
    made.pull_request()
    (category,) = load_config(None).categories
    assert [each.setting("canary") for each in (category, category.in_environment("staging"))] == [None, None]
    (basis,) = _held(load_config(None))
    assert [(str(each.change), each.setting) for each in basis.changes] == [("changed", "canary"), ("changed", "env.staging.canary")]


def test_a_tag_does_not_take_the_place_of_the_branch_that_keeps_the_policy(made: Branches) -> None:
    text = '[gate]\npolicy_ref = "origin/main"\n'
    made.base({FILE: text + STRICT})
    git(made.folder, "tag", "origin/main", made.put({FILE: text + LAX}))
    assert "git knows refs/remotes/origin/main by that name, and another commit too" in _refused().message
    assert "refs/remotes/origin/main" in _refused().remedy
    made.put({FILE: text.replace("origin", "refs/remotes/origin") + LAX})
    assert _rate(load_config(None)) == ">= 90%"


def test_what_is_published_there_does_not_matter(made: Branches) -> None:
    made.base({FILE: ASKS + STRICT + "[status]\nof_a_later_version = 1\n"})
    made.put({FILE: ASKS + LAX})
    made.pull_request()
    assert _rate(load_config(None)) == ">= 90%"


def test_a_named_ref_holds_everywhere(made: Branches) -> None:
    text = '[gate]\npolicy_ref = "origin/main"\n'
    made.base({FILE: STRICT})
    made.put({FILE: text + LAX})
    assert (_rate(load_config(None)), _held(load_config(None))[0].ref) == (">= 90%", "origin/main")
    made.put({FILE: '[gate]\npolicy_ref = "nope"\n' + LAX})
    assert _refused().message == "the policy of nope cannot be read: git does not know it here"


def test_a_merge_queue_has_a_base_too(made: Branches) -> None:
    made.base({FILE: ASKS + STRICT})
    made.put({FILE: LAX})
    made.pull_request("merge_group", merge_group={"base_ref": "refs/heads/main", "head_sha": "1" * 40})
    assert _rate(load_config(None)) == ">= 90%"


def test_so_has_a_review(made: Branches) -> None:
    made.base({FILE: ASKS + STRICT})
    made.put({FILE: LAX})
    made.monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request_review")
    assert _rate(load_config(None)) == ">= 50%"  # of what nobody knows
    made.pull_request("merge_group", pull_request={"base": {"ref": "main"}})
    made.monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request_review")
    assert _rate(load_config(None)) == ">= 90%"


def test_a_base_that_the_pull_request_brings_along_is_none(made: Branches) -> None:
    """Where the fork is checked out, its own branch may have the name of the base."""
    made.base({FILE: ASKS + STRICT})
    head = made.put({FILE: ASKS + LAX})
    git(made.folder, "update-ref", ORIGIN, head)
    made.pull_request(pull_request={"number": 7, "head": {"sha": head}})
    assert _refused().message == f"{ORIGIN} is the head of the pull request itself, so that it is no base"


def test_a_shared_policy_holds_everywhere(made: Branches) -> None:
    shared = made.folder.parent / f"{made.folder.name}-shared.toml"
    shared.write_text('[gate]\nmax_waiver = "1d"\n[categories."*"]\npass_rate = "90%"\nmax_skipped = 1\n')
    made.put({FILE: f'[gate]\nextends = "../{shared.name}"\n{LAX}'})
    config = load_config(None)
    assert (_rate(config), str(config.categories[0].setting("max_skipped"))) == (">= 90%", "1")
    (basis,) = config.bases
    assert (basis.kind, basis.ref, basis.commit) == ("extends", f"../{shared.name}", None)
    assert basis.sha256 == sha256(shared.read_bytes()).hexdigest()
    assert [(str(each.change), each.setting) for each in basis.changes] == [("loosened", "pass_rate")]
    made.put({FILE: f'[gate]\nextends = "{shared}"\n{STRICT}'})
    assert load_config(None).bases[0].changes == ()
    shared.unlink()
    error = _refused()
    assert f"gate.extends: there is no file {shared}" in error.message
    shared.mkdir()
    assert "there is no file" in _refused().message


def test_a_waiver_of_the_shared_policy_counts_as_on_the_base(made: Branches) -> None:
    extends = '[gate]\npolicy_ref = "base"\nextends = "all.toml"\n'
    made.base({FILE: extends + LAX, "all.toml": _WAIVER})
    made.put({FILE: extends + LAX + _WAIVER})
    made.pull_request()
    config = load_config(None)
    assert [each.owner for each in config.policy.waivers] == ["payments"]
    assert [each.changes for each in _held(config)] == [(), ()]
    made.put({FILE: extends + LAX + _WAIVER.replace("payments", "me")})
    config = load_config(None)
    assert config.policy.waivers == ()
    assert [[each.setting for each in basis.changes] for basis in _held(config)] == [["waivers"], ["waivers"]]


def test_a_waiver_of_what_the_change_extends_is_the_change_s_own(made: Branches) -> None:
    made.base({FILE: ASKS + LAX})
    made.put({FILE: ASKS + 'extends = "mine.toml"\n' + LAX + _WAIVER, "mine.toml": _WAIVER})
    made.pull_request()
    config = load_config(None)
    assert config.policy.waivers == ()
    assert [each.setting for each in _held(config)[0].changes if each.change in OVERRULED] == ["waivers"]


def test_what_the_base_extends_holds_as_it_is_there(made: Branches) -> None:
    extends = '[gate]\npolicy_ref = "base"\nextends = "policy/all.toml"\n'
    made.base({FILE: extends + LAX, "policy/all.toml": '[categories."*"]\npass_rate = "90%"\n'})
    made.pull_request()
    other = "[categories.new]\nreports = ['n.xml']\npass_rate = '1%'\n"
    for files in (
        {FILE: ASKS + LAX + other},
        {FILE: extends + LAX + other, "policy/all.toml": '[categories."*"]\npass_rate = "10%"\n'},
        {FILE: ASKS + LAX + other, "policy/all.toml": None},
    ):
        made.put(files)
        config = load_config(None)
        assert [str(each.setting("pass_rate")) for each in config.categories] == [">= 90%", ">= 90%"]


def test_nothing_is_asked_where_nothing_is_to_be_held(made: Branches, monkeypatch: pytest.MonkeyPatch) -> None:
    made.put({FILE: LAX})
    monkeypatch.setattr("subprocess.run", None)
    assert load_config(None).bases == ()


def test_what_else_of_the_gate_a_change_edits_is_told(made: Branches) -> None:
    extends = '[gate]\npolicy_ref = "base"\nextends = "./policy/all.toml"\n'
    listed = LAX + 'inventory = "ids.txt"\n'
    made.base({FILE: extends + listed, "policy/all.toml": '[categories."*"]\npass_rate = "90%"\n', "ids.txt": "a\n"})
    made.put({FILE: ASKS + LAX, "policy/all.toml": None, "ids.txt": "b\n"})
    made.pull_request()
    told = [each.head for basis in load_config(None).bases if basis.kind == "pull-request" for each in basis.changes]
    assert told == [FILE, "ids.txt", "policy/all.toml"]
