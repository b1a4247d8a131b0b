from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import configs
import pytest
import runs
from clones import bare_configuration, committed, git, repository
from ledgers import MAIN, about, kept, ledger, made, run
from msgspec import structs
from records import category, rule

from gatekeeper.evidence.ledger.baseline import base_ref, with_baselines
from gatekeeper.model import Baseline, File, FileStatus, Outcome, Run, Sample, Subject, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.inventory import Inventory
    from gatekeeper.evidence.record import RuleRow

_A = [("unit", "c::a", "passed")]
_AB = [*_A, ("unit", "c::b", "passed")]


def _config(folder: Path, more: str = "", text: str = "no_regression = true\nmax_removed = 0\n") -> Config:
    return configs.settle(folder, f"{more}{configs.UNIT}{text}")


def _now(folder: Path, tests: Iterable[tuple[object, ...]] = tuple(_A)) -> tuple[Path, Inventory]:
    """Return the inventory of this run as a place holds it: under a name of its own."""
    accepted = kept(folder / "now", made(), tests)
    path = folder / "now" / "inventory"
    (folder / "now" / "record.cases.jsonl.gz").rename(path)
    assert accepted.record.inventory
    return path, accepted.record.inventory


def _run(ref: str | None = MAIN, *names: str) -> Run:
    return replace(runs.run(*map(runs.category, names or ("unit",))), subject=Subject(ref=ref))


def _base(folder: Path, minutes: float = 0, tests: Iterable[tuple[object, ...]] = tuple(_AB), **more: Any) -> Accepted:
    return kept(folder / f"made-{minutes}", made(minutes, **more), tests)


def _of_gate(name: str = "", **more: Any) -> dict[str, Any]:
    return {**more, "policy": structs.replace(made().policy, name=name)}


def _baseline(folder: Path, *bases: Accepted, config: Config | None = None, of: Run | None = None, **environ: str) -> Baseline:
    for base in bases:
        ledger(folder, base)
    found = with_baselines(of or _run(), config or _config(folder), _now(folder), environ).categories[0].baseline
    assert found
    return found


def _answer(outcome: Outcome, reason: str, name: str = "no-regression") -> RuleRow:
    return rule(name, verdict=Verdict.INCOMPLETE, outcome=outcome, reason=reason)


def _incomplete(*rules: RuleRow, **more: Any) -> dict[str, Any]:
    verdict = Verdict.INCOMPLETE
    return {"verdict": verdict, "rules": list(rules), "categories": [category(verdict=verdict)], **more}


def test_the_newest_accepted_record_of_the_branch_is_compared_with(tmp_path: Path) -> None:
    bases = (_base(tmp_path, 1, _A, run=run(811)), _base(tmp_path, 2, run=run(812)), _base(tmp_path, 3, _A, verdict=Verdict.FAILED))
    found = _baseline(tmp_path, bases[0])
    assert (found.removed, found.missing) == (Sample(), "")
    found = _baseline(tmp_path, *bases[1:])
    assert (found.removed, found.regressed) == (Sample(count=1, first=("c::b",)), Sample())
    assert found.about == f"record {bases[1].digest[:12]} (refs/heads/main, 2026-01-02, run 812)"


@pytest.mark.parametrize(
    "more",
    [
        {"partial": True},
        {"subject": about(ref="refs/heads/other")},
        {"subject": about(ref=None)},
        _of_gate("another"),
        {"categories": [category("e2e")], "rules": [rule(category="e2e", verdict=Verdict.PASSED)]},
        {"verdict": Verdict.STALE},
    ],
)
def test_other_records_are_none(tmp_path: Path, more: dict[str, Any]) -> None:
    found = _baseline(tmp_path, _base(tmp_path, **more))
    assert found == Baseline(missing="the ledger holds no accepted record of refs/heads/main with category unit")


