from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledgers import made
from records import category
from stories import CRITERIA, document, told

from gatekeeper.config.document import Release
from gatekeeper.documents.page import page
from gatekeeper.documents.views.criteria import criteria_view
from gatekeeper.documents.views.ready import ready
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

_CASES = [
    ((), (), "", False),
    (CRITERIA[:2], ("unit",), "", False),
    (CRITERIA[3:], (), "2 of 3 criteria missing", False),
    ((), ("unit", "e2e", "load"), "2 of 3 required categories missing", True),
    (CRITERIA, ("e2e",), "2 of 6 criteria and 1 of 1 required categories missing", False),
]


@pytest.mark.parametrize(("criteria", "require", "missing", "elsewhere"), _CASES)
def test_what_is_missing_is_counted(
    criteria: tuple[object, ...], require: tuple[str, ...], missing: str, elsewhere: bool, tmp_path: Path
) -> None:
    record = made(0, Verdict.FAILED, categories=[category(), category("e2e", Verdict.FAILED)])
    view = criteria_view(criteria, told("passed", tmp_path)[0])  # type: ignore[arg-type]
    found = ready(view, Release(require=require), record)
    assert (found.missing, found.elsewhere) == (missing, elsewhere)
    assert ready(view, None, record).elsewhere is False


def test_the_page_says_so_below_the_verdict_and_only_then(tmp_path: Path) -> None:
    story, _ = told("passed", tmp_path)
    own = document("release.md.j2", criteria=CRITERIA[3:])
    lines = page(own, story, (), Release(require=("unit", "load"))).splitlines()
    assert (lines[0][:9], lines[2]) == ("## PASSED", "**Not ready: 2 of 3 criteria and 1 of 2 required categories missing.**")
    assert "### Required categories" in lines
    shown = page(document("release.md.j2", criteria=CRITERIA[:2]), story, (), Release(require=("unit", "e2e")))
    assert ("Not ready" in shown, "Required categories" in shown) == (False, False)
