from __future__ import annotations

from typing import TYPE_CHECKING

import reports
from readings import category, four

from gatekeeper.junit.collect import collect
from gatekeeper.junit.find import Found
from gatekeeper.junit.reading import Reading, read_file
from gatekeeper.junit.want import Want
from gatekeeper.model import Category, Counts, FileStatus, Problem, Sample, Selection

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.settings import CategoryConfig

ONE = reports.report(reports.passed(2), reports.failed("bad"), name="one", time="1")
TWO = reports.report(reports.passed(3), name="two")
EVERY = Selection(tests=("*",))


def gather(
    folder: Path, config: CategoryConfig | None = None, keep: int = 200, want: Want | None = None, **files: str
) -> tuple[Category, list[Reading]]:
    """Write files, of which ``__`` in a name is a dash and ``_dot_`` a slash, read and collect them."""
    names = {name.replace("__", "-").replace("_dot_", "/"): text for name, text in files.items()}
    readings = []
    asked = want or Want(category="t", selections=frozenset({EVERY}))
    for name, text in names.items():
        path = folder / f"{name}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        readings.append(read_file(str(path), f"{name}.xml", asked))
    found = Found(files={name: name for name in names}, patterns={"*.xml": len(names)})
    return collect(config or category(), found, readings, keep, folder)


def statuses(made: Category) -> list[str]:
    return [file.status.value for file in made.files]


def test_files_add_up(tmp_path: Path) -> None:
    made, counted = gather(tmp_path, a=ONE, b=TWO)
    assert (four(made.counts), made.counts.cases, made.results, len(counted)) == ((5, 0, 1, 0), 6, 6, 2)
    assert made.selected[EVERY].tests == 6
    assert (made.seconds, made.untimed, made.patterns) == (0.006, 0, {"*.xml": 2})
    [case] = made.failures
    assert (case.id, case.category) == ("c::bad", "t")


def test_without_any_duration_there_is_no_total(tmp_path: Path) -> None:
    made, _ = gather(tmp_path, a=reports.report(reports.case(time=None)))
    assert (made.seconds, made.untimed) == (None, 1)


def test_failures_are_bounded_and_samples_joined(tmp_path: Path) -> None:
    lost = reports.report(reports.failed("x"), tests=9)
    made, _ = gather(tmp_path, keep=1, a=ONE, b=lost, c=lost.replace("9", "8"))
    assert (len(made.failures), made.counts.failed, made.suites.disagreements.count) == (1, 3, 2)


def test_the_same_bytes_count_once_and_say_so(tmp_path: Path) -> None:
    made, counted = gather(tmp_path, a=ONE, b=ONE, c=TWO)
    assert statuses(made) == ["counted", "duplicate", "counted"]
    assert (made.files[1].reason, made.counts.tests, len(counted)) == ("the same bytes as a.xml", 6, 2)


def test_the_same_bytes_count_twice_where_that_is_said(tmp_path: Path) -> None:
    made, _ = gather(tmp_path, category(same_bytes="count"), a=ONE, b=ONE)
    assert (statuses(made), made.counts.tests) == (["counted", "counted"], 6)


def test_refused_files_are_no_duplicates_of_each_other(tmp_path: Path) -> None:
    made, _ = gather(tmp_path, a="<html/>", b="<html/>", c="<testsuite/>", d="<testsuite/>")
    assert statuses(made) == ["refused"] * 4


def test_an_empty_file_may_be_allowed_by_name(tmp_path: Path) -> None:
    config = category(empty_files=("docs/*.xml", "b.xml"))
    made, counted = gather(
        tmp_path, config, a="<testsuite/>", b="<testsuite/>", docs_dot_c="<testsuite/>", deep_dot_b="<testsuite/>", d="<html/>"
    )
    assert statuses(made) == ["refused", "counted", "duplicate", "duplicate", "refused"]
    assert made.files[1].reason == "the report holds no test case, allowed by empty_files"
    assert [file.problem for file in made.files if file.status is FileStatus.REFUSED] == [Problem.NO_CASES, Problem.UNREADABLE]
    assert made.counts.tests == 0
    assert len(counted) == 3


def aggregate(*parts: str) -> str:
    return reports.suites(*(part[part.index("<testsuite ") : part.index("</testsuites>")] for part in parts))