def test_a_category_that_was_absent_is_compared_with_an_older_record(tmp_path: Path) -> None:
    absent = [category("unit", verdict=None, absent="not today", pass_rate=None), category("e2e")]
    newer = _base(tmp_path, 2, [("e2e", "c::x", "passed")], categories=absent, rules=[rule(category="e2e", verdict=Verdict.PASSED)])
    older = _base(tmp_path, 1)
    ledger(tmp_path, older)
    assert _baseline(tmp_path, newer).about.startswith(f"record {older.digest[:12]} ")


@pytest.mark.parametrize(
    ("rules", "accepted"),
    [
        ((_answer(Outcome.INCONCLUSIVE, "NO BASELINE: none"),), True),
        ((_answer(Outcome.INCONCLUSIVE, "NO BASELINE: none", "no-removed-tests"), rule(verdict=Verdict.PASSED)), True),
        ((_answer(Outcome.INCONCLUSIVE, "NO BASELINE: none"), _answer(Outcome.INCONCLUSIVE, "no durations", "max-duration")), False),
        ((_answer(Outcome.INCONCLUSIVE, "NO BASELINE: none"), rule(verdict=Verdict.FAILED)), False),
        ((_answer(Outcome.FAILED, "NO BASELINE: none"),), False),
        ((_answer(Outcome.INCONCLUSIVE, "NO BASELINE: none", "max-duration"),), False),
        ((_answer(Outcome.INCONCLUSIVE, "NO BASELINE: none", "no-such-rule"),), False),
        ((_answer(Outcome.INCONCLUSIVE, "the rest"),), False),
    ],
)
def test_a_record_that_lacked_nothing_but_a_baseline_can_be_one(tmp_path: Path, rules: tuple[RuleRow, ...], *, accepted: bool) -> None:
    found = _baseline(tmp_path, _base(tmp_path, **_incomplete(*rules)))
    assert bool(found.missing) is not accepted
    assert found.removed.count == accepted


@pytest.mark.parametrize("dirty", [True, None])
def test_a_record_with_local_changes_is_none(tmp_path: Path, dirty: bool | None) -> None:
    older = _base(tmp_path, 1)
    assert _baseline(tmp_path, older, _base(tmp_path, 2, _A, subject=about(dirty=dirty))).about.startswith(f"record {older.digest[:12]} ")
    lacking = _base(tmp_path / "x", 2, subject=about(dirty=dirty), **_incomplete(_answer(Outcome.INCONCLUSIVE, "NO BASELINE: none")))
    found = _baseline(tmp_path / "x", lacking)
    assert found.missing.endswith(" with category unit; records with local changes, or that git tracks, are none")


@pytest.mark.parametrize("below", ["", "sub"])
def test_a_record_that_git_tracks_is_none(folder: Path, below: str) -> None:
    base = folder / below
    older, newer = _base(base, 1), _base(base, 2, _A)
    git(folder, "init", "--quiet")
    assert _baseline(base, older, newer).about.startswith(f"record {newer.digest[:12]} ")
    path = ledger(base).find(newer.digest)
    git(folder, "add", "--force", str(path))
    assert _baseline(base).about.startswith(f"record {older.digest[:12]} ")
    git(folder, "add", "--force", ".")
    assert "or that git tracks, are none" in _baseline(base).missing
    (folder / ".git" / "index").write_bytes(b"damaged")
    assert _baseline(base).missing.startswith("git cannot tell whether the ledger is committed: ")


def test_a_run_of_an_older_commit_that_is_started_again_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare_configuration(monkeypatch)
    repository(folder)
    of = {name: structs.replace(about(), commit=committed(folder, name)) for name in ("old", "new")}
    first, newer, again = (
        _base(folder, 1, _A, subject=of["old"]),
        _base(folder, 2, subject=of["new"]),
        _base(folder, 3, _A, subject=of["old"]),
    )
    assert _baseline(folder, first, newer, again).about.startswith(f"record {newer.digest[:12]} ")
    twice = _base(folder, 4, subject=of["new"])
    assert _baseline(folder, twice).about.startswith(f"record {twice.digest[:12]} ")
    unknown = _base(folder, 5, subject=about("c"))
    assert _baseline(folder, unknown).about.startswith(f"record {unknown.digest[:12]} ")


