"""The record and its inventory, as the real command writes them."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import reports
from scenarios import SCENARIOS

from gatekeeper.evidence import record as rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

_MOMENTS = ("created", "run")
_CONTRACT = {
    "verdict", "exit_code", "partial", "subject", "policy", "categories", "rules", "files", "failures", "inventory", "waivers", "tool",
    "created",
}  # fmt: skip


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_record_is_valid(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path, name: str) -> None:
    scenario = SCENARIOS[name]
    for path, text in scenario.files.items():
        write(path, text)
    ran = gatekeeper("check", *scenario.arguments, GITHUB_RUN_ID="815")
    data = (folder / ".gatekeeper/record.json").read_bytes()
    record: dict[str, Any] = json.loads(data)
    jsonschema.Draft202012Validator(rows.json_schema()).validate(record)
    assert set(record) >= _CONTRACT
    assert (ran.code, record["exit_code"]) == (scenario.code, scenario.code)
    assert rows.encode(rows.decode(data)) == data


def test_a_wrong_record_is_not_valid(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.passed(2)))
    record = json.loads(gatekeeper("check", "junit.xml", "--format", "json").out)
    validator = jsonschema.Draft202012Validator(rows.json_schema())
    jsonschema.Draft202012Validator.check_schema(rows.json_schema())
    for key in _CONTRACT:
        assert not validator.is_valid({name: value for name, value in record.items() if name != key})
    assert not validator.is_valid({**record, "verdict": "GREEN"})


def test_the_same_input_gives_the_same_bytes(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> None:
    for number in range(5):
        write(f"out/{number}.xml", reports.report(reports.passed(20, f"t{number}"), reports.failed(), reports.skipped()))
    found = []
    for run in ("1", "2"):
        gatekeeper("check", "out", GITHUB_RUN_ID=run, PYTHONHASHSEED=run)
        record = json.loads((folder / ".gatekeeper/record.json").read_bytes())
        moments = {name: record.pop(name) for name in _MOMENTS}
        found.append((json.dumps(record), (folder / ".gatekeeper/record.cases.jsonl.gz").read_bytes()))
        assert (moments["run"]["id"], moments["created"][-6:]) == (run, "+00:00")
    assert found[0] == found[1]


def test_the_inventory_lists_every_test(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> None:
    write("a.xml", reports.report(reports.passed(2), reports.failed(), reports.skipped()))
    write("b.xml", reports.report(reports.case("x", time=None), reports.case("twice"), reports.failed("twice")))
    write("c.xml", "<broken")
    gatekeeper("check", "a.xml", "b.xml", "c.xml")
    record = json.loads((folder / ".gatekeeper/record.json").read_bytes())
    data = (folder / ".gatekeeper" / record["inventory"]["path"]).read_bytes()
    lines = [json.loads(line) for line in gzip.decompress(data).splitlines()]
    assert record["inventory"] == {"path": "record.cases.jsonl.gz", "sha256": sha256(data).hexdigest(), "tests": len(lines)}
    assert sorted(map(tuple, lines), key=str) == sorted(
        [
            ("tests", "c::t0", "passed", 0.001, 1),
            ("tests", "c::t1", "passed", 0.001, 1),
            ("tests", "c::bad", "failed", 0.001, 1),
            ("tests", "c::later", "skipped", 0.001, 1),
            ("tests", "c::x", "passed", None, 1),
            ("tests", "c::twice", "failed", 0.001, 2),
        ],
        key=str,
    )


def test_a_duplicate_file_is_listed_once(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    for name in ("a.xml", "b.xml"):
        write(name, reports.report(reports.passed(2)))
    record = json.loads(gatekeeper("check", "a.xml", "b.xml", "--format", "json").out)
    assert (record["inventory"]["tests"], [file["status"] for file in record["files"]]) == (2, ["counted", "duplicate"])


def test_failures_are_bounded(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(*(reports.failed(f"t{number}", "m" * 100_000) for number in range(300))))
    ran = gatekeeper("check", "junit.xml", "--format", "json")
    record = json.loads(ran.out)
    assert (len(record["failures"]), max(len(each["message"]) for each in record["failures"])) == (200, 1000)
    assert record["categories"][0]["counts"]["failed"] == 300


def test_the_policy_holds_every_setting_in_its_written_form(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write(
        "gatekeeper.toml",
        '[categories.unit]\nreports = ["junit.xml"]\npass_rate = "> 90%"\nmin_executed = 1\nmax_skipped = "50%"\nmax_failures = 3\n'
        'min_duration = "0s"\nmax_age = "99999d"\nexpected_files = 1\nrequired_tests = ["c::t*"]\nblocking = true\n',
    )
    write("junit.xml", reports.report(reports.passed(3), timestamp="2026-01-02T03:04:05Z"))
    ran = gatekeeper("check", "--format", "json")
    settings = json.loads(ran.out)["policy"]["categories"]["unit"]
    assert (ran.code, settings["pass_rate"], settings["min_executed"], settings["reports"]) == (0, "> 90%", 1, ["junit.xml"])
    assert settings["required_tests"] == ["c::t*"]


def test_another_policy_has_another_digest(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.passed(3)))
    digests = {
        json.loads(gatekeeper("check", "junit.xml", "--format", "json", *more).out)["policy"]["sha256"]
        for more in ((), ("--pass-rate", "90%"), ("--pass-rate", "> 90%"), ("--min-executed", "1"))
    }
    assert len(digests) == 4
