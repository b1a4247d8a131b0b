from __future__ import annotations

from gatekeeper.junit.want import KEEP, Want
from gatekeeper.model import Selection


def test_everything_is_wanted_unless_said_otherwise() -> None:
    want = Want(category="unit")
    assert (want.tests, want.selections, want.reruns, want.keep) == ((), frozenset(), False, KEEP)


def test_a_want_is_a_value() -> None:
    some = frozenset({Selection(tests=("a",))})
    assert Want(category="unit", selections=some) == Want(category="unit", selections=some)
