"""A change that loosens the policy is judged by the policy that it wants to loosen."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import reports
from branches import Branches, branches
from clones import git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from command import Ran

_FILE = "gatekeeper.toml"
_UNIT = '[categories.unit]\nreports = ["junit.xml"]\n'
_ASKS = '[gate]\npolicy_ref = "base"\n' + _UNIT
_LAX = 'pass_rate = "50%"\n'
_DAY = (datetime.now(UTC) + timedelta(days=30)).date()
_WAIVER = f'[[waivers]]\nrule = "pass-rate"\nreason = "#123"\nowner = "payments"\nexpires = {_DAY}\n'


@pytest.fixture
def change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Branches:
    """Return a repository whose report shows 95% passing, under a policy of the base branch."""
    made = branches(folder, monkeypatch)
    (folder / "junit.xml").write_text(reports.report(reports.passed(19), reports.failed()), encoding="utf-8")
    return made


def test_a_lowered_threshold_is_refused_and_a_raised_one_holds(change: Branches, gatekeeper: Callable[..., Ran]) -> None:
    change.base({_FILE: _ASKS, ".github/workflows/ci.yml": "run: gatekeeper check\n"})
    change.put({_FILE: _ASKS + _LAX, ".github/workflows/ci.yml": "run: gatekeeper check || true\n"})
    change.pull_request()
    ran = gatekeeper("check")
    assert ran.code == 1
    assert "  loosened, not in force: unit pass_rate: >= 100% -> >= 50%\n" in ran.out
    assert "policy: this pull request edits the gate's workflow .github/workflows/ci.yml\n" in ran.out
    assert ran.out.splitlines()[-1].startswith("FAILED: pass-rate [unit]")
    assert max(len(line) for line in ran.out.splitlines() if "policy: " in line or "not in force" in line) <= 80
    policy = json.loads((change.folder / ".gatekeeper/record.json").read_bytes())["policy"]
    assert policy["categories"]["unit"].get("pass_rate") == ">= 100%"
    assert [(each["kind"], [one["setting"] for one in each["changes"]]) for each in policy["base"]] == [
        ("base", ["pass_rate"]),
        ("pull-request", ["configuration", "workflow"]),
    ]
    assert gatekeeper("check", GITHUB_BASE_REF="", GITHUB_EVENT_NAME="push").code == 0  # elsewhere the commit decides
    change.put({_FILE: _UNIT + _LAX})
    assert gatekeeper("check").code == 1
    change.put({_FILE: None})
    assert gatekeeper("check", "junit.xml").code == 2
    git(change.folder, "update-ref", "-d", "refs/remotes/origin/main")
    change.put({_FILE: _ASKS + _LAX})
    ran = gatekeeper("check")
    assert (ran.code, "git fetch origin main" in ran.err) == (2, True)


def test_a_stricter_change_is_in_force_at_once(change: Branches, gatekeeper: Callable[..., Ran]) -> None:
    change.base({_FILE: _ASKS + _LAX})
    change.pull_request()
    assert gatekeeper("check").code == 0
    change.put({_FILE: _ASKS + 'pass_rate = "96%"\n'})
    ran = gatekeeper("check", "--format", "markdown")
    assert ran.code == 1
    assert "tightened: unit pass_rate: &gt;= 50% -&gt; &gt;= 96%" in ran.out


def test_a_waiver_has_to_be_on_the_base(change: Branches, gatekeeper: Callable[..., Ran]) -> None:
    change.base({_FILE: _ASKS})
    change.put({_FILE: _ASKS + _WAIVER})
    change.pull_request()
    assert gatekeeper("check").code == 1
    change.base({_FILE: _ASKS + _WAIVER})
    assert gatekeeper("check").code == 0


def test_records_without_a_base_do_not_speak_of_one(change: Branches, gatekeeper: Callable[..., Ran]) -> None:
    change.put({_FILE: _UNIT + _LAX})
    assert gatekeeper("check", "--quiet").code == 0
    assert "base" not in json.loads((change.folder / ".gatekeeper/record.json").read_bytes())["policy"]


def test_publishing_holds_a_record_to_the_same_policy(change: Branches, gatekeeper: Callable[..., Ran]) -> None:
    change.put({"shared.toml": '[categories."*"]\nmax_failures = 1\n', _FILE: f'[gate]\nextends = "shared.toml"\n{_UNIT}{_LAX}'})
    assert gatekeeper("check", "--quiet").code == 0
    assert gatekeeper("ledger", "add").code == 0
    assert gatekeeper("release").code == 0
    change.put({"other": ""})
    (change.folder / "shared.toml").write_text('[categories."*"]\nmax_failures = 2\n')
    git(change.folder, "reset", "--quiet", "--soft", "HEAD~1")
    ran = gatekeeper("release")
    assert (ran.code, "judged by another policy" in ran.out) == (3, True)


def test_two_policies_side_by_side(change: Branches, gatekeeper: Callable[..., Ran]) -> None:
    change.base({_FILE: _ASKS})
    change.put({_FILE: _ASKS + _LAX})
    ran = gatekeeper("policy", "diff", "origin/main", "HEAD")
    assert (ran.code, ran.out, ran.err) == (1, "unit\n  loosened   pass_rate: >= 100% -> >= 50%\n1 loosened\n", "")
    assert gatekeeper("policy", "diff", "HEAD", _FILE).code == 0
    assert gatekeeper("policy", "diff", "HEAD", "nope").code == 2
    assert gatekeeper("policy", "diff", "HEAD").code == 2
