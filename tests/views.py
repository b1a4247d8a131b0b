"""Builds what comments show, by hand: small and whole, and with one text in every place that somebody else may write."""

from __future__ import annotations

from typing import Any

import records

from gatekeeper.documents.comment import View
from gatekeeper.documents.standing import Stand, Standing
from gatekeeper.evidence import record as rows
from gatekeeper.model import Outcome, Verdict

DIGEST = "d" * 64
RUN = rows.RunRow(url="https://github.com/shop/cart/actions/runs/815/attempts/1", id="815", attempt="1")
SUBJECT = rows.Subject(commit="abc1234" + "0" * 33, tree="1" * 40, dirty=False, ref="refs/heads/main")


def standing(text: str = "Unit tests above 90%", stand: Stand = Stand.MET, **more: Any) -> Standing:
    """Return a criterion that is met, or what is given instead."""
    usual = {"group": "technical", "current": "97.2%, 36 of 37, run 815, 2026-01-02", "digest": "1a2b3c4d5e6f"}
    return Standing(text=text, stand=stand, **{**usual, **more})


def waiver(**more: Any) -> rows.WaiverRow:
    """Return a waiver in force."""
    usual: dict[str, Any] = {
        "rule": "pass-rate",
        "category": "unit",
        "tests": ["shop.CartTest::rounding"],
        "reason": "#123",
        "owner": "payments-team",
        "expires": "2090-01-31",
        "applied": True,
    }
    return rows.WaiverRow(**{**usual, **more})


def made(verdict: Verdict = Verdict.PASSED, **more: Any) -> rows.Record:
    """Return the record of run 815."""
    return records.record(verdict, **{"run": RUN, "subject": SUBJECT, **more})


def view(record: rows.Record | None = None, **more: Any) -> View:
    """Return what a comment shows of a record."""
    return View(**{"record": record or made(), "digest": DIGEST, **more})


def hostile_record(text: str, verdict: Verdict = Verdict.FAILED) -> rows.Record:
    """Return a record with a text wherever a report, a path, a waiver or a run's address brings one in."""
    return made(
        verdict,
        categories=[records.category(), records.category("c", None, absent=text)],
        policy=rows.PolicyRow(name=text, source=text, sha256="1" * 64, run={}, categories={}),
        rules=[records.rule(reason=text, verdict=verdict), records.rule(verdict=Verdict.PASSED, outcome=Outcome.WAIVED, reason=text)],
        failures=[records.failure(text, message=text, file=text, line=3, type=text)],
        waivers=[waiver(reason=text, owner=text, tests=[text, text])],
        run=rows.RunRow(url=text, id=text, attempt=text),
        subject=rows.Subject(commit=text, tree=text, dirty=True, ref=text),
    )


def hostile_view(text: str) -> View:
    """Return a view with a text in every such place of the record, in the criteria, and in the labels."""
    criteria = tuple(
        standing(text, stand, group=group, current=text, measure=text, digest=text, changed=True, waiver=text)
        for stand, group in zip(Stand, ("technical", "process", "business", "technical"), strict=True)
    )
    return view(hostile_record(text), standings=criteria, dropped=(text, text))


def forged_view(text: str) -> View:
    """Return a view with a text in what only a forged record can hold: names, remedies, thresholds."""
    category = records.category(text, Verdict.FAILED, threshold=text, target=text, blocking=False)
    rate = rows.RateRow(numerator=1, denominator=2, text=text)
    record = records.record(
        Verdict.FAILED,
        categories=[category, records.category("d", Verdict.FAILED, pass_rate=rate), records.category(text, None, absent="x")],
        rules=[records.rule(text, "d", remedy=text), records.rule(text, text, remedy=text)],
        policy=rows.PolicyRow(name="", source=None, sha256=text, run={}, categories={}),
        tool=rows.ToolRow(name=text, version=text),
        created=text,
    )
    return view(record, digest=text)
