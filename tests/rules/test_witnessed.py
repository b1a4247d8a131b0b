from __future__ import annotations

import runs

from gatekeeper.model import File, FileStatus, Outcome, Verdict
from gatekeeper.rules.witnessed import Witnessed

SEEN = File(path="seen.xml", status=FileStatus.COUNTED, witnessed=True)
GIVEN = File(path="given.xml", status=FileStatus.COUNTED)


def test_every_report_must_come_from_a_witnessed_run() -> None:
    rule = Witnessed(witnessed=True)
    assert runs.ask(rule, runs.category(files=(SEEN,), witnesses=(runs.witness(),))).outcome is Outcome.PASSED
    mixed = runs.ask(rule, runs.category(files=(SEEN, GIVEN, runs.duplicate()), witnesses=(runs.witness(),)))
    assert (mixed.outcome, mixed.reason) == (Outcome.FAILED, "not collected by a witnessed run: given.xml")
    none = runs.ask(rule, runs.category(files=(GIVEN,)))
    assert (none.outcome, none.reason) == (Outcome.FAILED, "no run of this category was witnessed")
    assert runs.ask(rule, runs.category(files=())).outcome is Outcome.FAILED
    assert (Witnessed.verdict, "gatekeeper run" in Witnessed.remedy) == (Verdict.FAILED, True)


def test_it_is_asked_where_it_is_true() -> None:
    assert [Witnessed(witnessed=each).active for each in (None, False, True)] == [False, False, True]
