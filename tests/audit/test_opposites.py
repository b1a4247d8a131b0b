from __future__ import annotations

import pytest
from audits import document

from gatekeeper.audit.opposites import opposites


def _lines(text: str) -> list[int]:
    return sorted({each.line for each in opposites(document(text))})


def test_what_is_fixed_may_not_be_failing() -> None:
    text = "# Status report\n\n**LOGIN FIXED!**\n\nThe OAuth login is failing despite valid tokens.\n"
    assert _lines(text) == [3, 5]
    assert {each.text for each in opposites(document(text))} == {
        "line 3 says of the same that it is fixed",
        "line 5 says of the same that it is failing",
    }


def test_a_short_name_is_the_long_one() -> None:
    assert _lines("# Status report\n\nAuthentication is fixed.\n\nAuth is failing.\n") == [3, 5]


@pytest.mark.parametrize(
    "text",
    [
        "# Status report\n\nLogin is fixed.\n\nBilling is failing.\n",
        "# Status report\n\nWeb login is fixed.\n\nWeb billing is failing.\n",
        "# Status report\n\nAll tests are passing.\n\nStatus: FAILED\n",
        "# Status report\n\nLogin is fixed.\n\nLogin was failing before.\n",
        "# Status report\n\nAll login works and nothing is failing.\n",
        "# Status report\n\n- 17 login tests passed\n- 20 login tests failed\n",
    ],
)
def test_different_things_are_no_opposites(text: str) -> None:
    assert _lines(text) == []
