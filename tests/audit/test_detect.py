"""Claims stand where they are written, one for each line and kind, and nothing makes the search fail."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.audit import context, detect
from gatekeeper.audit.claim import Claim, Kind
from gatekeeper.audit.detect import claims
from gatekeeper.audit.source import read
from gatekeeper.audit.words import Words
from gatekeeper.errors import AuditError

if TYPE_CHECKING:
    from gatekeeper.audit.blocks import Block

REPORT = "# Status report\n\n"


def found(text: str, words: Words | None = None) -> tuple[Claim, ...]:
    return claims(read(text.encode(), "a.md"), words or Words())


def test_says_what_is_claimed_and_why() -> None:
    claim = found("# Status report\n\n## Unit tests\n\n- **Passed:** 51 of 61 tests (target: 60)\n")[0]
    assert (claim.path, claim.line, claim.column, claim.kind) == ("a.md", 5, 15, Kind.TEST_COUNT)
    assert claim.text == "- **Passed:** 51 of 61 tests (target: 60)"
    assert [(number.value, number.of, number.text, number.column) for number in claim.numbers] == [
        (Fraction(51), Fraction(61), "51 of 61", 15)
    ]
    assert claim.headings == ("Status report", "Unit tests")
    assert claim.why == ("a part of a whole: 51 of 61",)


def test_gives_one_claim_for_each_line_and_kind() -> None:
    made = found(f"{REPORT}The build is green, 12 tests passed and 2 failed, and it is production ready.\n")
    assert [claim.kind for claim in made] == [Kind.STATUS, Kind.TEST_COUNT, Kind.READINESS]
    assert [(int(number.value), number.unit) for number in made[1].numbers] == [(12, "passed"), (2, "failed")]


def test_gives_a_claim_that_wraps_for_each_line() -> None:
    made = found(f"{REPORT}> **Status:** the service\n>   is production\n>   ready\n")
    assert [(claim.line, claim.column) for claim in made if claim.kind is Kind.READINESS] == [(3, 3), (4, 8), (5, 5)]


def test_knows_whether_a_claim_is_good_news() -> None:
    lines = ("- \u2705 Search", "- \u274c Mail", "It is broken.", "It is not broken.", "It is NOT ready for production.")
    assert [found(REPORT + line)[0].positive for line in lines] == [True, False, False, True, False]


@pytest.mark.parametrize(
    ("text", "word"), [("54% failure rate", "failure"), ("54% of the tests pass", "pass"), ("Line coverage: 54%", "coverage")]
)
def test_names_what_a_percentage_is_a_share_of(text: str, word: str) -> None:
    assert found(REPORT + text)[0].word == word


def test_hands_over_anchors() -> None:
    made = found(f"{REPORT}All 12 tests pass. <!-- gatekeeper:claim unit.pass_rate > 90% -->\n\nIt is fixed.\n")
    assert {(claim.line, claim.anchor) for claim in made} == {(3, "unit.pass_rate > 90%"), (5, None)}


def test_hands_over_the_anchor_of_a_paragraph() -> None:
    made = found(f"{REPORT}All 12 tests pass.\nThe build is green. <!-- gatekeeper:claim verdict -->\n")
    assert {(claim.line, claim.anchor) for claim in made} == {(3, "verdict"), (4, "verdict")}


def test_skips_our_own_regions() -> None:
    region = "<!-- gatekeeper:begin id=status -->\n\nAll 12 tests pass.\n\n<!-- gatekeeper:end id=status -->\n"
    assert {claim.line for claim in found(f"{REPORT}{region}\nAll 13 tests pass.\n")} == {9}


def test_takes_a_ticked_box_for_a_claim_and_an_open_one_for_none() -> None:
    made = found(f"{REPORT}## Next steps\n\n- [x] Parser\n- [ ] All tests pass\n")
    assert [(claim.line, claim.ticked, claim.kind) for claim in made] == [(5, True, Kind.STATUS)]


def test_adds_words_of_a_project() -> None:
    words = Words(extra={Kind.READINESS: ("Good to Go",)})
    assert [claim.kind for claim in found(f"{REPORT}The fleet looks good to go.", words)] == [Kind.READINESS]
    assert found(f"{REPORT}The fleet should look good to go.", words) == ()


def test_takes_plain_words_for_explanation_outside_a_status_report() -> None:
    text = "# Manual\n\nThe job is failed by the runner when a test failed, and a failing job is closed.\n\n"
    assert found(text) == ()
    assert [claim.kind for claim in found(f"{text}All tests pass.\n")] == [Kind.STATUS]


PIECES = st.sampled_from(
    [
        "# Status\n",
        "## Next steps\n",
        "- ",
        "- [x] ",
        "1. ",
        "> ",
        "    ",
        "\n",
        "\n\n",
        "\r\n",
        "all 12 tests pass",
        "98% coverage",
        "is production ready",
        "\u2705 ",
        "**Goal:** ",
        "(was 3)",
        "| a | b |\n|---|---|\n",
        "| x | 12 |\n",
        "`code`",
        "<!-- ",
        " -->",
        "*",
        "~~",
        "\ufeff",
        "\0",
        "\u2028",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=40)
@given(st.one_of(TEXTS, st.text(max_size=200)))
def test_never_fails_on_any_text(text: str) -> None:
    try:
        source = read(text.encode(errors="replace"), "a.md")
        made = claims(source, Words())
    except AuditError:
        return
    assert len({(claim.line, claim.kind) for claim in made}) == len(made)
    for claim in made:
        assert 1 <= claim.column <= len(source.lines[claim.line - 1]) + 1 or source.repaired
        assert claim.text == source.lines[claim.line - 1].strip()[:300]


@settings(max_examples=40)
@given(TEXTS, TEXTS)
def test_finds_nothing_in_a_fence_that_is_added(text: str, code: str) -> None:
    before = found(f"{text}\n")
    inside = code.replace("`", "")
    after = found(f"{text}\n\n```\n{inside}\n```\n")
    assert {(claim.line, claim.kind) for claim in after} <= {(claim.line, claim.kind) for claim in before}


@settings(max_examples=40)
@given(TEXTS.filter(lambda text: "\r" not in text and "\ufeff" not in text))
def test_counts_the_same_lines_whatever_ends_them_and_stands_before(text: str) -> None:
    plain = [(claim.line, claim.column, claim.kind) for claim in found(f"\n{text}")]
    front = "---\ntitle: x\n---\n"
    assert [(claim.line, claim.column, claim.kind) for claim in found(f"\n{text}".replace("\n", "\r\n"))] == plain
    assert [(claim.line, claim.column, claim.kind) for claim in found(f"\ufeff\n{text}")] == plain
    assert [(claim.line - 3, claim.column, claim.kind) for claim in found(f"{front}\n{text}")] == plain


def test_a_wide_row_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Block] = []

    def once(block: Block) -> tuple[bool, bool]:
        asked.append(block)
        return False, False

    monkeypatch.setattr(detect, "unsure", once)
    monkeypatch.setattr(context, "unsure", once)
    wide = f"|{'a|' * 50}\n|{'-|' * 50}\n|{'51% done|' * 50}\n"
    assert claims(read(wide.encode(), "a.md"), Words())
    assert len(asked) == 1
