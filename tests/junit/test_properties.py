from __future__ import annotations

from unittest import mock

import pytest
import reports
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import read

from gatekeeper.junit import source
from gatekeeper.junit.properties import MORE, MOST_NAMES, MOST_VALUES


def told(name: str, value: str | None = None, text: str = "") -> str:
    return reports.result("property", None, text, name=name, value=value)


def kept(*properties: str, names: tuple[str, ...] = ("a*",), around: str = "properties") -> dict[str, tuple[str, ...]]:
    inner = f"<{around}>{''.join(properties)}</{around}>"
    return dict(read(reports.report(inner, reports.case()), properties=names).file.properties)


def test_values_are_attributes_or_text() -> None:
    assert kept(told("a1", "x"), told("a2", None, " y\nz "), told("b", "other")) == {"a1": ("x",), "a2": ("y z",)}


def test_the_root_and_every_suite_have_them_and_cases_do_not() -> None:
    inner = reports.suite(f"<properties>{told('a', '2')}</properties>", reports.case("t", f"<properties>{told('a', '9')}</properties>"))
    report = reports.suites(told("a", "1"), inner, reports.suite(told("a", "3"), told("a", "1"), reports.case()))
    assert read(report, properties=("a",)).file.properties == {"a": ("1", "2", "3")}


@pytest.mark.parametrize(
    "malformed",
    [
        "<property/>",
        "<property value='x'/>",
        "<property name='a'/>",
        "<property name='a' value=' '/>",
        f"<property name='a{'x' * 300}' value='1'/>",
    ],
)
def test_what_says_nothing_is_ignored(malformed: str) -> None:
    assert kept(malformed) == {}


def test_markup_inside_a_property_is_no_other_property() -> None:
    assert kept("<property name='a'>x<property name='a2' value='y'/><b>z</b></property>", told("a3", "w")) == {"a": ("xz",), "a3": ("w",)}


def test_a_case_inside_a_property_does_not_disturb() -> None:
    assert kept(f"<property name='a'>x{reports.failed()}y</property>", told("a2", "z")) == {"a": ("xy",), "a2": ("z",)}


def test_a_glob_has_no_brackets() -> None:
    assert kept(told("a[1]", "x"), told("a1", "y"), names=("a[1]",)) == {"a[1]": ("x",)}


def test_commits_environments_and_our_own_are_kept_unless_said_otherwise() -> None:
    names = ["git.commit", "GIT_COMMIT", "environment", "gatekeeper.collected", "java.version"]
    report = reports.report(*[told(name, "x") for name in names], reports.case())
    assert list(read(report).file.properties) == names[:-1]


def test_a_long_value_cannot_be_taken_for_a_whole_one() -> None:
    [value] = kept(told("a", "8" * 600))["a"]
    assert (len(value), value.endswith(MORE)) == (500, True)
    assert kept(told("a", None, "8" * 600))["a"] == (value,)


def test_too_many_values_and_names_are_noted() -> None:
    reading = read(reports.report(*[told("a", str(number)) for number in range(30)], reports.case()), properties=("a",))
    values = reading.file.properties["a"]
    assert (len(values), values[0], values[-1]) == (MOST_VALUES, "0", MORE)
    assert str(reading.notes) == "property a has more than 20 values: the rest is not looked at"
    reading = read(reports.report(*[told(f"a{number}", "x") for number in range(120)], reports.case()), properties=("a*",))
    assert len(reading.file.properties) == MOST_NAMES
    assert str(reading.notes) == "suites have more than 100 properties that are asked for: the rest is not looked at"


@settings(max_examples=25)
@given(st.text("ab \n<&", max_size=30), st.integers(1, 60))
def test_chunks_make_no_difference(text: str, chunk: int) -> None:
    report = reports.report(f"<properties>{told('a', None, text)}{told('b', text)}</properties>", reports.case())
    with mock.patch.object(source, "CHUNK", chunk):
        cut = read(report, properties=("a", "b")).file.properties
    assert cut == read(report, properties=("a", "b")).file.properties
    assert bool(text.strip()) == ("a" in cut) == ("b" in cut)
