"""From reports to categories, through the real command: what is written loads and finds what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import reports
import tomli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

    Gatekeeper = Callable[..., Ran]
    Write = Callable[[str, str], Path]


GOOD = reports.report(reports.passed(2))


def categories(folder: Path) -> dict[str, Any]:
    """Return the reports of each category of the file that was written."""
    table = tomli.loads((folder / "gatekeeper.toml").read_text(encoding="utf-8"))
    return {name: each["reports"] for name, each in table["categories"].items()}


def different(number: int) -> str:
    """Return a report like no other."""
    return reports.report(reports.passed(number, f"t{number}_"))


def test_maven_with_modules(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    for number, module in enumerate(("core", "web"), 1):
        write(f"{module}/target/surefire-reports/TEST-{module}.xml", different(number))
    write("web/target/failsafe-reports/TEST-it.xml", different(3))
    write("web/target/failsafe-reports/failsafe-summary.xml", "<failsafe-summary/>")
    ran = gatekeeper("init")
    assert (ran.code, ran.err) == (0, "")
    assert categories(folder) == {
        "unit": ["**/target/surefire-reports/TEST-*.xml"],
        "integration": ["**/target/failsafe-reports/TEST-*.xml"],
    }
    assert "--fail-at-end" in ran.out
    text = (folder / "gatekeeper.toml").read_text()
    assert "# min_executed = 3 " in text
    assert "# expected_files = 2 " in text
    assert gatekeeper("check", "--no-record").code == 0


def test_gradle_by_task(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    write("app/build/test-results/test/TEST-a.xml", different(1))
    write("app/build/test-results/integrationTest/TEST-b.xml", different(2))
    write("lib/build/test-results/test/binary/TEST-c.xml", different(3))
    assert gatekeeper("init").code == 0
    assert categories(folder) == {
        "integration": ["**/build/test-results/integrationTest/**/TEST-*.xml"],
        "unit": ["**/build/test-results/test/**/TEST-*.xml"],
    }
    assert gatekeeper("check", "--no-record").code == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (reports.suites(reports.suite(reports.passed(), name="pytest"), name="pytest tests"), "pytest || true"),
        (reports.suites(reports.suite(reports.passed()), name="jest tests"), "reportTestSuiteErrors"),
        (reports.report('<properties><property name="go.version" value="go1.24"/></properties>', reports.passed()), "pipefail"),
        (reports.suites(reports.suite(reports.passed()), name="nextest-run"), "profile"),
        (reports.suite(reports.case(status="run"), tests=1, disabled=0, skipped=0), "--no-tests=error"),
    ],
    ids=["pytest", "jest", "go", "nextest", "ctest"],
)
def test_runners_that_write_one_file(gatekeeper: Gatekeeper, write: Write, folder: Path, text: str, says: str) -> None:
    write("out/junit.xml", text)
    ran = gatekeeper("init")
    assert categories(folder) == {"tests": ["out/junit.xml"]}
    assert says in ran.out
    assert says in (folder / "gatekeeper.toml").read_text()
    assert gatekeeper("check", "--no-record").code == 0


def test_two_runners_want_one_name(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    write("a.xml", reports.suites(reports.suite(reports.passed()), name="pytest tests"))
    write("b.xml", reports.suites(reports.suite(reports.passed()), name="jest tests"))
    for profile in ("ci", "default"):
        write(f"target/nextest/{profile}/junit.xml", different(len(profile)))
    assert gatekeeper("init").code == 0
    assert categories(folder) == {
        "tests-pytest": ["a.xml"],
        "tests-jest": ["b.xml"],
        "tests-ci": ["target/nextest/ci/junit.xml"],
        "tests-default": ["target/nextest/default/junit.xml"],
    }


def test_many_files_of_one_folder_are_one_pattern(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    for number in range(1, 5):
        write(f"reports/{number}.xml", different(number))
        write(f"mixed/TEST-{number}.xml", different(number + 10))
        write(f"{number}.xml", different(number + 20))
    write("mixed/coverage.xml", "<coverage/>")
    assert gatekeeper("init").code == 0
    assert categories(folder)["tests"] == [*(f"{number}.xml" for number in range(1, 5)), "mixed/TEST-*.xml", "reports/*.xml"]
    assert gatekeeper("check", "--no-record").code == 0


def test_others_reports_are_excluded_where_the_pattern_would_reach_them(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    write("target/surefire-reports/TEST-a.xml", GOOD)
    write("node_modules/x/target/surefire-reports/TEST-b.xml", different(5))
    assert gatekeeper("init").code == 0
    assert categories(folder) == {"unit": ["**/target/surefire-reports/TEST-*.xml", "!**/node_modules/**"]}
    assert "2 of 2 tests passed" in gatekeeper("check", "--no-record").out


def test_a_broken_report_where_a_runner_writes_stays_evidence(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    write("target/surefire-reports/TEST-a.xml", GOOD)
    write("target/surefire-reports/TEST-b.xml", "")
    assert gatekeeper("init").code == 0
    assert categories(folder) == {"unit": ["**/target/surefire-reports/TEST-*.xml"]}
    assert "# expected_files =" not in (folder / "gatekeeper.toml").read_text()
    assert gatekeeper("check", "--no-record").code == 3


def test_a_report_without_cases_is_found_and_suggests_nothing(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    write("junit.xml", reports.report(tests=0))
    assert gatekeeper("init").code == 0
    assert "min_executed" not in (folder / "gatekeeper.toml").read_text()
    assert gatekeeper("check", "--no-record").code == 3


def test_names_that_differ_in_nothing_get_a_number(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    for number, task in enumerate(("a b", "a-b", "a  b"), 1):
        write(f"build/test-results/{task}/TEST-a.xml", different(number))
    assert gatekeeper("init").code == 0
    assert list(categories(folder)) == ["a-b-gradle", "a-b-gradle-2", "a-b-gradle-3"]
    assert "6 of 6 tests passed" in gatekeeper("check", "--no-record").out
