from __future__ import annotations

import pytest
from audits import document, report

from gatekeeper.audit.prose import Prose
from gatekeeper.audit.unverifiable import notes


def _notes(*texts: str) -> list[tuple[str, int, str]]:
    read = [Prose(document(text, f"{number}.md")) for number, text in enumerate(texts)]
    return [(each.path, each.line, each.text) for each in notes(read)]


def test_two_figures_of_revenue_cannot_be_checked() -> None:
    text = "# Impact\n\n- Protects $500K+ ARR.\n\nRevenue at risk: ~$120K a month.\n"
    assert [(path, line) for path, line, _ in _notes(text)] == [("0.md", 3), ("0.md", 5)]
    assert _notes(text)[0][2] == "$500k here and $120k elsewhere: figures of revenue are not checkable, no record speaks about them"
    assert [(path, line) for path, line, _ in _notes("$1M ARR\n", "$2M revenue\n")] == [("0.md", 1), ("1.md", 1)]


@pytest.mark.parametrize(
    "text", ["$500K ARR and later $500K+ ARR\n", "The lamp costs $5, the table $50.\n", "```\n$1M ARR\n$2M ARR\n```\n"]
)
def test_one_figure_and_prices_are_no_news(text: str) -> None:
    assert _notes(text) == []


def test_a_why_wants_evidence() -> None:
    text = "# Five whys\n\n**Why 1:** Why does the login fail?\n\n- Somebody changed something.\n\n**Why 2:** Why was it not seen?\n\n"
    assert _notes(f"{text}- `test_login` was skipped.\n") == [("0.md", 3, "a why that is answered without evidence: unverified")]
    assert [line for _, line, _ in _notes(f"{text}- Nobody looked.\n")] == [3, 7]
    assert _notes("Why is it slow?\n\n## Next\n\nSomething else\n") == []


def test_the_repair_of_a_document_is_told() -> None:
    mended = document("# Status\n\nAll tests pass \u2705\n".encode().decode("cp1252", "replace"))
    told = [each.text for each in report(mended).notes]
    assert any("read as" in each for each in told)


def test_notes_fail_nothing() -> None:
    assert report("$1M ARR\n\n$2M ARR\n").blocking == ()