def test_a_newer_commit_without_the_category_does_not_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare_configuration(monkeypatch)
    repository(folder)
    old, new = (structs.replace(about(), commit=committed(folder, name)) for name in ("old", "new"))
    more: dict[str, Any] = {"categories": [category("e2e")], "rules": [rule(category="e2e", verdict=Verdict.PASSED)]}
    base = _base(folder, 1, subject=old)
    assert _baseline(folder, base, _base(folder, 2, subject=new, **more)).about.startswith(f"record {base.digest[:12]} ")


def test_a_test_that_is_moved_into_an_advisory_category_is_removed(tmp_path: Path) -> None:
    config = _config(tmp_path, '[categories.extra]\nreports = ["e.xml"]\nblocking = false\n')
    ledger(tmp_path, _base(tmp_path))
    found = with_baselines(_run(), config, _now(tmp_path, [*_A, ("extra", "c::b", "failed")]), {}).categories[0].baseline
    assert found
    assert (found.removed, found.regressed) == (Sample(count=1, first=("c::b",)),) * 2


_LACKING = _answer(Outcome.INCONCLUSIVE, "NO BASELINE: none")


def test_a_later_record_without_a_baseline_takes_the_place_of_none_that_passed(tmp_path: Path) -> None:
    accepted = _base(tmp_path, 1)
    found = _baseline(tmp_path, accepted, _base(tmp_path, 2, _A, **_incomplete(_LACKING)))
    assert found.about.startswith(f"record {accepted.digest[:12]} ")
    assert found.removed.count == 1


def test_of_those_that_lacked_a_baseline_the_first_is_one(tmp_path: Path) -> None:
    first = _base(tmp_path, 1, **_incomplete(_LACKING))
    red = _base(tmp_path, 0, _A, **_incomplete(_LACKING, rule(verdict=Verdict.FAILED)))
    found = _baseline(tmp_path, red, first, _base(tmp_path, 2, _A, **_incomplete(_LACKING)))
    assert found.about.startswith(f"record {first.digest[:12]} ")


@pytest.mark.parametrize(("commit", "digest", "same"), [("a", "0", True), ("b", "0", False), ("a", "1", False)])
def test_the_first_record_is_not_compared_with_itself(tmp_path: Path, commit: str, digest: str, *, same: bool) -> None:
    file = File(path="a.xml", status=FileStatus.COUNTED, sha256=digest * 64)
    of = replace(_run(), categories=(runs.category("unit", files=(file,)),), subject=Subject(commit=commit * 40, ref=MAIN))
    base = _base(tmp_path, **_incomplete(_LACKING))
    found = _baseline(tmp_path, base, of=of)
    assert found.missing == (f"record {base.digest[:12]}, the first with category unit, was made from these very reports" if same else "")
    assert ("run the tests again" in found.remedy) is same


def test_one_that_passed_may_be_of_the_same_reports(tmp_path: Path) -> None:
    file = File(path="a.xml", status=FileStatus.COUNTED, sha256="0" * 64)
    of = replace(_run(), categories=(runs.category("unit", files=(file,)),), subject=Subject(commit="a" * 40, ref=MAIN))
    assert not _baseline(tmp_path, _base(tmp_path), of=of).missing


def test_what_is_advisory_does_not_keep_a_record_from_being_one(tmp_path: Path) -> None:
    rules = (_answer(Outcome.INCONCLUSIVE, "NO BASELINE: none"), rule(category="e2e", verdict=Verdict.FAILED))
    categories = [category(verdict=Verdict.INCOMPLETE), category("e2e", Verdict.FAILED, blocking=False)]
    assert not _baseline(tmp_path, _base(tmp_path, **_incomplete(*rules, categories=categories))).missing


