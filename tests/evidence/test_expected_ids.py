from __future__ import annotations

import pytest
from _pytest.junitxml import mangle_test_address
from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.evidence.expected_ids import forms, prefix, without_group
from gatekeeper.junit.identity import one_line

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=12)
_NAME = st.text("ab_ü.", min_size=1, max_size=5)
_NODES = st.builds(
    lambda folders, names, parameters: "/".join([*folders, "test_a.py"]) + "".join(f"::{each}" for each in names) + parameters,
    st.lists(_NAME, max_size=3),
    st.lists(_NAME, min_size=1, max_size=3),
    st.one_of(st.just(""), st.builds("[{}]".format, _TEXT), st.builds("[{}]".format, st.sampled_from(["a::b", "a[b]", "x y", "a/b.py"]))),
)


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        ("tests/test_a.py::test_x", "tests.test_a::test_x"),
        ("test_a.py::TestX::TestIn::test_y[a::b]", "test_a.TestX.TestIn::test_y[a::b]"),
        ("docs/readme.rst::readme.rst", "docs.readme.rst::readme.rst"),
        ("src/mod.py::mod.f", "src.mod::mod.f"),
        ("a[b]/test_a.py::test_x", "pytest::a[b]/test_a.py::test_x"),
    ],
)
def test_what_pytest_prints_is_written_otherwise_in_its_report(listed: str, written: str) -> None:
    assert forms(listed) == (written, listed)


@pytest.mark.parametrize("listed", ["shop.CartTest", "adds two numbers", "test_x.py"])
def test_what_no_runner_of_that_kind_prints_is_taken_as_it_is(listed: str) -> None:
    assert forms(listed) == (listed,)


@settings(max_examples=40)
@given(_NODES)
def test_it_is_what_pytest_itself_makes_of_it(node: str) -> None:
    *classes, name = mangle_test_address(node)
    assert forms(node) == (one_line(f"{'.'.join(classes)}::{name}"), one_line(node))


@settings(max_examples=40)
@given(_NODES, _NODES)
def test_two_tests_of_one_list_are_two_tests(one: str, other: str) -> None:
    folders = [each.partition("::")[0].removesuffix(".py") for each in (one, other)]
    if one_line(one) != one_line(other) and not any("." in each for each in folders) and one.count("::") == other.count("::") == 1:
        assert forms(one)[0] != forms(other)[0]


@pytest.mark.parametrize(
    ("ran", "bare"),
    [
        ("tests.test_a::test_x@db", "tests.test_a::test_x"),
        ("tests.test_a::test_x[p]@db", "tests.test_a::test_x[p]"),
        ("tests.test_a::test_x[a@b]", None),
        ("tests@home.test_a::test_x", None),
        ("tests.test_a::@x", None),
        ("tests.test_a::test_x", None),
    ],
)
def test_a_group_is_no_part_of_the_id(ran: str, bare: str | None) -> None:
    assert without_group(ran) == bare


@pytest.mark.parametrize(
    ("listed", "ran", "found"),
    [
        ("tests.test_a::x", "pre.tests.test_a::x", ("pre.", "")),
        ("backend.tests.test_a::x", "tests.test_a::x", ("", "backend.")),
        ("test_a::x", "other_test_a::x", None),
        ("test_a::x", "test_a::x", None),
        ("b::x", "a::y.b::x", None),
        ("test_a::x", "sub.test_a::y", None),
    ],
)
def test_what_stands_before_an_id(listed: str, ran: str, found: tuple[str, str] | None) -> None:
    assert prefix(listed, ran) == found
