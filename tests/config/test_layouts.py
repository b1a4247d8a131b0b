"""What a path says about a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcmatch.glob import GLOBSTAR, NODOTDIR, globmatch

from gatekeeper.config.layouts import Layout, is_sample, known, layout_of, literal


@pytest.mark.parametrize(
    ("path", "runner", "name", "pattern"),
    [
        ("target/surefire-reports/TEST-a.xml", "surefire", "unit", "**/target/surefire-reports/TEST-*.xml"),
        ("web/target/surefire-reports/TEST-a.xml", "surefire", "unit", "**/target/surefire-reports/TEST-*.xml"),
        ("web/target/failsafe-reports/TEST-a.xml", "failsafe", "integration", "**/target/failsafe-reports/TEST-*.xml"),
        ("build/test-results/test/TEST-a.xml", "gradle", "unit", "**/build/test-results/test/**/TEST-*.xml"),
        (
            "app/build/test-results/integrationTest/x/TEST-a.xml",
            "gradle",
            "integration",
            "**/build/test-results/integrationTest/**/TEST-*.xml",
        ),
        ("build/test-results/my [task]/TEST-a.xml", "gradle", "my-task", "**/build/test-results/my [[]task]/**/TEST-*.xml"),
        ("build/test-results/TEST-a.xml", "gradle", "tests", "**/build/test-results/TEST-*.xml"),
        ("target/nextest/ci/junit.xml", "nextest", "tests", None),
    ],
)
def test_known_places(path: str, runner: str, name: str, pattern: str | None) -> None:
    layout = layout_of(path, None)
    assert known(path)
    assert (layout.runner, layout.name, layout.pattern) == (runner, name, pattern)


@pytest.mark.parametrize(
    "path", ["junit.xml", "target/surefire-reports/testng-results.xml", "surefire-reports/TEST-a.xml", "target/nextest/junit.xml"]
)
def test_places_that_say_nothing(path: str) -> None:
    assert not known(path)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("junit.xml", "tests"),
        ("reports/unit.xml", "unit"),
        ("reports/e2e/junit.xml", "e2e"),
        ("unit/integration-tests.xml", "integration"),
        ("communities/junit.xml", "tests"),
    ],
)
def test_names_from_words(path: str, name: str) -> None:
    assert layout_of(path, "pytest") == Layout(runner="pytest", name=name)


def test_unknown_dialects_are_other() -> None:
    assert layout_of("junit.xml", None).runner == layout_of("junit.xml", "doctest").runner == "other"


def test_profiles_of_nextest_stay_apart() -> None:
    assert layout_of("target/nextest/ci/junit.xml", None) != layout_of("target/nextest/default/junit.xml", None)


@pytest.mark.parametrize(
    ("path", "expected"), [("tests/fixtures/a.xml", True), ("src/test/resources/a.xml", True), ("fixtures.xml", False)]
)
def test_samples(path: str, expected: bool) -> None:
    assert is_sample(path) is expected


def test_a_known_place_is_no_sample() -> None:
    assert not is_sample("resources/target/surefire-reports/TEST-a.xml")


@given(st.text(st.characters(exclude_characters="/", exclude_categories=()), min_size=1).filter(lambda name: name not in (".", "..")))
def test_a_literal_matches_its_own_path_and_can_be_configured(name: str) -> None:
    path = f"folder/{name}.xml"
    pattern = literal(path)
    assert globmatch(path, pattern, flags=GLOBSTAR | NODOTDIR)
    assert not set(pattern) & {chr(number) for number in (*range(32), 127)}
    assert "\\" not in pattern
    pattern.encode()


def test_a_literal_matches_nothing_else() -> None:
    assert not globmatch("axb.xml", literal("a*b.xml"), flags=GLOBSTAR)
    assert not globmatch("ab.xml", literal("a[bc].xml"), flags=GLOBSTAR)
    assert literal("!a.xml") == "./!a.xml"
