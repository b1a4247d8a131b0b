"""The founding documents' traps, in other words: what was claimed, and what the runs had said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from clones import bare_configuration, committed, git

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from command import Ran

    Gatekeeper = Callable[..., Ran]
    Write = Callable[[str, str], Path]

_CONFIG = """
[gate]
name = "Shop"
[categories.unit]
reports = ["unit.xml"]
pass_rate = "> 90%"
[categories.loop]
reports = ["loop.xml"]
min_executed = 25
"""

# How the unit tests and the deploy loop were described while they ran as below.
_LOOP = """# Deploy loop, second round

**Latest results of the loop:** 2 passed, 0 failed
**State of the loop now:** 92% pass rate

## What works

- \u2705 Sign in with a token (test_001)
- \u2705 Sign out everywhere (test_002)
- \u2705 Send a message (test_003)
- \u2705 Two users at once (test_004)
- \u2705 Read the thread (test_005)

**SIGN-IN FIXED!**

Now the web sign-in is failing despite fresh tokens.

Round one is complete and the shop is **production ready** with 99% system health.

The shop earns $500K+ ARR. At risk is a revenue of ~$120K a month.
"""
_PLAN = """# Status of the broken units

Unit tests: 20 failed / 17 passed (54% failure rate)

## Success criteria

- \u2705 All events arrive in order
- \u2705 No regression in what works today
- [ ] Unit tests have a pass rate of >90% (currently 54%)

## Analysis in five whys

**Why 1:** Why do the units fail?

- Somebody moved the factory and told nobody.
"""


def _junit(passed: int, failed: int = 0, name: str = "test") -> str:
    cases = [f'<testcase classname="suite" name="{name}_{number:03}" time="0.1"/>' for number in range(1, passed + 1)]
    cases += [
        f'<testcase classname="suite" name="test_bad_{number}" time="0.1"><failure message="no"/></testcase>' for number in range(failed)
    ]
    return f'<testsuite name="suite" tests="{passed + failed}" failures="{failed}">{"".join(cases)}</testsuite>'


@pytest.fixture
def shop(folder: Path, write: Write, gatekeeper: Gatekeeper, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with yesterday's run of 25 in the ledger, and today's of two about what is checked out."""
    bare_configuration(monkeypatch)
    git(folder, "init", "--quiet", "--initial-branch=main")
    write("gatekeeper.toml", _CONFIG)
    write(".gitignore", ".gatekeeper/\n*.xml\n")
    committed(folder)
    write("unit.xml", _junit(37, name="test_unit"))
    write("loop.xml", _junit(23, 2))
    assert gatekeeper("check").code == 1
    assert gatekeeper("ledger", "add").code == 0
    write("loop.md", _LOOP)
    write("plan.md", _PLAN)
    committed(folder)
    write("unit.xml", _junit(17, 20, "test_unit"))
    write("loop.xml", _junit(2))
    assert gatekeeper("check").code == 3
    return folder


def _audit(gatekeeper: Gatekeeper, *arguments: str) -> Mapping[str, Any]:
    ran = gatekeeper("audit", "--format", "json", *arguments)
    made: dict[str, Any] = json.loads(ran.out)
    return {"code": ran.code, **made}


@pytest.mark.usefixtures("shop")
def test_the_audit_finds_what_the_documents_hid(gatekeeper: Gatekeeper) -> None:
    made = _audit(gatekeeper)
    found = {(each["path"], each["line"], each["kind"]): each for each in made["claims"]}
    states = {place: each["finding"] for place, each in found.items()}
    assert made["code"] == 1
    assert states["loop.md", 3, "test_count"] == "supported"
    assert states["loop.md", 4, "pass_rate"] == "stale"
    assert "23 of 25" not in found["loop.md", 4, "pass_rate"]["evidence"]
    assert [states["loop.md", line, "status_word"] for line in range(8, 13)] == ["supported", "supported", "stale", "stale", "stale"]
    assert states["loop.md", 14, "status_word"] in ("inconsistent", "contradicted")
    assert "line 16 says of the same that it is failing" in found["loop.md", 14, "status_word"]["evidence"]
    assert states["loop.md", 18, "readiness"] == "contradicted"
    assert states["loop.md", 18, "health_pct"] == "unsupported"
    assert states["plan.md", 3, "test_count"] == states["plan.md", 3, "pass_rate"] == "supported"
    assert states["plan.md", 9, "pass_rate"] == "inconsistent"
    assert "54% is the failure rate" in found["plan.md", 9, "pass_rate"]["evidence"]
    assert not [place for place in found if place[0] == "plan.md" and place[1] in (7, 8)]
    notes = {(each["path"], each["line"]): each["text"] for each in made["notes"]}
    assert "not checkable" in notes["loop.md", 20]
    assert "without evidence" in notes["plan.md", 13]


def test_a_change_answers_for_its_own_lines(shop: Path, gatekeeper: Gatekeeper) -> None:
    assert _audit(gatekeeper, "--changed", "HEAD") == {**_audit(gatekeeper, "--changed", "HEAD"), "code": 0, "claims": []}
    with (shop / "plan.md").open("a", encoding="utf-8") as file:
        file.write("\n## Results\n\nCoverage: 93%\n\nAll 37 unit tests pass.\n")
    made = _audit(gatekeeper, "--changed", "HEAD")
    assert [(each["path"], each["line"], each["finding"]) for each in made["claims"] if each["blocking"]] == [
        ("plan.md", 19, "unsupported"),
        ("plan.md", 21, "stale"),
    ]
    assert made["code"] == 1


def test_a_baseline_accepts_what_is_there_and_nothing_new(shop: Path, gatekeeper: Gatekeeper) -> None:
    assert gatekeeper("audit", "--baseline", "accepted.json").code == 2
    assert gatekeeper("audit", "--baseline", "accepted.json", "--update-baseline").code == 0
    assert gatekeeper("audit", "--baseline", "accepted.json").code == 0
    kept = (shop / "accepted.json").read_bytes()
    (shop / "loop.md").write_text(_LOOP.replace("99% system health", "98% system health"), encoding="utf-8")
    ran = gatekeeper("audit", "--baseline", "accepted.json")
    assert (ran.code, "gone:" in ran.out, "accepted by the baseline" in ran.out) == (1, True, True)
    assert gatekeeper("audit", "--baseline", "accepted.json", "--update-baseline").code == 1
    assert len((shop / "accepted.json").read_bytes()) < len(kept)


def test_a_record_of_another_commit_makes_everything_stale(shop: Path, gatekeeper: Gatekeeper) -> None:
    (shop / "code.py").write_text("x = 1\n", encoding="utf-8")
    committed(shop)
    found = {(each["path"], each["line"], each["kind"]): each["finding"] for each in _audit(gatekeeper)["claims"]}
    assert found["plan.md", 3, "test_count"] == "stale"
    assert "supported" not in found.values()
