from __future__ import annotations

import json

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.evidence.canonical import canonical


@given(
    st.recursive(
        st.none() | st.integers(-(2**63), 2**63 - 1) | hostile.texts | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_the_value_stays_what_it_is(value: object) -> None:
    data = canonical(value)
    assert json.loads(data) == value
    assert data.endswith(b"\n")
    assert b"##[" not in data


def test_keys_are_sorted_and_indented() -> None:
    assert canonical({"b": [1], "a": "ä"}) == '{\n  "a": "ä",\n  "b": [\n    1\n  ]\n}\n'.encode()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("##[error]", "#\\u0023[error]"),
        ("\x9b31m", "\\u009b31m"),
        ("\u202ex", "\\u202ex"),
        ("\U000e0041", "\\udb40\\udc41"),
        ("\x1b", "\\u001b"),
    ],
)
def test_what_terminals_and_logs_obey_is_escaped(text: str, written: str) -> None:
    assert canonical(text).decode() == f'"{written}"\n'