@pytest.mark.parametrize(
    ("more", "environ", "ref", "wanted"),
    [
        ("", {}, MAIN, MAIN),
        ("", {"GITHUB_BASE_REF": ""}, "refs/heads/x", "refs/heads/x"),
        ("", {"GITHUB_BASE_REF": "main"}, "refs/pull/7/merge", MAIN),
        ('[gate]\nbaseline_ref = "release/1"\n', {"GITHUB_BASE_REF": "main"}, MAIN, "refs/heads/release/1"),
        ('[gate]\nbaseline_ref = "refs/tags/v1"\n', {}, MAIN, "refs/tags/v1"),
        ("", {}, None, None),
    ],
)
def test_which_branch_is_the_base(tmp_path: Path, more: str, environ: dict[str, str], ref: str | None, wanted: str | None) -> None:
    assert base_ref(_config(tmp_path, more), Subject(ref=ref), environ) == wanted


def test_a_pull_request_is_compared_with_its_base(tmp_path: Path) -> None:
    found = _baseline(tmp_path, _base(tmp_path), of=_run("refs/pull/7/merge"), GITHUB_BASE_REF="main")
    assert (found.missing, found.removed.count) == ("", 1)


def test_an_unknown_branch_has_no_baseline(tmp_path: Path) -> None:
    found = _baseline(tmp_path, _base(tmp_path), of=_run(None))
    assert found.missing
    assert "baseline_ref" in found.remedy


def test_a_run_that_keeps_no_inventory_is_not_compared(tmp_path: Path) -> None:
    ledger(tmp_path, _base(tmp_path))
    found = with_baselines(_run(), _config(tmp_path), None, {}).categories[0].baseline
    assert found
    assert (found.missing, "write its record" in found.remedy) == ("this run keeps no inventory", True)


def test_an_inventory_of_this_run_that_is_damaged_is_not_compared(tmp_path: Path) -> None:
    ledger(tmp_path, _base(tmp_path))
    path, inventory = _now(tmp_path)
    path.write_bytes(b"")
    found = with_baselines(_run(), _config(tmp_path), (path, inventory), {}).categories[0].baseline
    assert found == Baseline(missing="the inventory of this run cannot be read: its SHA-256 is not the one in the record")


def test_a_record_without_its_inventory_is_no_baseline(tmp_path: Path) -> None:
    base = _base(tmp_path)
    path = ledger(tmp_path, base).find(base.digest)
    assert path
    path.with_name(f"{base.digest}.cases.jsonl.gz").unlink()
    found = _baseline(tmp_path)
    assert found.missing.startswith(f"the inventory of record {base.digest[:12]} ")
    assert found.missing.endswith("cannot be used: it is not beside the record")


def test_a_record_that_does_not_hold_together_is_no_baseline(tmp_path: Path) -> None:
    found = _baseline(tmp_path, kept(tmp_path / "made", structs.replace(made(), exit_code=1), _AB))
    assert found.missing.endswith("the exit code is not that of the verdict")
    assert found.remedy
    assert found.about == ""


def test_only_categories_with_such_a_rule_are_compared(tmp_path: Path) -> None:
    text = f'[categories.e2e]\nreports = ["e.xml"]\nno_regression = true\n{configs.UNIT}'
    config = configs.settle(tmp_path, text)
    of = replace(_run(MAIN, "e2e", "unit"), categories=(runs.category("e2e", absent="not today"), runs.category("unit")))
    assert [each.baseline for each in with_baselines(of, config, _now(tmp_path), {}).categories] == [None, None]


def test_waivers_are_told_which_tests_they_name(tmp_path: Path) -> None:
    waiver = configs.WAIVER.replace("pass-rate", "no-regression") + 'tests = ["c::b"]\n'
    config = configs.settle(tmp_path, f"{configs.UNIT}no_regression = true\n{waiver}")
    ledger(tmp_path, _base(tmp_path))
    now = _now(tmp_path, [("unit", "c::a", "failed"), ("unit", "c::b", "failed")])
    found = with_baselines(_run(), config, now, {}).categories[0].baseline
    assert found
    assert (found.regressed.count, found.unexcused) == (2, Sample(count=1, first=("c::a",)))
