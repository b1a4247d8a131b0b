from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import parted
import pytest
import reports
import runs
from msgspec.structs import replace as with_other

from gatekeeper.errors import UsageError
from gatekeeper.evidence.parts.gather import gather
from gatekeeper.evidence.parts.write import write
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from gatekeeper.config.settings import Config

RUNS = Path(".gatekeeper/runs")
E2E = '[categories.e2e]\nreports = ["e2e/*.xml"]\n'


@pytest.fixture
def config(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    return parted.configured(folder, monkeypatch=monkeypatch)


@pytest.fixture
def two(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    return parted.configured(folder, E2E, monkeypatch)


def _moved(name: str) -> None:
    """Put what a job left where another job gets it from."""
    Path("artifacts").mkdir(exist_ok=True)
    shutil.move(RUNS, Path("artifacts", name))


def test_parts_at_hand_are_judged_without_being_named(config: Config) -> None:
    parted.part(config, "1/2")
    parted.part(config, "2/2", tests=2)
    record = parted.judged(config)
    assert (record.verdict, record.categories[0].counts.tests) == (Verdict.PASSED, 5)
    assert [(each.path, each.witnessed) for each in record.files] == [
        (".gatekeeper/runs/unit-1/junit.xml", True),
        (".gatekeeper/runs/unit-2/junit.xml", True),
    ]
    assert [str(each.shard) for each in record.witnesses or ()] == ["1/2", "2/2"]


def test_without_a_part_the_patterns_are_searched(config: Config) -> None:
    Path("reports").mkdir()
    Path("reports/a.xml").write_text(reports.report(reports.passed()))
    record = parted.judged(config)
    assert (record.verdict, [each.path for each in record.files]) == (Verdict.PASSED, ["reports/a.xml"])
    assert b"witness" not in parted.encode(record)


def test_a_stranger_beside_parts_is_refused(config: Config) -> None:
    path = parted.part(config)
    Path("reports").mkdir()
    shutil.copy(path.parent / "unit-1/junit.xml", "reports/copy.xml")
    assert parted.judged(config).verdict is Verdict.PASSED
    Path("reports/old.xml").write_text(reports.report(reports.passed()))
    record = parted.judged(config)
    assert record.verdict is Verdict.INVALID
    assert "reports/old.xml: is not of the witnessed run beside it" in parted.said(record, "evidence-readable")
    parted.part(config, stale=("reports/old.xml",))
    assert parted.judged(config).verdict is Verdict.PASSED


def test_only_the_parts_of_its_own_categories_are_taken(two: Config) -> None:
    parted.part(two)
    parted.part(two, category="e2e", tests=2)
    shutil.copy(RUNS / "unit-1.json", RUNS / "unit-tests-1.json")
    record = parted.judged(two)
    assert (record.verdict, [each.counts.tests for each in record.categories]) == (Verdict.PASSED, [3, 2])
    assert [each.counts.tests for each in parted.judged(two, only="e2e").categories] == [2]


@pytest.mark.parametrize("name", ["artifacts", "artifacts/**", "artifacts/", "./artifacts"])
def test_artifacts_of_several_jobs_are_one_run(config: Config, name: str) -> None:
    parted.part(config, "1/2")
    _moved("one")
    parted.part(config, "2/2", tests=2)
    _moved("two")
    Path("artifacts/one/page.html").write_text("<html>")
    Path("artifacts/one/package.json").write_text("{}")
    record = parted.judged(config, name)
    assert (record.verdict, record.categories[0].counts.tests, len(record.files)) == (Verdict.PASSED, 5, 2)


def test_parts_travel_without_their_reports(config: Config) -> None:
    parted.part(config, "1/2")
    parted.part(config, "2/2")
    for number in (1, 2):
        shutil.rmtree(RUNS / f"unit-{number}")
    assert parted.judged(config, ".gatekeeper/runs/*").verdict is Verdict.PASSED
    assert parted.judged(config, *map(str, RUNS.glob("*.json"))).verdict is Verdict.PASSED


def test_the_same_part_twice_is_one_and_another_of_the_same_shard_is_refused(config: Config) -> None:
    parted.part(config, host="first")
    shutil.copytree(RUNS, "again")
    (Path("again/unit-1.cases.jsonl.gz")).unlink()
    for names in (("again", str(RUNS)), (str(RUNS), "again")):
        record = parted.judged(config, *names)
        assert (record.verdict, record.categories[0].counts.tests) == (Verdict.PASSED, 3)
    parted.part(config, host="second")
    shutil.copytree(RUNS, "other")
    shutil.rmtree("again")
    parted.part(config, host="third", xml=reports.report(reports.passed(4)))
    record = parted.judged(config, "other", str(RUNS))
    assert record.verdict is Verdict.INCOMPLETE
    assert all(f"on {name}" in parted.said(record, "shards") for name in ("second", "third"))


def test_a_missing_shard_is_named(config: Config) -> None:
    parted.part(config, "1/3")
    parted.part(config, "3/3")
    record = parted.judged(config)
    assert (record.verdict, parted.said(record, "shards")) == (Verdict.INCOMPLETE, "of 3 shards is missing: 2")
    one = parted.judged(config, parts=(RUNS / "unit-1.json",), shard=True)
    assert (one.verdict, one.categories[0].counts.tests) == (Verdict.PASSED, 3)


@pytest.mark.parametrize("name", ["", ".gatekeeper/runs", ".gatekeeper/**", ".gatekeeper/runs/unit-1.json"])
@pytest.mark.parametrize("data", [b"", b"{", b'{"$format": "gatekeeper-part-2"}'])
def test_a_damaged_part_is_never_passed_over(two: Config, name: str, data: bytes) -> None:
    parted.part(two, category="e2e")
    parted.part(two).write_bytes(data)
    record = parted.judged(two, *([name] if name else []))
    assert record.verdict is Verdict.INVALID
    assert "unit-1.json: it is no partial record of this version" in parted.said(record, "evidence-readable") or name


@pytest.mark.parametrize("name", ["", ".gatekeeper/runs", ".gatekeeper/**"])
def test_a_part_that_is_gone_is_missed_where_its_inventory_is_left(two: Config, name: str) -> None:
    parted.part(two, category="e2e")
    parted.part(two, "a")
    parted.part(two, "b").unlink()
    record = parted.judged(two, *([name] if name else []))
    assert record.verdict is Verdict.INVALID
    assert ".gatekeeper/runs/unit-b.json: it cannot be read: No such file" in parted.said(record, "evidence-readable")


def test_parts_of_categories_that_are_left_out_are_no_business_of_this_judgement(two: Config) -> None:
    parted.part(two)
    parted.part(two, category="e2e", tests=2)
    record = parted.judged(two, str(RUNS), only="e2e")
    assert (record.verdict, record.categories[0].counts.tests, len(record.files)) == (Verdict.PASSED, 2, 1)


def test_parts_of_other_gates_categories_and_settings_are_refused(config: Config, folder: Path) -> None:
    path = parted.part(config)
    parted.edited(path, lambda part: with_other(part, gate="Other"))
    assert "of the gate Other, not of this one" in parted.said(parted.judged(config, str(RUNS)), "evidence-readable")
    parted.part(config)
    other = parted.configured(folder, "reruns = true\n")
    assert "made with other settings (reruns)" in parted.said(parted.judged(other), "evidence-readable")
    path.rename(RUNS / "unit-tests-1.json")
    text = parted.UNIT.replace("categories.unit", "categories.unit-tests")
    (folder / "gatekeeper.toml").write_text(text)
    renamed = parted.loaded(folder)
    assert "of category unit, which is not judged here" in parted.said(parted.judged(renamed), "evidence-readable")


def test_more_may_have_been_asked_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = parted.configured(folder, 'required_tests = ["c::*t0"]\nforbid_output = ["falling back", "oops"]\n', monkeypatch)
    parted.part(before)
    after = parted.configured(folder, 'required_tests = ["c::*t1", "x"]\nforbid_output = ["oops"]\n')
    record = parted.judged(after)
    assert "no test matches x" in parted.said(record, "required-tests")
    assert "t1" not in parted.said(record, "required-tests")
    more = parted.configured(folder, 'forbid_output = ["oops", "retrying"]\n')
    assert "made with other settings (forbid)" in parted.said(parted.judged(more), "evidence-readable")


def test_a_run_without_a_report_is_no_evidence(config: Config, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parted.part(config, xml="", code=137)
    record = parted.judged(config)
    assert record.verdict is Verdict.NO_EVIDENCE
    assert "no report file matches what is listed by .gatekeeper/runs/unit-1.json" in parted.said(record, "evidence-found")
    optional = parted.configured(folder, 'optional = "not everywhere"\n', monkeypatch)
    record = parted.judged(optional)
    assert (record.verdict, record.categories[0].verdict, record.categories[0].absent) == (Verdict.NO_EVIDENCE, Verdict.NO_EVIDENCE, None)


def test_plain_reports_beside_parts_count_unless_they_must_be_witnessed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = parted.configured(folder, monkeypatch=monkeypatch)
    parted.part(config)
    Path("reports").mkdir()
    Path("reports/a.xml").write_text(reports.report(reports.passed(2)))
    assert parted.judged(config, str(RUNS), "reports").categories[0].counts.tests == 5
    strict = parted.configured(folder, "witnessed = true\n", monkeypatch)
    assert parted.said(parted.judged(strict, str(RUNS), "reports"), "witnessed") == "not collected by a witnessed run: reports/a.xml"
    assert parted.judged(strict, str(RUNS)).verdict is Verdict.PASSED


def test_two_shards_that_write_to_one_place_stay_apart(config: Config) -> None:
    for number in (1, 2):
        Path("reports").mkdir(exist_ok=True)
        Path("reports/a.xml").write_text(reports.report(reports.passed(number)))
        parted.written(config, f"{number}/2", {"reports/a.xml": "a"})
    for _ in range(2):
        record = parted.judged(config)
        assert (record.verdict, record.categories[0].counts.tests) == (Verdict.PASSED, 3)
        assert [each.path for each in record.files] == [f".gatekeeper/runs/unit-{number}.json/reports/a.xml" for number in (1, 2)]
        Path("reports/a.xml").unlink(missing_ok=True)
    Path("reports/a.xml").write_text(reports.report(reports.passed(4)))
    reason = parted.said(parted.judged(config), "evidence-readable")
    assert reason.count("../../reports/a.xml was changed since it was witnessed: let every run write its reports to {out}") == 2


def test_two_categories_that_write_to_one_place_stay_apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = '[categories.{}]\nreports = ["reports/*.xml"]\ntests = ["c::{}*"]\n'
    config = parted.configured(folder, "", monkeypatch)
    (folder / "gatekeeper.toml").write_text('[gate]\nname = "Widgets"\n' + table.format("unit", "t") + table.format("e2e", "s"))
    config = parted.loaded(folder)
    Path("reports").mkdir()
    for place, prefix in enumerate(("t", "s")):
        Path("reports/a.xml").write_text(reports.report(reports.passed(2, prefix)))
        name = config.categories[place].name
        seen = runs.witness(category=name, before=parted.HERE, after=parted.HERE)
        write(config, config.categories[place], seen, {"reports/a.xml": "a"}, RUNS / f"{name}-1.json")
    assert parted.judged(config).verdict is Verdict.PASSED
    Path("reports/a.xml").write_text(reports.report(reports.passed(3)))
    assert parted.judged(config).verdict is Verdict.INVALID


def test_a_part_that_was_moved_alone_says_nothing_of_reports_that_stand_there_by_chance(config: Config) -> None:
    Path("reports").mkdir()
    Path("reports/a.xml").write_text(reports.report(reports.passed(2)))
    parted.written(config, "1/1", {"reports/a.xml": "a"})
    shutil.copytree(RUNS, "artifacts/unit-1")
    shutil.copytree(RUNS, "job/.gatekeeper/runs")
    shutil.copytree("reports", "job/reports")
    Path("reports/a.xml").write_text(reports.report(reports.passed(4)))
    assert parted.judged(config, "artifacts").verdict is Verdict.PASSED
    assert parted.judged(config, "job/.gatekeeper/runs").verdict is Verdict.PASSED
    Path("job/reports/a.xml").write_text(reports.report(reports.passed(4)))
    assert "was changed" in parted.said(parted.judged(config, "job/.gatekeeper/runs"), "evidence-readable")


def test_a_run_that_ends_in_the_future_is_refused(config: Config) -> None:
    parted.part(config, ended=datetime.now(UTC) + timedelta(minutes=9))
    assert parted.judged(config).verdict is Verdict.PASSED
    parted.part(config, ended=datetime.now(UTC) + timedelta(minutes=12))
    assert "its run ended in the future" in parted.said(parted.judged(config), "evidence-readable")


def test_a_record_takes_the_place_of_no_part(config: Config) -> None:
    parted.part(config)
    with pytest.raises(UsageError, match="--record names a file that is read"):
        parted.judged(config, str(RUNS), record=RUNS / "unit-1.json")
    assert os.path.isfile(RUNS / "unit-1.json")


def test_the_commit_of_all_parts_is_that_of_the_subject(config: Config) -> None:
    other = parted.replace(parted.HERE, commit="c" * 40)
    parted.part(config, "1/2")
    parted.part(config, "2/2", before=other, after=other)
    record = parted.judged(config)
    assert (record.verdict, "shard 2/2 is of cccccccccccc" in parted.said(record, "same-commit")) == (Verdict.STALE, True)


def test_failures_of_many_parts_are_bounded_together(config: Config) -> None:
    bad = "".join(reports.failed(f"bad{number}") for number in range(150))
    parted.part(config, "1/2", xml=reports.report(bad))
    parted.part(config, "2/2", xml=reports.report(bad, "x"))
    record = parted.judged(config)
    assert (record.categories[0].counts.failed, len(record.failures)) == (300, 200)
    held = gather(sorted(RUNS.glob("*.json")), config).of("unit")
    assert [len(reading.failures) for part in held for reading in part.readings] == [150, 50]


def test_the_inventory_is_that_of_all_parts(config: Config, folder: Path) -> None:
    parted.part(config, "1/2")
    parted.part(config, "2/2", tests=2)
    record = parted.judged(config, record=folder / "out.json")
    assert record.inventory is not None
    assert record.inventory.tests == 5
