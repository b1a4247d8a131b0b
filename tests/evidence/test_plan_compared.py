from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import kept, made

from gatekeeper.evidence.expected_ids import forms
from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.plan_compared import Compared, Ran, moved

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

_PARAMETERS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="@"), max_size=5)
_IDS = st.builds(
    lambda folder, name, more: f"{folder}/test_a.py::{name}" + (f"[{more}]" if more else ""),
    st.sampled_from(["tests", "tests/sub", "src"]),
    st.sampled_from(["test_x", "TestX::test_y", "test_ü"]),
    _PARAMETERS,
)


def _ran(factory: pytest.TempPathFactory, ids: Iterable[str]) -> Ran:
    folder = factory.getbasetemp()
    record = kept(folder, made(), [("unit", each, "skipped") for each in ids], "compared.json").record
    assert record.inventory
    return Ran("unit", [(path_beside(folder / "compared.json"), record.inventory)])


@settings(max_examples=40)
@given(st.sets(_IDS), st.sets(_IDS, min_size=1), st.sampled_from(["", "unit.", "a.b."]))
def test_what_is_absent_is_what_was_listed_and_did_not_run(
    tmp_path_factory: pytest.TempPathFactory, missing: set[str], there: set[str], before: str
) -> None:
    missing -= there
    ran = _ran(tmp_path_factory, [before + forms(each)[0] for each in there])
    listed = sorted(missing | there)
    found = Compared(ran)
    found.add(listed)
    found.add(reversed(listed))
    assert found.total == len(listed)
    assert found.absent.count == len(listed if before else missing)
    if before:
        again = Compared(ran, None, *moved(ran, [forms(each) for each in there]))
        again.add(listed)
        assert (again.total, again.absent.count) == (len(listed), len(missing))
        assert set(again.absent.first) <= missing


def test_only_the_listed_tests_that_are_asked_for_count(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = Compared(_ran(tmp_path_factory, ["a::x"]), lambda names: names[-1] != "b.py::x")
    found.add(["a.py::x", "b.py::x", "c.py::x"])
    assert (found.total, found.turned_up, found.absent.first) == (2, 1, ["c.py::x"])
