from __future__ import annotations

import pytest
from audits import document, found, report


def _inconsistent(*texts: str) -> list[tuple[str, int]]:
    made = [document(text, f"{number}.md") for number, text in enumerate(texts)]
    return [(each.claim.path, each.claim.line) for each in report(*made).findings if each.state == "inconsistent"]


def test_two_numbers_for_one_thing_in_one_document() -> None:
    assert _inconsistent("# Status\n\nCoverage: 85%\n\n## Results\n\n- Test coverage: 72%\n") == [("0.md", 3), ("0.md", 7)]
    assert _inconsistent("# Status\n\nSystem health: 99%\n\n## Summary\n\n**System Health**: 95%\n") == [("0.md", 3), ("0.md", 7)]


def test_two_numbers_for_one_thing_across_documents() -> None:
    first = report(document("# Status\n\nCoverage: 85%\n", "a.md"), document("# Report\n\nCoverage: 72%\n", "b.md")).findings[0]
    assert (first.state, first.evidence) == ("inconsistent", "b.md:3 says 72%, and this says 85%")


@pytest.mark.parametrize(
    "texts",
    [
        ("# Status\n\nCoverage: 85%\n\n## Summary\n\nCoverage: 85%\n",),
        ("# Status\n\n## Billing\n\nCoverage: 85%\n\n## Login\n\nCoverage: 72%\n",),
        ("# Status of billing\n\nCoverage: 85%\n", "# Status of login\n\nCoverage: 72%\n"),
        ("# Status 2026-01-01\n\nCoverage: 85%\n", "# Status 2026-02-01\n\nCoverage: 72%\n"),
        ("---\ndate: 2026-01-01\n---\n# Status\n\nCoverage: 85%\n", "---\ndate: 2026-02-01\n---\n# Status\n\nCoverage: 72%\n"),
        ("# Status\n\nCoverage: 85%\n\nCoverage improved to 87%\n",),
        ("# Status\n\nCoverage: 85%\n\n## Summary\n\nCoverage: 84.6%\n",),
        ("# Status\n\nLine coverage: 85%\n\nBranch coverage: 72%\n",),
        ("# Status\n\n| Module | Coverage |\n|---|---|\n| billing | 85% |\n| login | 72% |\n",),
        ("# Status\n\n- Passed tests in run 1: 51\n- Passed tests in run 2: 52\n",),
    ],
)
def test_numbers_of_different_things_may_differ(texts: tuple[str, ...]) -> None:
    assert _inconsistent(*texts) == []


def test_a_document_about_the_past_contradicts_nothing_of_today() -> None:
    old = document("# Status\n\nCoverage: 85%\n", "old.md", history="a document about the past")
    assert [each.state for each in report(document("# Status\n\nCoverage: 72%\n", "new.md"), old).findings] == ["unsupported"] * 2


def test_a_pass_rate_that_is_the_failure_rate_of_counts_elsewhere() -> None:
    text = "# Status\n\nUnit tests: 20 failed / 17 passed\n\n- [ ] Unit tests reach a pass rate of >90% (currently 54%)\n"
    assert (5, "pass_rate", "inconsistent") in found(text)
    assert not [each for each in found(text.replace("54%", "46%")) if each[0] == 5]
    assert not [each for each in found(text.replace("Unit tests reach", "E2E tests reach")) if each[0] == 5]


def test_a_pass_rate_that_is_said_to_be_the_failure_rate_elsewhere() -> None:
    text = "# Status\n\nUnit tests have a 54% failure rate.\n\nUnit tests pass rate: 54%\n"
    assert [each for each in found(text) if each[2] == "inconsistent"] == [(5, "pass_rate", "inconsistent")]
    assert not [each for each in found(text.replace("54%", "50%")) if each[2] == "inconsistent"]