def test_ants_aggregate_beside_its_parts_counts_once(tmp_path: Path) -> None:
    made, _ = gather(tmp_path, TESTS__TestSuites=aggregate(ONE, TWO), TEST__one=ONE, TEST__two=TWO)
    assert statuses(made) == ["duplicate", "counted", "counted"]
    assert (made.files[0].reason, made.counts.tests) == ("repeats the TEST-*.xml files beside it", 6)


def test_ants_aggregate_of_another_run_is_refused(tmp_path: Path) -> None:
    made, _ = gather(tmp_path, TESTS__TestSuites=aggregate(ONE), TEST__one=ONE, TEST__two=TWO)
    assert (made.files[0].status, made.files[0].problem) == (FileStatus.REFUSED, Problem.UNREADABLE)
    assert made.counts.tests == 6


def test_ants_aggregate_alone_counts(tmp_path: Path) -> None:
    made, _ = gather(tmp_path, TESTS__TestSuites=aggregate(ONE, TWO), other_dot_TEST__one=ONE)
    assert statuses(made) == ["counted", "counted"]
    made, _ = gather(tmp_path, TESTS__TestSuites="<html/>", TEST__one=ONE)
    assert statuses(made) == ["refused", "counted"]


def test_an_optional_category_without_files_is_absent_with_its_reason(tmp_path: Path) -> None:
    config = category(optional="documentation only")
    assert gather(tmp_path, config)[0].absent == "documentation only"
    assert gather(tmp_path, config, a=ONE)[0].absent is None
    assert gather(tmp_path)[0].absent is None


def test_failures_are_located_in_the_checkout(tmp_path: Path) -> None:
    (tmp_path / "src.py").write_text("")
    bad = reports.case("a", reports.result("failure", "m", 'File "src.py", line 4'))
    made, _ = gather(tmp_path, a=reports.report(bad))
    assert (made.failures[0].file, made.failures[0].line) == ("src.py", 4)


OUT = reports.result("system-out", None, "falling back to a mock")
ASKED = Want(category="t", forbid=("falling back", "nowhere"), canary=("*::canary*", "*::none"))


def test_what_must_not_be_printed_is_named_over_all_files(tmp_path: Path) -> None:
    config = category(forbid_output=("falling back", "nowhere"))
    one, two = (reports.report(reports.case(name, OUT)) for name in ("a", "b"))
    made, _ = gather(tmp_path, config, want=ASKED, a=one, b=two, c=one, d=TWO, e="<html/>")
    assert made.forbidden == {"falling back": Sample(count=2, first=("c::a", "c::b")), "nowhere": Sample()}
    assert gather(tmp_path, config)[0].forbidden == {"falling back": Sample(), "nowhere": Sample()}


def test_canaries_add_up_over_all_files_and_count_nowhere_else(tmp_path: Path) -> None:
    config = category(canary=("*::canary*", "*::none"))
    one = reports.report(reports.passed(2), reports.failed("canary1"))
    made, _ = gather(tmp_path, config, want=ASKED, a=one, b=reports.report(reports.case("canary2")), c=TWO)
    assert made.canaries == {"*::canary*": Counts(cases=2, passed=1, failed=1), "*::none": Counts()}
    assert (four(made.counts), made.failures) == ((5, 0, 0, 0), ())
    assert sum(file.counts.cases for file in made.files) == made.counts.cases + 2


def test_what_a_file_was_not_asked_for_nobody_can_say(tmp_path: Path) -> None:
    config = category(forbid_output=("falling back", "other"), canary=("*::canary*", "*::other"))
    made, _ = gather(tmp_path, config, want=ASKED, a=ONE)
    assert (list(made.forbidden), list(made.canaries)) == (["falling back"], ["*::canary*"])
    made, _ = gather(tmp_path, config, a=ONE)
    assert (made.forbidden, made.canaries) == ({}, {})


def test_placeholders_are_named_with_their_file_and_once(tmp_path: Path) -> None:
    dummy = reports.report(reports.case("dummy", classname="dummy"))
    made, _ = gather(tmp_path, a=dummy, b=ONE, c=dummy)
    assert made.dummies == Sample(count=1, first=('a.xml: its only test is "dummy" in suite "s"',))


def test_the_oldest_and_the_newest_moment_are_those_of_all_files(tmp_path: Path) -> None:
    old, new = (reports.report(reports.case(), timestamp=f"2026-05-0{day}T00:00:00Z") for day in (1, 3))
    suites = gather(tmp_path, a=new, b=old, c=TWO)[0].suites
    assert suites.oldest is not None
    assert suites.newest is not None
    assert (suites.oldest.day, suites.newest.day) == (1, 3)
