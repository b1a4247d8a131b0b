from __future__ import annotations

import pytest

from gatekeeper.junit.bounds import DEEPEST, check
from gatekeeper.junit.columns import MOST_ATTRIBUTES
from gatekeeper.junit.source import Refused


def test_the_bounds_themselves_are_allowed() -> None:
    check(DEEPEST, {str(number): "" for number in range(MOST_ATTRIBUTES)})


def test_more_is_refused() -> None:
    with pytest.raises(Refused, match="nested more than 1000 deep"):
        check(DEEPEST + 1, {})
    with pytest.raises(Refused, match="more than 1000 attributes"):
        check(1, {str(number): "" for number in range(MOST_ATTRIBUTES + 1)})
