"""What to know about a runner before its reports are trusted."""

from __future__ import annotations

_MAVEN = (
    "Maven: run with --fail-at-end, or the modules behind the first failing one write no report.",
    "Maven: -Dmaven.test.failure.ignore=true only where this gate decides afterwards.",
    "Maven: a module whose test process crashed or did not compile leaves no report: set min_executed or expected_files.",
)
_ADVICE: dict[str, tuple[str, ...]] = {
    "pytest": (
        "pytest: junit_family = xunit1 in its configuration puts file and line into the report.",
        "pytest: `pytest || true` hides a crash, which leaves yesterday's report: keep the exit code, and delete the report first.",
        "pytest: -x and -k leave tests out of the report without a trace: set min_executed.",
    ),
    "jest": (
        'jest: set reportTestSuiteErrors: "true" for jest-junit, or a suite that does not load is missing without a trace.',
        'jest: addFileAttribute: "true" names the file of each test.',
    ),
    "surefire": _MAVEN,
    "failsafe": (*_MAVEN, "Maven: run verify; integration-test alone never fails."),
    "gradle": (
        "Gradle: run with --continue, or the projects behind the first failing one write no report.",
        "Gradle: a task that is up to date keeps its earlier report: where max_age is set, run with --rerun-tasks.",
        "Gradle: a test process that crashed leaves no report: set min_executed or expected_files.",
    ),
    "go": (
        "Go: go-junit-report sees build errors only with 2>&1, and a pipe hides the exit code: set -o pipefail.",
        "Go: -count=1 keeps cached results out; set min_executed, because a package that panics loses its other tests.",
    ),
    "nextest": (
        "nextest: only a profile with [profile.NAME.junit] writes a report; --no-fail-fast runs the tests behind a failure.",
        "nextest: a crate that does not build leaves yesterday's report: delete it first.",
    ),
    "ctest": (
        "ctest: a test whose program was not built is reported as skipped: set max_skipped = 0.",
        "ctest: without --no-tests=error a filter that selects nothing exits with 0.",
    ),
}
HOW_TO_REPORT = (
    ("pytest", "pytest --junitxml=junit.xml -o junit_family=xunit1"),
    ("Maven", "mvn --fail-at-end verify (writes target/surefire-reports, target/failsafe-reports)"),
    ("Gradle", "gradle --continue test (writes build/test-results)"),
    ("jest", "jest --reporters=default --reporters=jest-junit"),
    ("Go", "gotestsum --junitfile junit.xml"),
    ("nextest", 'path = "junit.xml" under [profile.ci.junit] in .config/nextest.toml'),
    ("ctest", "ctest --no-tests=error --output-junit junit.xml"),
)


def advice(runner: str) -> tuple[str, ...]:
    """Return one sentence for each trap; none for a runner that is not known."""
    return _ADVICE.get(runner, ())
