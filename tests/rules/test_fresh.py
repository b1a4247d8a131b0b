from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import runs

from gatekeeper.model import File, FileStatus, Known, Outcome, Sample, Suite, Verdict
from gatekeeper.model.witness import Witness
from gatekeeper.rules.fresh import SAME_CLOCK, Fresh
from gatekeeper.rules.max_age import CLOCK_SKEW

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding

_INSTANT = timedelta(microseconds=1)
_HOUR = timedelta(hours=1)
_COMMITTED = runs.NOW - _HOUR
_ONE = Sample(count=1, first=("a.xml: record abc",))


def _seen(before: timedelta) -> Witness:
    return Witness(category="unit", argv=("x",), code=0, started=runs.NOW - before, ended=runs.NOW)


def _ask(
    oldest: timedelta | None,
    *witnesses: Witness,
    allow: bool | None = None,
    committed: datetime | None = _COMMITTED,
    known: Known | None = Known(),  # noqa: B008 - frozen
    **more: Any,
) -> Finding:
    newest = more.pop("newest", oldest)
    moments = [None if each is None else runs.NOW - each for each in (oldest, newest)]
    category = runs.category(suites=Suite(oldest=moments[0], newest=moments[1]), known=known, witnesses=witnesses, **more)
    return runs.ask(Fresh(fresh=True, allow_reused=allow), category, committed=committed)


def _file(modified: datetime | float | None, path: str = "a.xml", status: FileStatus = FileStatus.COUNTED) -> File:
    seconds = modified.timestamp() if isinstance(modified, datetime) else modified
    return File(path=path, status=status, modified=seconds)


def test_a_report_that_was_made_after_the_commit_passes() -> None:
    finding = _ask(timedelta(minutes=5))
    assert finding.outcome is Outcome.PASSED
    assert finding.reason == (
        "the oldest suite is from 2026-05-04T11:55:00+00:00; the commit was made at 2026-05-04T11:00:00+00:00; "
        "the ledger knows none of the files"
    )


def test_a_report_of_before_the_commit_is_stale() -> None:
    assert _ask(_HOUR + CLOCK_SKEW).outcome is Outcome.PASSED
    finding = _ask(_HOUR + CLOCK_SKEW + _INSTANT, newest=timedelta())
    assert (finding.outcome, Fresh.verdict) == (Outcome.FAILED, Verdict.STALE)
    assert finding.reason.startswith("the oldest suite is from 2026-05-04T10:49:59.999999+00:00, before the commit was made at ")


def test_where_nobody_says_which_suite_is_the_oldest_the_newest_must_do() -> None:
    assert _ask(None, newest=2 * _HOUR).outcome is Outcome.FAILED
    assert _ask(None, newest=timedelta()).outcome is Outcome.PASSED


def test_a_time_that_nobody_took_is_none() -> None:
    zero = runs.NOW - datetime(1970, 1, 1, tzinfo=UTC)
    assert _ask(zero).outcome is Outcome.INCONCLUSIVE
    assert _ask(zero, _seen(_HOUR)).outcome is Outcome.PASSED
    assert _ask(None, newest=runs.NOW - datetime.min.replace(tzinfo=UTC)).outcome is Outcome.INCONCLUSIVE


def test_a_report_of_before_the_run_is_stale() -> None:
    seen = (_seen(timedelta(minutes=3)), _seen(timedelta(minutes=5)))
    assert _ask(timedelta(minutes=5) + SAME_CLOCK, *seen).outcome is Outcome.PASSED
    finding = _ask(timedelta(minutes=5) + SAME_CLOCK + _INSTANT, *seen)
    assert (finding.outcome, "before the run started at 2026-05-04T11:55:00+00:00" in finding.reason) == (Outcome.FAILED, True)


def test_a_run_that_was_seen_needs_no_timestamps() -> None:
    finding = _ask(None, _seen(_HOUR))
    assert finding.outcome is Outcome.PASSED
    assert finding.reason.startswith("the run started at 2026-05-04T11:00:00+00:00 and the commit was made at ")


def test_a_suite_of_the_future_proves_nothing() -> None:
    assert _ask(timedelta(), newest=-CLOCK_SKEW).outcome is Outcome.PASSED
    finding = _ask(timedelta(), newest=-CLOCK_SKEW - _INSTANT)
    assert (finding.outcome, "lies in the future" in finding.reason, "clock" in finding.remedy) == (Outcome.FAILED, True, True)


@pytest.mark.parametrize(
    ("modified", "stale"),
    [
        (_COMMITTED - CLOCK_SKEW, False),
        (_COMMITTED - CLOCK_SKEW - timedelta(seconds=1), True),
        (None, False),
        (0.0, False),
        (datetime(1980, 1, 1, tzinfo=UTC), False),
        (-1e300, False),
        (1e300, False),
        (float("nan"), False),
    ],
)
def test_the_time_of_a_file_may_prove_it_old(modified: datetime | float | None, *, stale: bool) -> None:
    finding = _ask(timedelta(), files=(_file(runs.NOW, "new.xml"), _file(modified)))
    assert finding.outcome is (Outcome.FAILED if stale else Outcome.PASSED)
    assert finding.reason.startswith("a.xml was last written at 2026-05-04T10:49:59+00:00, before the commit") is stale
    refused = _file(modified, status=FileStatus.REFUSED)
    assert _ask(timedelta(), files=(_file(runs.NOW, "new.xml"), refused)).outcome is Outcome.PASSED


