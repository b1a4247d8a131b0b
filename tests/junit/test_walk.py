from __future__ import annotations

from xml.parsers import expat

import pytest
import reports
from hypothesis import given
from hypothesis import strategies as st
from readings import four, read, simple_count

from gatekeeper.junit import tally
from gatekeeper.junit.walk import callbacks
from gatekeeper.junit.walker import Walker
from gatekeeper.junit.want import Want

TAGS = ["testsuite", "testsuites", "testcase", "failure", "error", "skipped", "properties", "system-out", "x"]
NAMES = st.sampled_from([None, "a", "b"])


def element(tag: str, name: str | None, children: list[str]) -> str:
    return f"<{tag}{reports.attributes(name=name)}>{''.join(children)}</{tag}>"


TREES = st.recursive(
    st.builds(element, st.sampled_from(TAGS), NAMES, st.just([])),
    lambda inner: st.builds(element, st.sampled_from(TAGS), NAMES, st.lists(inner, max_size=4)),
    max_leaves=30,
)


@given(st.lists(TREES, max_size=4))
def test_any_nesting_counts_like_a_simple_walk_over_the_tree(children: list[str]) -> None:
    report = element("testsuites", None, children)
    reading = read(report)
    passed, skipped, failed, errored = four(reading.file.counts)
    assert (passed, skipped, failed, errored - reading.errors.count) == simple_count(report)


@pytest.mark.parametrize(
    "report",
    [
        pytest.param('<testsuites><testcase name="a"/><testcase name="b"><failure/></testcase></testsuites>', id="no suite at all"),
        pytest.param('<testsuite><testcase name="a"/><testcase name="b"><failure/></testcase></testsuite>', id="suite as root"),
        pytest.param(
            '<testsuites><testsuite><testsuite><testcase name="a"/></testsuite>'
            '<testcase name="b"><failure/></testcase></testsuite></testsuites>',
            id="nested suites",
        ),
        pytest.param('<run><testsuite><testcase name="a"/><testcase name="b"><failure/></testcase></testsuite></run>', id="other root"),
        pytest.param(
            '<testsuites xmlns="urn:x"><testsuite><testcase name="a"/><testcase name="b"><failure/></testcase></testsuite></testsuites>',
            id="default namespace",
        ),
        pytest.param(
            '<j:testsuites xmlns:j="u"><j:testsuite><j:testcase name="a"/><j:testcase name="b"><j:failure/></j:testcase>'
            "</j:testsuite></j:testsuites>",
            id="prefixes",
        ),
        pytest.param(
            '<testsuite xmlns:j="u"><testcase name="a"/><testcase name="b"><j:failure/></testcase></testsuite>', id="prefixed result"
        ),
        pytest.param('<testsuite><testcase name="a"><testcase name="b"><failure/></testcase></testcase></testsuite>', id="case in case"),
        pytest.param(
            '<testsuite><properties><testsuite><testcase name="b"><failure/></testcase></testsuite></properties>'
            '<testcase name="a"/></testsuite>',
            id="suite in properties",
        ),
        pytest.param(
            '<testsuite><testcase name="a"/><!-- <testcase/> --><?x <testcase/> ?><testcase name="b"><failure/>'
            "<system-out><![CDATA[<testcase/>]]></system-out></testcase></testsuite>",
            id="lookalikes",
        ),
    ],
)
def test_one_passed_and_one_failed_in_every_shape(report: str) -> None:
    reading = read(report)
    assert four(reading.counts) == (1, 0, 1, 0)
    assert [case.id.rpartition("::")[2] for case in reading.failures] == ["b"]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["failure", "skipped"], (0, 0, 1, 0)),
        (["skipped", "failure"], (0, 0, 1, 0)),
        (["failure", "error"], (0, 0, 0, 1)),
        (["error", "failure"], (0, 0, 0, 1)),
        (["failure", "failure"], (0, 0, 1, 0)),
        (["skipped", "skipped"], (0, 1, 0, 0)),
        (["failed", "Failure"], (1, 0, 0, 0)),
    ],
)
def test_a_case_with_several_results_counts_once_and_the_worst_wins(tags: list[str], expected: tuple[int, ...]) -> None:
    assert four(read(reports.report(reports.case("a", *map(reports.result, tags)))).counts) == expected


def test_after_a_case_in_a_case_the_outer_one_goes_on() -> None:
    report = (
        '<testsuite><testcase name="a"><testcase name="b"/><failure/></testcase>'
        '<testcase name="c"><failure/></testcase><testcase name="d"/></testsuite>'
    )
    reading = read(report)
    assert four(reading.counts) == (2, 0, 2, 0)
    assert [case.id.rpartition("::")[2] for case in reading.failures] == ["a", "c"]


def test_suites_and_cases_inside_a_result_of_a_suite_are_never_lost() -> None:
    inner = reports.suite(reports.failed("inner"), name="inner")
    report = reports.report(f"<error>{reports.failed('loose')}{inner}<x/></error>", reports.failed("after"), reports.case("good"))
    reading = read(report)
    assert four(reading.counts) == (1, 0, 3, 1)
    assert {"inner::inner", "c::after", "s::s"} <= {case.id.replace("c::inner", "inner::inner") for case in reading.failures}


def test_a_suite_is_handed_over_even_if_every_chunk_ends_inside_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "_TOO_LARGE", 10)
    adds_up, parser = tally.Tally(Want(category="t"), None), expat.ParserCreate()
    walker = Walker(parser, adds_up)
    steps = callbacks(walker, adds_up)
    parser.StartElementHandler, parser.EndElementHandler = steps.start, steps.end
    most = 0
    for chunk in ["<testsuite><testcase name='a'>", *["</testcase><testcase name='b'/><testcase name='c'>"] * 50]:
        parser.Parse(chunk)
        steps.between()
        most = max(most, len(walker.suite.cases))
    parser.Parse("<failure/></testcase></testsuite>", True)
    assert most <= 12
    assert (adds_up.cases, adds_up.elements.counts(0).passed, adds_up.elements.counts(0).failed) == (101, 100, 1)


def test_what_follows_a_case_in_a_case_keeps_its_own_results() -> None:
    nested = reports.case("outer", reports.case("inner"))
    reading = read(reports.report(nested, reports.failed("y"), reports.failed("z"), reports.skipped("s")))
    assert four(reading.counts) == (2, 1, 2, 0)
    assert [case.id for case in reading.failures] == ["c::y", "c::z"]
