from __future__ import annotations

from audits import document, evidence, found, report
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.aside import asides
from gatekeeper.audit.prose import Prose

_CRITERION = "# Plan\n\n- [ ] All unit tests reach a pass rate above 90% (currently 54%)\n"


def test_the_current_value_of_a_criterion_is_looked_at() -> None:
    (found_one,) = asides(Prose(document(_CRITERION)))
    column = _CRITERION.splitlines()[2].index("54") + 1
    assert (found_one.line, found_one.column, str(found_one.kind), int(found_one.numbers[0].value)) == (3, column, "pass_rate", 54)


def test_it_is_reported_only_where_it_is_wrong() -> None:
    assert found(_CRITERION) == []
    assert found(_CRITERION, held=evidence()) == [(3, "pass_rate", "contradicted")]
    assert "54% is the failure rate" in report(_CRITERION, held=evidence()).findings[0].evidence
    assert found(_CRITERION.replace("54%", "46%"), held=evidence()) == []


@given(st.sampled_from(["```", "~~~", "    ", "> "]), st.booleans())
def test_code_and_quotations_are_not_looked_at(mark: str, fenced: bool) -> None:
    line = "pass rate of the tests (currently 54%), 51 + 7 of 61 tests"
    text = (
        f"{mark}\n{line}\n{mark}\n" if fenced and mark.strip() in ("```", "~~~") else f"{mark if mark.strip() == '>' else '    '}{line}\n"
    )
    assert asides(Prose(document(f"# Status\n\n{text}"))) == ()
