from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
import reports
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import four, read, read_rows

from gatekeeper.junit import source
from gatekeeper.junit.outputs import Outputs
from gatekeeper.model import Sample

if TYPE_CHECKING:
    from gatekeeper.junit.reading import Reading

TEXT = "falling back to"
BAD = "warn: Falling  back\nto the mock"
OUT = reports.result("system-out", None, BAD)


def hits(report: str, **want: Any) -> tuple[str, ...]:
    return read(report, forbid=(TEXT,), **want).forbidden[TEXT].first


@pytest.mark.parametrize("tag", ["system-out", "system-err"])
def test_what_a_case_printed_is_searched(tag: str) -> None:
    assert hits(reports.report(reports.passed(2), reports.case("a", reports.result(tag, None, BAD)), reports.case("b"))) == ("c::a",)


@pytest.mark.parametrize("tag", ["system-out", "system-err"])
def test_what_a_suite_printed_is_searched(tag: str) -> None:
    out = reports.result(tag, None, BAD)
    assert hits(reports.suites(reports.suite(reports.case(), out, name="inner"), reports.suite(reports.case(), name="other"))) == ("inner",)


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<system-out>falling <![CDATA[ba]]>ck<!-- x --><?y z?> to</system-out>", id="cdata and comments"),
        pytest.param("<system-out>&#102;alling&#10;back to</system-out>", id="references"),
        pytest.param("<system-out>falling <b>back</b> to</system-out>", id="elements in it"),
        pytest.param("<x:system-out xmlns:x='u'>falling back to</x:system-out>", id="prefix"),
        pytest.param("<rerunFailure><system-err>falling back to</system-err></rerunFailure>", id="of an attempt"),
        pytest.param("<failure>f</failure><system-out>falling back to</system-out>", id="after a failure"),
        pytest.param("<system-out>falling back to</system-out><failure>f</failure>", id="before a failure"),
        pytest.param("<system-out>falling<testcase name='b'><x/></testcase> back to</system-out>", id="around a case"),
        pytest.param("<system-out>a<system-out>b</system-out>falling back to</system-out>", id="in itself"),
    ],
)
def test_it_is_found_in_every_shape(inner: str) -> None:
    assert hits(reports.report(reports.case("a", inner), reports.case("after", "<system-out>fine</system-out>"))) == ("c::a",)


@pytest.mark.parametrize(
    "inner",
    [
        "<failure>falling back to</failure>",
        "<properties><property name='a' value='falling back to'/></properties>",
        "<system-out>falling</system-out><system-err>back to</system-err>",
        "<system-out/>falling back to",
        "<!-- <system-out>falling back to</system-out> -->",
    ],
)
def test_only_output_is_searched_and_each_on_its_own(inner: str) -> None:
    assert hits(reports.report(reports.case("a", inner))) == ()


def test_a_case_in_the_output_of_a_suite_does_not_end_it() -> None:
    assert hits(reports.report(f"<system-out>falling{reports.failed()} back <x/>to</system-out>", reports.passed(2))) == ("s",)


def test_each_output_counts_once_and_few_are_named() -> None:
    report = reports.report(*[reports.case(f"t{number}", reports.result("system-out", None, BAD * 3)) for number in range(9)])
    assert read(report, forbid=(TEXT,)).forbidden == {TEXT: Sample(count=9, first=tuple(f"c::t{number}" for number in range(5)))}


def test_every_text_that_was_looked_for_is_named() -> None:
    assert read(reports.report(reports.case("a", OUT)), forbid=("nowhere", TEXT)).forbidden == {
        "nowhere": Sample(),
        TEXT: Sample(count=1, first=("c::a",)),
    }
    assert read(reports.report(reports.case("a", OUT))).forbidden == {}


def test_tests_of_other_categories_may_print_what_they_like() -> None:
    report = reports.report(reports.case("a", OUT), reports.case("b", OUT), reports.case("must_fail", OUT))
    assert hits(report, tests=("c::a",), canary=("*must_fail",)) == ("c::a", "c::must_fail")


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from([reports.case("a", OUT), reports.failed(), reports.case("b", OUT + reports.result("failure", "m", "t")), OUT]),
        min_size=1,
    ),
    st.integers(1, 90),
)
def test_chunks_make_no_difference_and_searching_changes_nothing_else(children: list[str], chunk: int) -> None:
    report = reports.report(reports.passed(1), *children)
    whole, rows = read_rows(report, forbid=(TEXT,))
    with mock.patch.object(source, "CHUNK", chunk):
        cut, cut_rows = read_rows(report, forbid=(TEXT,))
    assert (cut, cut_rows) == (whole, rows)
    assert without(whole) == without(read_rows(report)[0])
    assert four(whole.counts) == four(read(report).counts)


def without(reading: Reading) -> object:
    return (reading.file, reading.counts, reading.failures, reading.disagreements, reading.notes)


def test_a_huge_output_is_searched_in_small_pieces() -> None:
    longest = 0

    def watch(_: object, text: str) -> None:
        nonlocal longest
        longest = max(longest, len(text))

    with mock.patch("gatekeeper.junit.phrases.Search.feed", watch):
        read(reports.report(reports.case("a", reports.result("system-out", None, "0123456789\n" * 200_000))), forbid=(TEXT,))
    assert 1000 < longest <= 1 << 16


def test_nothing_is_searched_where_nothing_is_asked() -> None:
    outputs = Outputs(())
    assert (outputs.asked, outputs.start("system-out"), outputs.end(), outputs.sink) == (False, False, False, None)
