from __future__ import annotations

from ledgers import made
from records import category, counts, rule

from gatekeeper.config.document import Release
from gatekeeper.documents.views.required import required
from gatekeeper.model import Outcome, Verdict


def test_each_required_category_has_its_word() -> None:
    rows = [category("unit"), category("e2e", Verdict.FAILED), category("docs", None, absent="x", counts=counts()), category("waived")]
    record = made(0, Verdict.FAILED, categories=rows, rules=[rule(category="waived", verdict=Verdict.PASSED, outcome=Outcome.WAIVED)])
    found = required(Release(require=("unit", "e2e", "docs", "waived", "load")), record)
    assert [(each.name, str(each.word), each.holds) for each in found.rows] == [
        ("unit", "PASSED", True),
        ("e2e", "FAILED", False),
        ("docs", "UNVERIFIED", False),
        ("waived", "WAIVED", True),
        ("load", "UNVERIFIED", False),
    ]


def test_without_a_release_nothing_is_required() -> None:
    assert required(None, made()).all == 0
