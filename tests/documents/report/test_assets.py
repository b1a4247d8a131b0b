from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from gatekeeper.documents.report.assets import assets, icon
from gatekeeper.documents.templates import folder
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path


def test_the_policy_lets_nothing_run_but_what_it_names() -> None:
    made = assets()
    digests = [b64encode(sha256(each.encode()).digest()).decode() for each in (made.style, made.script)]
    assert made.policy == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_line_ends_are_those_that_a_browser_digests(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_bytes(b"a {}\r\n")
    (tmp_path / "report.js").write_bytes(b"1;\r\n")
    assert (assets(tmp_path).style, assets(tmp_path).script) == ("a {}\n", "1;\n")


def test_no_asset_ends_the_element_that_it_stands_in(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text("/* </style> */")
    (tmp_path / "report.js").write_text("1;")
    with pytest.raises(ValueError, match=r"report\.css could end the element"):
        assets(tmp_path)


def test_the_script_makes_no_markup_and_asks_for_nothing() -> None:
    script = (folder() / "report.js").read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|fetch|XMLHttp|import|setAttribute|https?:", script
    )


def test_icons_tell_verdicts_apart() -> None:
    passed, failed, stale = (unquote(icon(each)) for each in (Verdict.PASSED, Verdict.FAILED, Verdict.STALE))
    assert "#1a7f37" in passed
    assert "#1a7f37" not in failed + stale
    assert len({passed, failed, stale}) == 3
    assert '"' not in icon(Verdict.PASSED)