def test_a_file_of_before_the_run_is_stale_whenever_the_commit_was_made() -> None:
    finding = _ask(timedelta(), _seen(timedelta(minutes=5)), files=(_file(runs.NOW - timedelta(minutes=7)),))
    assert (finding.outcome, "before the run started" in finding.reason) == (Outcome.FAILED, True)
    of_the_run = (_file(runs.NOW - 3 * _HOUR),)
    assert _ask(timedelta(), _seen(4 * _HOUR), files=of_the_run).outcome is Outcome.PASSED, "which commit it ran is another question"


def test_the_time_of_a_file_never_proves_it_new() -> None:
    finding = _ask(None, files=(_file(runs.NOW),))
    assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
    assert finding.reason == "no suite has a readable timestamp, and nobody saw the run: how old the reports are is not known"


def test_without_the_commit_a_timestamp_says_nothing() -> None:
    finding = _ask(timedelta(), committed=None)
    assert (finding.outcome, "not known" in finding.reason) == (Outcome.INCONCLUSIVE, True)
    assert _ask(timedelta(), _seen(timedelta()), committed=None).outcome is Outcome.PASSED
    ahead = runs.NOW + CLOCK_SKEW + _INSTANT
    finding = _ask(timedelta(), committed=ahead)
    assert (finding.outcome, "which lies in the future" in finding.reason) == (Outcome.INCONCLUSIVE, True)
    assert _ask(timedelta(), _seen(timedelta()), committed=ahead).outcome is Outcome.PASSED


def test_what_was_recorded_for_another_tree_is_stale_whatever_is_allowed() -> None:
    for allow in (None, True):
        finding = _ask(timedelta(), _seen(_HOUR), allow=allow, known=Known(elsewhere=_ONE, missing="more"))
        assert (finding.outcome, finding.verdict) == (Outcome.FAILED, None)
        assert finding.reason == "1 report file was recorded before for another tree: a.xml: record abc"


def test_what_an_earlier_run_of_this_tree_made_must_be_allowed() -> None:
    known = Known(reused=_ONE)
    finding = _ask(timedelta(), known=known)
    assert (finding.outcome, "allow_reused" in finding.remedy) == (Outcome.FAILED, True)
    assert finding.reason == "1 report file was recorded before by an earlier run of this tree: a.xml: record abc"
    assert _ask(timedelta(), known=known, allow=False).outcome is Outcome.FAILED


def test_a_cached_report_may_be_older_than_a_commit_with_the_same_tree() -> None:
    old: dict[str, Any] = {"files": (_file(runs.NOW - 9 * _HOUR), _file(None, "b.xml", FileStatus.DUPLICATE)), "newest": 9 * _HOUR}
    for seen in ((), (_seen(_HOUR),)):
        finding = _ask(9 * _HOUR, *seen, known=Known(reused=_ONE), allow=True, **old)
        assert (finding.outcome, finding.reason) == (
            Outcome.PASSED,
            "1 report file of an earlier run of this tree, which is allowed: a.xml: record abc",
        )
    assert _ask(9 * _HOUR, allow=True, **old).outcome is Outcome.FAILED, "nothing is reused"


def test_beside_cached_reports_the_newest_suite_must_be_new() -> None:
    two = (_file(runs.NOW - 9 * _HOUR), _file(runs.NOW, "b.xml"))
    finding = _ask(9 * _HOUR, newest=timedelta(), known=Known(reused=_ONE), allow=True, files=two)
    assert (finding.outcome, finding.reason.partition(" suite")[0]) == (Outcome.PASSED, "the newest")
    assert finding.reason.endswith("; allowed of an earlier run of this tree: a.xml: record abc")
    assert _ask(9 * _HOUR, newest=8 * _HOUR, known=Known(reused=_ONE), allow=True, files=two).outcome is Outcome.FAILED


def test_a_ledger_that_cannot_be_read_could_know_the_report() -> None:
    finding = _ask(timedelta(), known=Known(missing="a file is damaged", remedy="remove it"))
    assert (finding.outcome, finding.remedy) == (Outcome.INCONCLUSIVE, "remove it")
    assert finding.reason == "whether the reports are known already cannot be told: a file is damaged"
    assert _ask(timedelta(), known=None).outcome is Outcome.INCONCLUSIVE
    assert _ask(9 * _HOUR, known=Known(missing="a file is damaged")).outcome is Outcome.FAILED, "old it is all the same"


def test_only_true_switches_it_on() -> None:
    assert [Fresh(fresh=each, allow_reused=True).active for each in (None, False, True)] == [False, False, True]
